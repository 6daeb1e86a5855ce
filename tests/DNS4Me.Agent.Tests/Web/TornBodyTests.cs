using System.Net.Sockets;
using System.Text;

namespace DNS4Me.Agent.Tests.Web;

/// <summary>Files that change while a slow client reads them: what it gets is whole and of one version, or visibly broken off.</summary>
public class TornBodyTests
{
    private const int Length = 24 * 1024 * 1024;

    /// <summary>What was served when the answer began; the other version differs in every byte.</summary>
    private static readonly byte[] Old = [.. Enumerable.Repeat((byte)'o', Length)];
    private static readonly byte[] New = [.. Enumerable.Repeat((byte)'n', Length)];

    [Fact]
    public async Task A_file_that_is_replaced_is_sent_to_its_end_as_it_was()
        => AssertWhole(await ReadAsync(path =>
        {
            File.WriteAllBytes(path + ".new", New);
            File.Move(path + ".new", path, overwrite: true);
        }), mustBeWhole: true);

    [Fact]
    public async Task A_file_that_is_deleted_is_sent_to_its_end_as_it_was() => AssertWhole(await ReadAsync(File.Delete), mustBeWhole: true);

    [Fact]
    public async Task A_file_that_is_overwritten_is_broken_off()
        => AssertWhole(await ReadAsync(path => File.WriteAllBytes(path, New)), mustBeWhole: false);

    [Fact]
    public async Task A_file_that_is_overwritten_in_place_with_its_old_length_is_broken_off()
        => AssertWhole(await ReadAsync(path =>
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            file.Write(New);
        }), mustBeWhole: false);

    [Fact]
    public async Task A_file_that_is_truncated_is_broken_off()
        => AssertWhole(await ReadAsync(path =>
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            file.SetLength(Length / 2);
        }), mustBeWhole: false);

    [Fact]
    public async Task A_file_that_grows_is_sent_as_it_was_or_broken_off()
        => AssertWhole(await ReadAsync(path => File.AppendAllText(path, "nnnn")), mustBeWhole: false);

    [Fact]
    public async Task Small_files_that_change_all_the_time_are_never_a_mixture()
    {
        await using var bench = await WebBench.StartAsync();
        var versions = Enumerable.Range('a', 8).Select(c => Enumerable.Repeat((byte)c, 200_000).ToArray()).ToArray();
        var path = bench.Write("small.bin", versions[0]);
        using var ending = new CancellationTokenSource();
        var writing = Task.Run(() =>
        {
            for (var i = 0; !ending.IsCancellationRequested; i++)
            {
                File.WriteAllBytes(path + ".new", versions[i % versions.Length]);
                File.Move(path + ".new", path, overwrite: true);
            }
        });
        var whole = 0;
        for (var i = 0; i < 100; i++)
        {
            var answer = await bench.GetAsync("/small.bin");
            if (answer is { Status: 200, IsWhole: true })
            {
                whole++;
                Assert.Single(answer.Body.Distinct());
            }
        }

        await ending.CancelAsync();
        await writing;
        Assert.NotEqual(0, whole);

        // Whatever came before, what is there in the end is what is served.
        bench.Write("small.bin", "the end");
        Assert.Equal("the end", (await bench.GetAsync("/small.bin")).Body);
    }

    [Fact]
    public async Task A_log_that_is_always_written_to_can_be_read()
    {
        await using var bench = await WebBench.StartAsync();
        var path = bench.Write("growing.log", "");
        using var ending = new CancellationTokenSource();
        var writing = Task.Run(() =>
        {
            using var file = new StreamWriter(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
            for (var i = 0; i < 20_000 && !ending.IsCancellationRequested; i++)
            {
                file.WriteLine($"line {i}");
                Thread.Sleep(1);
            }
        });
        for (var i = 0; i < 5; i++)
        {
            var answer = await bench.GetAsync("/growing.log");
            Assert.Equal((200, true), (answer.Status, answer.IsWhole));
        }

        await ending.CancelAsync();
        await writing;
    }

    private static void AssertWhole((RawAnswer Answer, long Errors) read, bool mustBeWhole)
    {
        // Not a byte of the other version, in any case.
        Assert.DoesNotContain('n', read.Answer.Body);
        Assert.True(read.Answer.IsWhole || !mustBeWhole);
        Assert.Equal(read.Answer.IsWhole ? 0 : 1, read.Errors);
    }

    /// <summary>Reads a large file slowly, and lets something happen to it on the way.</summary>
    private static async Task<(RawAnswer Answer, long Errors)> ReadAsync(Action<string> change)
    {
        await using var bench = await WebBench.StartAsync();
        var path = bench.Write("large.bin", Old);
        using var socket = await RawHttp.ConnectAsync(bench.Port);
        socket.ReceiveBufferSize = 64 * 1024;
        await socket.SendAsync(Encoding.ASCII.GetBytes("GET /large.bin HTTP/1.1\r\nHost: alice.example\r\nConnection: close\r\n\r\n"));
        var received = new MemoryStream();
        var buffer = new byte[256 * 1024];
        var changed = false;
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        try
        {
            while (await socket.ReceiveAsync(buffer, deadline.Token) is > 0 and var read)
            {
                received.Write(buffer, 0, read);
                if (!changed && received.Length > 1024 * 1024)
                {
                    // The server waits for this client now, far from the end.
                    change(path);
                    changed = true;
                }
            }
        }
        catch (SocketException)
        {
        }

        Assert.True(changed);
        while (bench.Server.GetStatus().Requests == 0)
        {
            await Task.Delay(10, deadline.Token);
        }

        return (new(Encoding.Latin1.GetString(received.ToArray())), bench.Server.GetStatus().Errors);
    }
}
