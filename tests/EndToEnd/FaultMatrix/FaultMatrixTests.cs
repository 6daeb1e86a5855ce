namespace DNS4Me.EndToEnd.FaultMatrix;

/// <summary>Faults between real processes: what the status says is true, nothing is lost, and the domain is back by itself.</summary>
public class FaultMatrixTests
{
    public static TheoryData<string> Rows => [.. Matrix.Names];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Whatever_fails_the_status_is_true_and_the_domain_comes_back(string row) => Assert.NotNull(await Matrix.PlayAsync(row));

    [Fact]
    public async Task The_page_about_faults_has_the_table_of_this_run()
    {
        var rows = new List<FaultRow>();
        foreach (var name in Matrix.Names)
        {
            rows.Add(await Matrix.PlayAsync(name));
        }

        var table = FaultRow.Heading + "\n" + string.Join('\n', rows);
        await File.WriteAllTextAsync(Path.Combine(Repository.Root, "out", "fault-matrix.md"), table + "\n", TestContext.Current.CancellationToken);
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "faults.md"), TestContext.Current.CancellationToken);
        var lines = page.ReplaceLineEndings("\n").Split('\n').Where(line => line.StartsWith('|'));
        Assert.Equal(table, string.Join('\n', lines));
    }
}
