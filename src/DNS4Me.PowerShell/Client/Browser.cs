using System.ComponentModel;
using System.Diagnostics;
using DNS4Me.PowerShell.Starting;

namespace DNS4Me.PowerShell.Client;

/// <summary>The user's default browser.</summary>
internal static class Browser
{
    /// <summary>How long an opener's failure is waited for. Some stay until the browser is closed, and those have found one.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>What a browser says of itself is not for this console, which it may outlive: a pipe of ours would break under it.</summary>
    private const string Quietly = "exec \"$1\" \"$2\" </dev/null >/dev/null 2>&1";

    /// <summary>The variables that tell of a desktop, or of a browser to use without one.</summary>
    private static readonly string[] DesktopVariables = ["DISPLAY", "WAYLAND_DISPLAY", "BROWSER"];

    /// <summary>Opens an http or https address.</summary>
    /// <returns>False where there is no browser to be seen: no desktop, or nothing to open addresses with.</returns>
    public static async Task<bool> TryOpenAsync(Uri address, CancellationToken cancellation)
    {
        if (!HasDesktop())
        {
            return false;
        }

        try
        {
            using var opener = Process.Start(HowToOpen(address));

            // Windows hands the address to a browser that runs already, and then there is no process to speak of.
            return opener is null || LocalMachine.IsWindows || await HasOpenedAsync(opener, cancellation).ConfigureAwait(false);
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private static bool HasDesktop() => LocalMachine.IsWindows
        ? Environment.UserInteractive
        : LocalMachine.IsMacOS || DesktopVariables.Any(name => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name)));

    private static ProcessStartInfo HowToOpen(Uri address) => LocalMachine.IsWindows
        ? new(address.AbsoluteUri) { UseShellExecute = true }
        : new("sh", CommandLine.Join(["-c", Quietly, "sh", LocalMachine.IsMacOS ? "open" : "xdg-open", address.AbsoluteUri])) { UseShellExecute = false };

    private static async Task<bool> HasOpenedAsync(Process opener, CancellationToken cancellation)
    {
        var ended = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        opener.EnableRaisingEvents = true;
        opener.Exited += (_, _) => ended.TrySetResult(true);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await Task.WhenAny(ended.Task, Task.Delay(Patience, patience.Token)).ConfigureAwait(false);
        patience.Cancel();
        cancellation.ThrowIfCancellationRequested();
        return !opener.HasExited || opener.ExitCode == 0;
    }
}
