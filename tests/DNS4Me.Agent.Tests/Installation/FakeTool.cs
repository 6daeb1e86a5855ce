using DNS4Me.Agent.Installation;

namespace DNS4Me.Agent.Tests.Installation;

/// <summary>Notes what is run, and answers as a test says; else with success and nothing.</summary>
internal sealed class FakeTool : ISystemTool
{
    private readonly Dictionary<string, ToolResult> _answers = [];

    public List<string> Lines { get; } = [];

    public void Answer(string line, string output = "", int exitCode = 0, string error = "") => _answers[line] = new(exitCode, output, error);

    public Task<ToolResult> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var line = string.Join(' ', arguments.Prepend(program));
        Lines.Add(line);
        return Task.FromResult(_answers.GetValueOrDefault(line, new(0, "", "")));
    }
}
