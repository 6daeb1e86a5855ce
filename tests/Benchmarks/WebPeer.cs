using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace DNS4Me.Benchmarks;

/// <summary>A web server that runs as processes of its own, on a folder of files.</summary>
internal sealed class WebPeer : IAsyncDisposable
{
    /// <summary>The clock ticks of /proc a second (sysconf(_SC_CLK_TCK)), the same on every Linux.</summary>
    private const double TicksPerSecond = 100;

    private readonly Process _process;

    private WebPeer(Process process, int port) => (_process, Port) = (process, port);

    /// <summary>The port, on the loopback address.</summary>
    public int Port { get; }

    /// <summary>Starts ours, as it is compiled for the agent.</summary>
    public static async Task<WebPeer> StartOursAsync(string program, string files, string logs)
    {
        var process = Process.Start(new ProcessStartInfo(program, [files, logs]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The web server ended before it was ready.");
        return new(process, int.Parse(line, CultureInfo.InvariantCulture));
    }

    /// <summary>Starts nginx with sendfile, a cache of open files that it looks at once a second, and the same log.</summary>
    public static async Task<WebPeer> StartNginxAsync(string program, string files, string folder)
    {
        // nginx cannot choose a free port itself.
        var port = Ports.Free();
        var configuration = Path.Combine(folder, "nginx.conf");
        await File.WriteAllTextAsync(configuration, $$"""
            worker_processes 2;
            daemon off;
            pid {{folder}}/nginx.pid;
            error_log {{folder}}/error.log;
            events { worker_connections 4096; }
            http {
                include /etc/nginx/mime.types;
                sendfile on;
                keepalive_requests 1000000000;
                open_file_cache max=1000 inactive=60s;
                open_file_cache_valid 1s;
                access_log {{folder}}/access.log combined;
                client_body_temp_path {{folder}}/body;
                proxy_temp_path {{folder}}/proxy;
                fastcgi_temp_path {{folder}}/fastcgi;
                uwsgi_temp_path {{folder}}/uwsgi;
                scgi_temp_path {{folder}}/scgi;
                server { listen 127.0.0.1:{{port}}; root {{files}}; }
            }

            """);
        var process = Process.Start(new ProcessStartInfo(program, ["-c", configuration, "-e", Path.Combine(folder, "error.log")]))!;
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await AnswersAsync(port))
        {
            await Task.Delay(50, deadline.Token);
        }

        return new(process, port);
    }

    /// <summary>How much processor time it has taken, with the processes that it has started, in seconds.</summary>
    public double ProcessorTime => Processes().Sum(id =>
    {
        // What follows the name, which may have blanks, is numbered from 3 on (proc(5)); 14 and 15 are the times.
        var fields = File.ReadAllText($"/proc/{id}/stat").Split(") ")[^1].Split(' ');
        return (double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
    });

    /// <summary>How much memory it holds, in megabytes.</summary>
    public double Megabytes => Processes().Sum(id =>
    {
        var line = File.ReadLines($"/proc/{id}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024;
    });

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private IEnumerable<int> Processes() => File.ReadAllText($"/proc/{_process.Id}/task/{_process.Id}/children")
        .Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture)).Prepend(_process.Id);

    private static async Task<bool> AnswersAsync(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
