using System.Buffers;

namespace DNS4Me.Dns;

/// <summary>
/// A message's OPT record. RFC 6891, section 6.1. The upper part of the response code, which travels in it, is in <see cref="DnsMessage.Rcode"/>.
/// </summary>
public sealed class DnsEdns
{
    /// <summary>The longest UDP message that the sender can take. Values below 512 mean 512.</summary>
    public ushort UdpPayloadSize { get; init; } = DnsLimits.DefaultUdpPayloadSize;

    /// <summary>The EDNS version.</summary>
    public byte Version { get; init; } = DnsEdnsHeader.SupportedVersion;

    /// <summary>The flags.</summary>
    public DnsEdnsFlags Flags { get; init; }

    /// <summary>Whether the sender understands DNSSEC records.</summary>
    public bool DnssecOk => (Flags & DnsEdnsFlags.DnssecOk) != 0;

    /// <summary>The options, in wire order.</summary>
    public IReadOnlyList<DnsEdnsOption> Options { get; init; } = [];

    /// <summary>Reads what an OPT record holds.</summary>
    /// <param name="header">Its CLASS and TTL.</param>
    /// <param name="rdata">A reader for its data.</param>
    internal static DnsEdns Read(DnsEdnsHeader header, DnsWireReader rdata)
    {
        var start = rdata.Position;
        var options = new List<DnsEdnsOption>();
        var reader = new DnsEdnsOptionReader(rdata.ReadRest());
        while (reader.TryRead(out var code, out var data))
        {
            options.Add(new DnsEdnsOption(code, data));
        }

        if (reader.IsMalformed)
        {
            throw new DnsFormatException(DnsFormatError.BadOptions, start);
        }

        return new DnsEdns { UdpPayloadSize = header.UdpPayloadSize, Version = header.Version, Flags = header.Flags, Options = options };
    }

    /// <summary>Writes the record.</summary>
    /// <returns>Whether it fitted.</returns>
    internal bool TryWrite(ref DnsMessageWriter writer)
    {
        var options = new ArrayBufferWriter<byte>();
        foreach (var option in Options)
        {
            options.WriteUInt16(option.Code);
            options.WriteUInt16((ushort)option.Data.Length);
            options.Write(option.Data);
        }

        return writer.TryWriteOpt(UdpPayloadSize, Flags, options.WrittenSpan, Version);
    }
}
