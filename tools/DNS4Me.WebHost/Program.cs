using System.Globalization;
using DNS4Me;
using DNS4Me.Agent.Web;

if (args is not [var folder, var logs])
{
    Console.Error.WriteLine("dns4me-webhost FOLDER LOGS: serves a folder on a free port, which it prints, until its input ends.");
    return 2;
}

var setting = new WebServerSetting
{
    Port = 0,
    HttpsPort = 0,
    Sites = new Dictionary<string, WebSite> { ["localhost"] = new() { Enabled = true, Primary = true, LocalFolder = Path.GetFullPath(folder), DirectoryListing = true } },
};
await using var server = new WebServer(TimeProvider.System, Path.GetFullPath(logs), _ => null);
await server.StartAsync(setting, allSites: true, CancellationToken.None).ConfigureAwait(false);
Console.WriteLine(server.GetStatus().Port.ToString(CultureInfo.InvariantCulture));
while (await Console.In.ReadLineAsync().ConfigureAwait(false) is not null)
{
}

return 0;
