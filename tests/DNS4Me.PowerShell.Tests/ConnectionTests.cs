using System.Management.Automation;
using System.Net.Sockets;
using System.Text;
using DNS4Me.Local;
using DNS4Me.PowerShell.Tests.Support;

namespace DNS4Me.PowerShell.Tests;

/// <summary>What can listen at the endpoint beside an agent of ours.</summary>
public sealed class ConnectionTests : IDisposable
{
    private readonly TestHome _place = new();
    private readonly ModuleSession _session = new();

    public void Dispose()
    {
        _session.Dispose();
        _place.Dispose();
    }

    [Fact]
    public async Task Nothing_is_sent_to_what_somebody_else_opened()
    {
        Assert.SkipUnless(ForeignListener.IsPossible, ForeignListener.Needs);
        using var listener = ForeignListener.Open(_place.Home.Endpoint);
        var accepting = listener.AcceptAsync(TestContext.Current.CancellationToken).AsTask();
        var error = _session.Run("Get-DNS4MeStatus").Error(FaultCode.AgentNotTrusted);
        Assert.Equal(ErrorCategory.SecurityError, error.CategoryInfo.Category);
        Assert.Equal(_place.Home.Endpoint, error.TargetObject);
        Assert.Contains(ForeignListener.User.ToString(System.Globalization.CultureInfo.InvariantCulture), error.Exception.Message);
        using var client = await accepting.WaitAsync(FakeAgent.Patience, TestContext.Current.CancellationToken);
        Assert.Equal(0, await client.ReceiveAsync(new byte[1], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_agent_of_another_version_is_an_error_that_says_what_to_do()
    {
        await using var agent = new FakeAgent(_place.Home);
        agent.Fail(AgentProtocol.Hello, Faults.AgentVersion("9.0.0", "0.1.0"));
        Assert.Contains("Stop-DNS4MeAgent -Force", _session.Run("Get-DNS4MeStatus").Error(FaultCode.AgentVersion).ErrorDetails.RecommendedAction);
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","error":{"code":-32000,"message":"x","data":{"code":"AgentRefused","message":"x","action":"y"}}}""", FaultCode.AgentRefused)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"error":{"code":-32600,"message":"agent.hello comes first."}}""", FaultCode.InternalError)]
    [InlineData("""{"jsonrpc":"2.0","id":1}""", FaultCode.InternalError)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":[]}""", FaultCode.InternalError)]
    [InlineData("HTTP/1.1 400 Bad Request", FaultCode.InternalError)]
    [InlineData("null", FaultCode.InternalError)]
    [InlineData("", FaultCode.AgentGone)]
    public async Task Every_answer_to_the_hello_becomes_one_clear_error(string answer, FaultCode fault)
    {
        using var listener = Listen();
        var serving = Task.Run(async () =>
        {
            using var client = await listener.AcceptAsync();
            await client.ReceiveAsync(new byte[4096]);
            await client.SendAsync(Encoding.UTF8.GetBytes(answer.Length == 0 ? "" : answer + "\n"));
        }, TestContext.Current.CancellationToken);
        _session.Run("Get-DNS4MeStatus").Error(fault);
        await serving.WaitAsync(FakeAgent.Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_line_without_an_end_is_not_read_for_ever()
    {
        using var listener = Listen();
        var serving = Task.Run(async () =>
        {
            using var client = await listener.AcceptAsync();
            await Assert.ThrowsAsync<SocketException>(async () =>
            {
                while (true)
                {
                    await client.SendAsync(new byte[64 * 1024]);
                }
            });
        }, TestContext.Current.CancellationToken);
        _session.Run("Get-DNS4MeStatus").Error(FaultCode.InternalError);
        await serving.WaitAsync(FakeAgent.Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task An_agent_that_goes_away_in_the_middle_is_told_as_such()
    {
        await using var agent = new FakeAgent(_place.Home);
        agent.On(AgentProtocol.GetDomains, async call =>
        {
            await Task.Delay(Timeout.Infinite, call.Closed);
            return Samples.Domains;
        }, AgentJson.Default.IReadOnlyListDomainInfo);
        var running = Task.Run(() => _session.Run("Get-DNS4MeDomain"));
        await agent.WaitForAsync(AgentProtocol.GetDomains, 1);
        await agent.StopAsync();
        Assert.Equal(_place.Home.Endpoint, (await running.WaitAsync(FakeAgent.Patience, TestContext.Current.CancellationToken)).Error(FaultCode.AgentGone).TargetObject);
    }

    [Fact]
    public async Task A_home_whose_path_is_too_long_for_a_socket_is_served_all_the_same()
    {
        var folder = Path.Combine(_place.Home.Folder, new string('x', 200));
        Environment.SetEnvironmentVariable(AgentHome.Variable, folder);
        var home = AgentHome.OfUser(folder, "", TestHome.UserId, OperatingSystem.IsWindows());
        if (!OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(Path.GetDirectoryName(home.Endpoint)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        await using var agent = new FakeAgent(home);
        Assert.Equal(folder, _session.Run("Get-DNS4MeAgent").Single<AgentInfo>().Home);
    }

    [Fact]
    public async Task Every_fault_of_an_agent_keeps_its_code_and_has_a_category()
    {
        await using var agent = new FakeAgent(_place.Home);
        foreach (var code in Enum.GetValues<FaultCode>())
        {
            agent.Fail(AgentProtocol.UpdateAddress, new Fault { Code = code, Message = "It failed.", Action = "Do this.", Target = "a.example", Field = "b" });
            var error = _session.Run("Update-DNS4MeAddress").Error(code);
            Assert.Equal("a.example", error.TargetObject);
            Assert.Equal("Do this.", error.ErrorDetails.RecommendedAction);
            Assert.Equal(code, Assert.IsType<DNS4MeException>(error.Exception).Fault.Code);
            Assert.Equal(code == FaultCode.InternalError, error.CategoryInfo.Category == ErrorCategory.NotSpecified);
        }
    }

    private Socket Listen()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The listener is a Unix socket.");
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(_place.Home.Endpoint));
        listener.Listen();
        return listener;
    }
}
