using System.Management.Automation;
using System.Net;
using DNS4Me.Local;
using DNS4Me.PowerShell.Tests.Support;

namespace DNS4Me.PowerShell.Tests;

public class ResolveTests : AgentFixture
{
    [Fact]
    public void The_question_goes_to_the_agent_whole()
    {
        Agent.On(AgentProtocol.Resolve, _ => Answer("NOERROR"), AgentJson.Default.ResolveResult);
        Assert.Empty(Run("Resolve-DNS4MeName alice.example").Errors);
        Assert.Empty(Run("Resolve-DNS4MeName alice.example -Server 127.0.0.1 -Port 5353 -Type MX -Tcp -TimeoutSec 9").Errors);
        Assert.Equal(
            [
                new() { Name = "alice.example", Type = "A" },
                new() { Name = "alice.example", Type = "MX", Server = "127.0.0.1", Port = 5353, Tcp = true, Timeout = TimeSpan.FromSeconds(9) },
            ],
            Agent.All(AgentProtocol.Resolve).Select(call => call.Argument(AgentJson.Default.ResolveRequest)));
    }

    [Fact]
    public void The_records_of_the_answer_are_written_with_the_server_that_gave_them()
    {
        Agent.On(AgentProtocol.Resolve, _ => Answer("NOERROR"), AgentJson.Default.ResolveResult);
        var record = Run("Resolve-DNS4MeName alice.example").Single<ResolvedRecord>();
        Assert.Equal(IPAddress.Parse("192.0.2.7"), record.Address);
        Assert.Equal("127.0.0.1:53", record.Server);
        Assert.Equal(2, Run("Resolve-DNS4MeName alice.example -AllSections").All<ResolvedRecord>().Count);
    }

    [Theory]
    [InlineData("NXDOMAIN", FaultCode.DnsNameUnknown, ErrorCategory.ObjectNotFound)]
    [InlineData("REFUSED", FaultCode.DnsFailed, ErrorCategory.InvalidResult)]
    public void A_code_other_than_NOERROR_is_an_error(string code, FaultCode fault, ErrorCategory category)
    {
        Agent.On(AgentProtocol.Resolve, _ => Answer(code) with { Records = [] }, AgentJson.Default.ResolveResult);
        var error = Run("Resolve-DNS4MeName nobody.example").Error(fault);
        Assert.Equal(category, error.CategoryInfo.Category);
        Assert.Equal("nobody.example", error.TargetObject);
    }

    [Theory]
    [InlineData("'a.example', 'bad', 'b.example' | Resolve-DNS4MeName")]
    [InlineData("Resolve-DNS4MeName a.example, bad, b.example")]
    public void One_name_that_fails_does_not_keep_the_next_from_being_asked(string command)
    {
        Agent.On(AgentProtocol.Resolve, call => call.Json.Contains("bad") ? Answer("NXDOMAIN") with { Records = [] } : Answer("NOERROR"), AgentJson.Default.ResolveResult);
        var outcome = Run(command);
        outcome.Error(FaultCode.DnsNameUnknown);
        Assert.Equal(2, outcome.Output.Count);
    }

    [Fact]
    public void A_fault_of_one_name_does_not_keep_the_next_from_being_asked()
    {
        Agent.Fail(AgentProtocol.Resolve, Faults.DnsTimedOut("127.0.0.1:53", "x"));
        Assert.Equal(2, Run("Resolve-DNS4MeName a.example, b.example").Errors.Count);
    }

    [Fact]
    public void Domains_can_be_piped()
    {
        Agent.On(AgentProtocol.GetDomains, _ => Samples.Domains, AgentJson.Default.IReadOnlyListDomainInfo);
        Agent.On(AgentProtocol.Resolve, _ => Answer("NOERROR"), AgentJson.Default.ResolveResult);
        Assert.Equal(2, Run("Get-DNS4MeDomain | Resolve-DNS4MeName -Server 127.0.0.1").All<ResolvedRecord>().Count);
        Assert.Equal(
            ["alice.dyn.example", "alice.example"],
            Agent.All(AgentProtocol.Resolve).Select(call => call.Argument(AgentJson.Default.ResolveRequest).Name));
    }

    [Theory]
    [InlineData("-Port 0")]
    [InlineData("-Port 65536")]
    [InlineData("-TimeoutSec 0")]
    [InlineData("-TimeoutSec 301")]
    public void Values_out_of_range_are_refused(string given)
    {
        Run("Resolve-DNS4MeName a.example " + given).Error(FaultCode.InvalidValue);
        Assert.Empty(Agent.Methods);
    }

    private static ResolveResult Answer(string code) => new()
    {
        ResponseCode = code,
        Authoritative = true,
        Server = "127.0.0.1:53",
        Records =
        [
            new() { Name = "alice.example", Type = "A", TimeToLive = 60, Section = "Answer", Data = "192.0.2.7", Address = IPAddress.Parse("192.0.2.7") },
            new() { Name = "alice.example", Type = "NS", TimeToLive = 60, Section = "Authority", Data = "ns1.example." },
        ],
    };
}
