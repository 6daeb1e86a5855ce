namespace DNS4Me.EndToEnd.Fixtures;

/// <summary>What <c>/proc</c> shows of a process to its own user.</summary>
internal static class ProcessFile
{
    /// <summary>Reads a file of a process; empty where the process lets nobody but root look.</summary>
    public static async Task<byte[]> ReadAsync(int process, string name)
    {
        try
        {
            return await File.ReadAllBytesAsync($"/proc/{process}/{name}", TestContext.Current.CancellationToken);
        }
        catch (UnauthorizedAccessException) when (!Rights.IsRoot)
        {
            return [];
        }
    }
}
