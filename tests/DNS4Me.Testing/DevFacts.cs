using System.Net;
using System.Text.Json;

namespace DNS4Me.Testing;

/// <summary>What <c>dns4me-server dev</c> says in its first line.</summary>
public sealed record DevFacts
{
    private DevFacts(string line)
    {
        Line = line;
        using var document = JsonDocument.Parse(line);
        var facts = document.RootElement;
        string Text(string member) => facts.GetProperty(member).GetString()!;
        Api = new(Text("api"));
        Dns = IPEndPoint.Parse(Text("dns"));
        Http = IPEndPoint.Parse(Text("http"));
        Pin = Text("pin");
        RegistrationId = Text("registrationId");
        Email = Text("email");
        Domains = [.. facts.GetProperty("domains").EnumerateArray().Select(domain => domain.GetString()!)];
    }

    /// <summary>The line as it is written.</summary>
    public string Line { get; }

    /// <summary>Where its API is.</summary>
    public Uri Api { get; }

    /// <summary>Where it answers DNS.</summary>
    public IPEndPoint Dns { get; }

    /// <summary>Where its redirector is.</summary>
    public IPEndPoint Http { get; }

    /// <summary>The pin of its certificate.</summary>
    public string Pin { get; }

    /// <summary>The registration ID of its account.</summary>
    public string RegistrationId { get; }

    /// <summary>The account's e-mail address.</summary>
    public string Email { get; }

    /// <summary>The account's domains.</summary>
    public IReadOnlyList<string> Domains { get; }

    /// <summary>The first of them.</summary>
    public string Domain => Domains[0];

    /// <summary>Reads the line.</summary>
    public static DevFacts Parse(string line) => new(line);
}
