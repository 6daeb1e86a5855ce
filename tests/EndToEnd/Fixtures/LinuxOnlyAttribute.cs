using System.Reflection;
using DNS4Me.EndToEnd.Fixtures;
using Xunit.v3;

[assembly: LinuxOnly]

namespace DNS4Me.EndToEnd.Fixtures;

/// <summary>The tests send signals and read /proc, which needs Linux; elsewhere they are skipped.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class LinuxOnlyAttribute : BeforeAfterTestAttribute
{
    /// <inheritdoc/>
    public override void Before(MethodInfo methodUnderTest, IXunitTest test) => Assert.SkipUnless(OperatingSystem.IsLinux(), "The tests send signals and read /proc, which needs Linux.");
}
