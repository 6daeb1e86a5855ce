namespace DNS4Me.Dns;

/// <summary>A place in a message being written, from <see cref="DnsMessageWriter.Mark"/>, to which the writer can go back.</summary>
public readonly struct DnsWriterMark
{
    internal DnsWriterMark(int position, int nameCount, DnsSection section, ulong counts)
    {
        Position = position;
        NameCount = nameCount;
        Section = section;
        Counts = counts;
    }

    internal int Position { get; }

    internal int NameCount { get; }

    internal DnsSection Section { get; }

    internal ulong Counts { get; }
}
