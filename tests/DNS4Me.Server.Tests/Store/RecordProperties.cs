using DNS4Me.Server.Api;
using DNS4Me.Server.Dns;
using DNS4Me.Server.State;
using DNS4Me.Server.Store;
using DNS4Me.Service;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging.Abstractions;

namespace DNS4Me.Server.Tests.Store;

/// <summary>Whatever is wished for: what is refused changes nothing, what is accepted is there once, and what is there may stand together.</summary>
public class RecordProperties
{
    private static readonly string[] Names = ["", "*", "a", "b.a", "_s._tcp.a"];

    private static readonly Gen<RecordValues> Values =
        from domain in Gen.Elements(TestService.Domain, TestService.Domain, TestService.Brought, "elsewhere.example", null)
        from name in Gen.Elements(["A", .. Names, "a b", null])
        from type in Gen.Elements<RecordType?>(RecordType.A, RecordType.AAAA, RecordType.MX, RecordType.CNAME, RecordType.TXT, RecordType.SRV, RecordType.CAA, null)
        from datum in Gen.Choose(0, 2)
        from given in Gen.Choose(0, 4)
        from timeToLive in Gen.Elements<int?>(null, null, null, 0, 5, -1)
        select Filled(new() { Domain = domain, Name = name, Type = type, TimeToLive = timeToLive }, datum, given > 0);

    private static readonly Gen<RecordChange> Changes =
        from action in Gen.Elements(RecordAction.Add, RecordAction.Add, RecordAction.Set, RecordAction.Remove)
        from number in Gen.Choose(1, 12)
        from byNumber in Gen.Elements(true, false)
        from values in Values
        from some in Gen.Elements(values, values, values, action == RecordAction.Add ? values : new() { TimeToLive = 7 }, null)
        select new RecordChange { Action = action, Id = byNumber && action != RecordAction.Add ? number : null, Record = some };

    [Fact]
    public void No_sequence_of_wishes_leads_to_what_may_not_be() => Check.One(
        Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(60),
        Prop.ForAll(Changes.ArrayOf().Resize(40).ToArbitrary(), changes => Holds(changes)));

    private static void Holds(RecordChange[] changes)
    {
        using var folder = NewFolder();
        string[] shown;
        List<DomainRecord> listed;
        using (var store = Open(folder))
        {
            listed = List(store);
            foreach (var change in changes)
            {
                var zones = Domains(store).Select(domain => domain.Zone).ToArray();
                var result = Assert.Single(Wait(store.ChangeRecordsAsync(Account(store), new() { Changes = [change] })).Results);
                var now = List(store);
                if (result.Record is not { } record)
                {
                    Assert.NotEmpty(result.Faults!);
                    Assert.Equal(listed, now);
                    Assert.Equal(zones, Domains(store).Select(domain => domain.Zone));
                    continue;
                }

                Assert.Equal(change.Action == RecordAction.Remove ? 0 : 1, now.Count(other => other == record));
                Assert.Equal(
                    listed.Where(other => !other.IsDefault && other.Id != record.Id),
                    now.Where(other => !other.IsDefault && other.Id != record.Id));
                AssertLegal(now.Where(other => !other.IsDefault));
                listed = now;
            }

            shown = Text(store);
            Assert.Equal(listed.Count(record => !record.IsDefault), Account(store).RecordCount);
        }

        using (var again = Open(folder))
        {
            Assert.Equal(shown, Text(again));
            Assert.Equal(listed, List(again));
        }

        AssertOneBatchIsTheSame(changes, shown);
    }

    /// <summary>What becomes of wishes does not hang on how they are cut into batches.</summary>
    private static void AssertOneBatchIsTheSame(RecordChange[] changes, string[] shown)
    {
        using var folder = NewFolder();
        using var store = Open(folder);
        Wait(store.ChangeRecordsAsync(Account(store), new() { Changes = changes }));
        Assert.Equal(shown, Text(store));
    }

    private static void AssertLegal(IEnumerable<DomainRecord> records)
    {
        foreach (var there in records.GroupBy(record => record.FullName).Select(group => group.ToArray()))
        {
            Assert.True(there.Length == 1 || there.All(record => record.Type != RecordType.CNAME));
            Assert.All(there, one => Assert.Equal(1, there.Count(other => RecordSetRules.IsSame(one, other))));
        }
    }

    private static List<DomainRecord> List(ServiceStore store)
    {
        var account = Account(store).Current;
        var data = new CurrentData(account, store.Clock.Now, RecordMoment.Now, System.Net.IPAddress.Loopback);
        return [.. Wait(store.ReadAsync(reader => new RecordListing(account, new()).Read(reader, data), default)).Records.Select(record => record with { CurrentData = null })];
    }

    private static string[] Text(ServiceStore store) => [.. Domains(store).SelectMany(domain => Names.Select(name => $"{domain.Name} {name}: {Text(domain.Zone, name)}"))];

    private static string Text(ZoneTree zone, string name) => !zone.TryFind(ZoneBuilder.RelativeName(name), out var node) ? "none" : string.Join(
        "; ",
        [
            .. node.Hosts.Select(host => host.ToString()),
            .. node.Sets.Select(set => $"{set.Type} {set.TimeToLive} {string.Join(',', set.Data.Select(Convert.ToHexString).Order(StringComparer.Ordinal))}").Order(StringComparer.Ordinal),
            $"{node.HasDefaultMail}",
        ]);

    private static RecordValues Filled(RecordValues values, int datum, bool given) => !given ? values : values.Type switch
    {
        RecordType.A => values with { OnlineTarget = datum == 0 ? HostTarget.Default : HostTarget.ToPort(datum) },
        RecordType.AAAA => values with { Address = System.Net.IPAddress.Parse($"2001:db8::{datum}") },
        RecordType.MX => values with { MailServer = $"mx{datum}.example.com", Priority = datum },
        RecordType.CNAME => values with { CanonicalName = $"to{datum}.example.com" },
        RecordType.SRV => values with { Port = datum, Target = "sip.example.com" },
        RecordType.CAA => values with { Tag = "issue", Value = $"ca{datum}.example" },
        _ => values with { Text = $"{datum}" },
    };

    private static IReadOnlyList<DomainEntry> Domains(ServiceStore store) => Account(store).Current.Domains;

    private static AccountEntry Account(ServiceStore store) => store.Directory.FindByRegistrationId("alice-id")!;

    private static TestFolder NewFolder()
    {
        var folder = new TestFolder();
        using var operators = StoreAdministration.Open(folder.Path, new SteppingTime());
        operators.AddAccount("alice@example.com", "", AccountKind.Registered, [TestService.Domain, TestService.Brought], new([TestZones.ServiceZone], []), "alice-id");
        return folder;
    }

    private static ServiceStore Open(TestFolder folder) => ServiceStore.Open(folder.Path, new SteppingTime(), NullLogger.Instance);

    private static T Wait<T>(Task<T> task) => task.WaitAsync(TestTime.Deadline).GetAwaiter().GetResult();
}
