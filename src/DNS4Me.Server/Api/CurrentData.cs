using System.Net;
using DNS4Me.Server.Presence;
using DNS4Me.Server.State;

namespace DNS4Me.Server.Api;

/// <summary>What records come to for an account at a moment. Source: help file, "Custom DNS", Current Data.</summary>
internal readonly struct CurrentData
{
    private readonly AccountState _account;
    private readonly PresenceFacts _facts;

    /// <summary>Reads what the data follow from.</summary>
    /// <param name="account">The account.</param>
    /// <param name="moment">Now.</param>
    /// <param name="at">As things stand, or as if the domains were online or offline.</param>
    /// <param name="seen">The address that the request came from: what the domains would be online at if no other is known.</param>
    public CurrentData(AccountState account, ServiceMoment moment, RecordMoment at, IPAddress seen)
    {
        var facts = account.FactsAt(moment);
        IPAddress? Known(IPFamily family) => facts.AddressOf(family) ?? (seen.Family() == family ? seen : null);
        _account = account;
        _facts = at switch
        {
            RecordMoment.Online when !facts.Online => new(true, true, Known(IPFamily.IPv4), Known(IPFamily.IPv6)),
            RecordMoment.Offline => facts with { Online = false },
            _ => facts,
        };
    }

    /// <summary>A record with its data.</summary>
    public DomainRecord Fill(DomainRecord record) => record with { CurrentData = record.Type is RecordType.A or RecordType.AAAA ? RecordText.DataOf(Answer(record)) : RecordText.DataOf(record) };

    private HostAnswer Answer(DomainRecord record) => HostAnswers.Answer(
        _account.Settings.Online,
        _account.Settings.Offline,
        record.OnlineTarget ?? HostTarget.Default,
        record.OfflineTarget ?? HostTarget.Default,
        isWeb: false,
        record.Type == RecordType.A ? IPFamily.IPv4 : IPFamily.IPv6,
        _facts);
}
