using DNS4Me.Host;

if (HostArguments.Parse(args, out var fault) is not { } arguments)
{
    Console.Error.WriteLine(fault);
    Console.Error.WriteLine(HostArguments.Usage);
    return HostArguments.BadUsage;
}

ModulePath.AddStagedModule();
using var session = new HostSession();
return arguments switch
{
    { Script: { } script } => session.RunScript(script, arguments.Rest),
    { Command: { } text } => session.RunCommand(text),
    _ => new InteractivePrompt(session, Console.In).Run(),
};
