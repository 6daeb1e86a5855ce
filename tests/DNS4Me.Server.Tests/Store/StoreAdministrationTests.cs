using DNS4Me.Server.Store;

namespace DNS4Me.Server.Tests.Store;

public sealed class StoreAdministrationTests : IDisposable
{
    private static readonly ServiceNames Names = new(["dns4me.test"], ["ns1.dns4me.test"]);
    private readonly TestFolder _folder = new();
    private readonly StoreAdministration _store;

    public StoreAdministrationTests() => _store = StoreAdministration.Open(_folder.Path, new SteppingTime());

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(AccountKind.Trial, 30)]
    [InlineData(AccountKind.Registered, 365)]
    public void An_account_expires_by_its_kind(AccountKind kind, int days)
    {
        _store.AddAccount("a@example.com", "A", kind, ["a.dns4me.test"], Names);

        var (account, domains) = Assert.Single(_store.Accounts());
        Assert.Equal((kind, TestTime.Start.AddDays(days), "A"), (account.Kind, account.Expires, account.Name));
        Assert.Equal(("a.dns4me.test", "dns4me.test"), (Assert.Single(domains).Name, domains[0].ServiceZone));
    }

    [Fact]
    public void A_registration_ID_can_be_read_out_and_is_no_other()
    {
        var ids = Enumerable.Range(0, 1000).Select(_ => StoreAdministration.NewRegistrationId()).ToHashSet();

        Assert.Equal(1000, ids.Count);
        Assert.All(ids, id => Assert.Matches("^([0-9A-HJKMNP-TV-Z]{5}-){4}[0-9A-HJKMNP-TV-Z]{5}$", id));
        Assert.All(ids, id => Assert.Empty(SettingRules.CheckRegistration("x", "x@example.com", id)));
    }

    [Theory]
    [InlineData("nonsense", "", "b.dns4me.test", "email")]
    [InlineData("A@Example.com", "", "b.dns4me.test", "email")]
    [InlineData("b@example.com", "a\nb", "b.dns4me.test", "name")]
    [InlineData("b@example.com", "", "a.dns4me.test", "domain")]
    [InlineData("b@example.com", "", "x.brought.example", "domain")]
    [InlineData("b@example.com", "", "example", "domain")]
    [InlineData("b@example.com", "", "ns1.dns4me.test", "domain")]
    public void A_bad_account_is_refused_and_nothing_is_changed(string email, string name, string domain, string field)
    {
        _store.AddAccount("a@example.com", "", AccountKind.Trial, ["a.dns4me.test", "brought.example"], Names);

        var fault = Assert.Throws<DNS4MeException>(() => _store.AddAccount(email, name, AccountKind.Trial, ["good.dns4me.test", domain], Names)).Fault;

        Assert.Equal((FaultCode.InvalidValue, field), (fault.Code, fault.Field));
        Assert.Equal(["a.dns4me.test", "brought.example"], Assert.Single(_store.Accounts()).Domains.Select(row => row.Name));
    }

    [Fact]
    public void A_domain_needs_an_account_and_a_name_that_overlaps_with_no_other()
    {
        _store.AddAccount("a@example.com", "", AccountKind.Trial, ["sub.brought.example"], Names);

        Assert.Equal(FaultCode.NotFound, Assert.Throws<DNS4MeException>(() => _store.AddDomain("b.dns4me.test", "b@example.com", Names)).Fault.Code);
        foreach (var taken in new[] { "sub.brought.example", "brought.example", "x.sub.brought.example" })
        {
            Assert.Equal("domain", Assert.Throws<DNS4MeException>(() => _store.AddDomain(taken, "a@example.com", Names)).Fault.Field);
        }

        Assert.Equal("subbrought.example", _store.AddDomain("subbrought.example", "A@example.com", Names).Name);
    }

    [Fact]
    public void Records_of_a_domain_that_does_not_exist_are_refused()
        => Assert.Equal(FaultCode.NotFound, Assert.Throws<DNS4MeException>(() => _store.AddRecords("nobody.example", [TestZones.Mail("", 1, "x.example")])).Fault.Code);
}
