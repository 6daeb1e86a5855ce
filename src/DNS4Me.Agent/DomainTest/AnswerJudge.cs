using DNS4Me.Dns;

namespace DNS4Me.Agent.DomainTest;

/// <summary>Compares a server's answer with what it should be. It asks nothing.</summary>
/// <param name="domain">The domain.</param>
/// <param name="server">The server, as people are told of it.</param>
internal sealed class AnswerJudge(string domain, string server)
{
    /// <summary>The longest data that are told whole.</summary>
    private const int LongestData = 512;

    /// <summary>One check a record, and one for each answer that no record gives.</summary>
    public IReadOnlyList<DomainCheck> Judge(ExpectedSet expected, DnsMessage answer)
    {
        if (answer.Rcode is not (DnsRcode.NoError or DnsRcode.NXDomain))
        {
            return Undecided(expected, false, $"The server answers {answer.Rcode.ToText()}.");
        }

        if (!answer.IsAuthoritative)
        {
            return Undecided(expected, false, "The server does not answer with authority: it does not serve this zone.");
        }

        var given = answer.Answers.Where(record => record.Name == expected.Question && record.Type == expected.Type).ToList();
        var wanted = expected.Items.Where(item => item.Data is not null).ToList();
        var extra = given.Where(record => !wanted.Exists(item => item.Data!.Equals(record.Data))).ToList();
        var all = Text(extra.Select(record => record.Data.ToString()!));
        var other = given.Count == 0 ? Other(answer) : null;
        var note = given.Count > 0 && given[0].TimeToLive != expected.TimeToLive ? $"The time to live is {given[0].TimeToLive} and should be {expected.TimeToLive}." : null;
        long? timeToLive = given.Count > 0 ? given[0].TimeToLive : null;
        var checks = new List<DomainCheck>();
        foreach (var item in expected.Items)
        {
            if (item.Data is { } data)
            {
                checks.Add(given.Exists(record => data.Equals(record.Data))
                    ? Check(expected, item.Text, item.Text, true, note, timeToLive)
                    : Check(expected, item.Text, all, false, all.Length > 0 ? "The server answers something else." : other, timeToLive));
            }
            else if (item == ExpectedItem.Redirector)
            {
                // The redirector may have no address of a family.
                checks.Add(Check(expected, item.Text, all, all.Length > 0 ? true : null, all.Length > 0 ? note ?? "Which address the redirector has is not known here." : other, timeToLive));
            }
            else if (wanted.Count == 0)
            {
                checks.Add(Check(expected, "", all, all.Length == 0, all.Length == 0 ? null : "The server answers, though nothing should be answered.", timeToLive));
            }
        }

        var isTold = expected.Items.Contains(ExpectedItem.Redirector) || wanted.Count == 0 || checks.Exists(check => check.Matches == false);
        return isTold ? checks : [.. checks, .. extra.Select(record => Check(expected, "", Text([record.Data.ToString()!]), false, "The server answers this too, though no record gives it.", record.TimeToLive))];
    }

    /// <summary>One check a record, of which nothing was found out.</summary>
    /// <param name="expected">The records.</param>
    /// <param name="matches">False where that is a difference, null where it is this machine's own doing.</param>
    /// <param name="reason">Why.</param>
    public IReadOnlyList<DomainCheck> Undecided(ExpectedSet expected, bool? matches, string reason)
        => [.. expected.Items.Select(item => Check(expected, item.Text, null, matches, reason, null))];

    /// <summary>Why an answer without a record of the type has none.</summary>
    private static string Other(DnsMessage answer) => answer switch
    {
        { Rcode: DnsRcode.NXDomain } => "The server says that the name does not exist.",
        { Answers: [{ Data: CnameRecordData alias }, ..] } => $"The server says that the name is an alias of {alias}.",
        _ => "The server answers nothing.",
    };

    private static string Text(IEnumerable<string> data) => Shorten(string.Join(", ", data.Order(StringComparer.Ordinal)));

    private static string Shorten(string text) => text.Length <= LongestData ? text : $"{text[..LongestData]}…";

    private DomainCheck Check(ExpectedSet set, string expected, string? actual, bool? matches, string? reason, long? timeToLive) => new()
    {
        Domain = domain,
        Name = set.Name,
        Type = set.Type.ToText(),
        Expected = Shorten(expected),
        Actual = actual is null ? null : Shorten(actual),
        Matches = matches,
        Server = server,
        TimeToLive = timeToLive,
        Reason = reason,
    };
}
