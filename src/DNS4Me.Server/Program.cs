using DNS4Me.Server.Commands;

return await RootCommands.InvokeAsync(args).ConfigureAwait(false);
