using DNS4Me.Agent.Engine;
using DNS4Me.Agent.Hosting;

return await AgentCommand.InvokeAsync(
    args, (home, reason) => Task.FromResult(AgentEngine.Start(home, reason, EngineParts.System(home)))).ConfigureAwait(false);
