namespace DNS4Me.Tests.Rules;

/// <summary>The terms in the help file: "Registering DNS4Me" and "Obtaining a Trial Domain".</summary>
public class RegistrationRulesTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(AccountKind.Trial, 30, 30)]
    [InlineData(AccountKind.Registered, 365, 60)]
    public void Terms_are_the_help_files(AccountKind kind, int days, int graceDays)
    {
        var expires = RegistrationRules.Expiry(kind, Start);
        Assert.Equal(Start.AddDays(days), expires);
        Assert.Equal(expires.AddDays(graceDays), RegistrationRules.KeptUntil(kind, expires));
    }

    [Fact]
    public void A_hint_shows_the_end_of_a_long_ID_and_nothing_of_a_short_one()
    {
        Assert.Equal("…WXYZ", RegistrationRules.Hint("ABCD-EFGH-WXYZ"));
        Assert.Equal("…", RegistrationRules.Hint("ABCDWXYZ"));
    }
}
