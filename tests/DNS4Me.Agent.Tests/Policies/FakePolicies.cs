using System.Text;
using DNS4Me.Agent.Policies;
using DNS4Me.Policies;

namespace DNS4Me.Agent.Tests.Policies;

/// <summary>Policies that a test sets, in the form of policy.json.</summary>
internal sealed class FakePolicies : IPolicySource
{
    private volatile string _json = "{}";

    public void Set(string json) => _json = json;

    public PolicySet Read() => PolicyReader.ReadFile("policy.json", Encoding.UTF8.GetBytes(_json));
}
