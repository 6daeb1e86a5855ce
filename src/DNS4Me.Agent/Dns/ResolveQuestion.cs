using System.Globalization;
using System.Net;
using DNS4Me.Dns;
using DNS4Me.Local;

namespace DNS4Me.Agent.Dns;

/// <summary>A request to resolve, checked whole.</summary>
/// <param name="Name">The name, in A-labels.</param>
/// <param name="Type">The type.</param>
/// <param name="Address">The server's address; null when it is given by name, or not at all.</param>
/// <param name="Host">The server's host name, in A-labels; null when it is given by address, or not at all.</param>
/// <param name="Port">The server's port.</param>
/// <param name="Tcp">Whether to ask over TCP from the start.</param>
/// <param name="Timeout">How long to wait in all.</param>
internal sealed record ResolveQuestion(DnsName Name, DnsType Type, IPAddress? Address, string? Host, int Port, bool Tcp, TimeSpan Timeout)
{
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromHours(1);
    private static readonly IdnMapping Idn = new() { AllowUnassigned = false, UseStd3AsciiRules = false };

    /// <summary>Whether the servers of the machine's own set-up are to be asked.</summary>
    public bool AsksSystem => Address is null && Host is null;

    /// <summary>Reads a request.</summary>
    /// <exception cref="DNS4MeException">A member is not allowed.</exception>
    public static ResolveQuestion Read(ResolveRequest request)
    {
        var (address, host) = ReadServer(request.Server);
        return new(
            ReadName(request.Name),
            ReadType(request.Type),
            address,
            host,
            PortRules.IsValid(request.Port) ? request.Port : throw Invalid("port", $"The port must be between {PortRules.Lowest} and {PortRules.Highest}; {request.Port} is not."),
            request.Tcp,
            request.Timeout > TimeSpan.Zero && request.Timeout <= LongestTimeout
                ? request.Timeout
                : throw Invalid("timeoutSeconds", $"The time to wait must be more than zero and at most {LongestTimeout.TotalSeconds:0} seconds."));
    }

    private static DnsName ReadName(string text)
    {
        try
        {
            return DnsName.Parse(ToAscii(text));
        }
        catch (DnsFormatException e)
        {
            throw Invalid("name", $"'{text}' is not a domain name: {e.Message}", text);
        }
        catch (ArgumentException)
        {
            throw Invalid("name", $"'{text}' is not a domain name: a label cannot be written in ASCII.", text);
        }
    }

    private static DnsType ReadType(string text)
    {
        if (!DnsMnemonics.TryParseType(text, out var type))
        {
            throw Invalid("type", $"'{text}' is not a DNS type. Write A, AAAA, MX or the like, or TYPE and a number.", text);
        }

        return type is DnsType.AXFR or DnsType.IXFR or DnsType.OPT
            ? throw Invalid("type", $"{type.ToText()} cannot be asked for like a record.", text)
            : type;
    }

    private static (IPAddress? Address, string? Host) ReadServer(string? text)
    {
        if (text is null)
        {
            return default;
        }

        if (AddressText.TryParse(text, out var address))
        {
            return (address, null);
        }

        // The framework also takes ports and brackets, and the odd forms of IPv4 that are mistakes here; of its forms a zone alone is wanted.
        if (IPAddress.TryParse(text, out var parsed))
        {
            return text.Contains('%') && !text.Contains('[') ? (parsed, null) : throw BadServer(text);
        }

        try
        {
            var host = ToAscii(text);
            return Uri.CheckHostName(host) == UriHostNameType.Dns ? (null, host) : throw BadServer(text);
        }
        catch (ArgumentException)
        {
            throw BadServer(text);
        }
    }

    private static string ToAscii(string text) => System.Text.Ascii.IsValid(text) ? text : Idn.GetAscii(text);

    private static DNS4MeException BadServer(string text) => Invalid("server", $"'{text}' is neither an address nor a host name. A port is given beside it.", text);

    private static DNS4MeException Invalid(string field, string message, string? target = null) => new(Faults.InvalidValue(field, message, target));
}
