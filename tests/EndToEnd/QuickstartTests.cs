using DNS4Me.EndToEnd.Fixtures;

namespace DNS4Me.EndToEnd;

/// <summary>What a newcomer runs first.</summary>
public class QuickstartTests
{
    [Fact]
    public async Task It_shows_the_answer_change_and_leaves_nothing_behind()
    {
        var temporary = Directory.CreateTempSubdirectory("dns4me-e2e-quickstart-").FullName;
        var result = await ProgramRun.ToEndAsync(Staged.Host, [Staged.Quickstart], new Dictionary<string, string?> { ["TMPDIR"] = temporary, ["TMP"] = temporary });

        result.MustSucceed();
        Assert.Contains($"was {DevService.OnlineAnswer}, offline it is {DevService.OfflineAnswer}", result.Output, StringComparison.Ordinal);
        Assert.Contains("status 503", result.Output, StringComparison.Ordinal);
        Assert.Empty(result.Error);
        Assert.DoesNotContain(Directory.EnumerateDirectories(temporary), folder => Path.GetFileName(folder).StartsWith("dns4me-", StringComparison.Ordinal));
        Assert.DoesNotContain(CommandLines(), line => line.Contains(temporary, StringComparison.Ordinal));
        Directory.Delete(temporary, recursive: true);
    }

    private static IEnumerable<string> CommandLines()
    {
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _)))
        {
            string line;
            try
            {
                line = File.ReadAllText(Path.Combine(process, "cmdline"));
            }
            catch (IOException)
            {
                continue;
            }

            yield return line;
        }
    }
}
