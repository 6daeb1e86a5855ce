namespace DNS4Me.Tests.Rules;

public class ReleaseVersionTests
{
    [Theory]
    [InlineData("1.2.3", true)]
    [InlineData("0.0.0", true)]
    [InlineData("1.2", false)]
    [InlineData("1.2.3.4", false)]
    [InlineData("1.2.3-rc.1", false)]
    [InlineData("1.2.3+build", false)]
    [InlineData("1.2.99999999999", false)]
    [InlineData("1.-2.3", false)]
    [InlineData(" 1.2.3", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_release_is_three_numbers(string? text, bool isRelease) => Assert.Equal(isRelease, ReleaseVersion.IsRelease(text));

    [Theory]
    [InlineData("1.2.3", "1.2.2", true)]
    [InlineData("1.10.0", "1.9.9", true)]
    [InlineData("1.2.3", "1.2.3", false)]
    [InlineData("1.2.3", "1.2.4", false)]
    [InlineData("1.2.3", "1.2.3-rc.1", true)]
    [InlineData("1.2.3", "1.2.4-rc.1", false)]
    [InlineData("1.2.3", "1.2.3+abc", false)]
    [InlineData("1.2.3", "", true)]
    [InlineData("nonsense", "1.2.3", false)]
    public void Newer_is_decided_by_number_and_a_release_is_newer_than_what_came_before_it(string release, string inUse, bool isNewer)
        => Assert.Equal(isNewer, ReleaseVersion.IsNewer(release, inUse));
}
