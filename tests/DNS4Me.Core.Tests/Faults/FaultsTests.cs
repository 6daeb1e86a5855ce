using System.Reflection;

namespace DNS4Me.Tests.Faults;

public class FaultsTests
{
    [Fact]
    public void Every_code_has_words_of_its_own()
    {
        var written = typeof(DNS4Me.Faults).GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Where(method => method.ReturnType == typeof(Fault))
            .Select(method => method.Name);
        Assert.Equal(Enum.GetNames<FaultCode>().Order(), written.Order());
    }

    [Fact]
    public void Every_fault_says_what_happened_and_what_to_do()
    {
        foreach (var method in typeof(DNS4Me.Faults).GetMethods(BindingFlags.Public | BindingFlags.Static).Where(method => method.ReturnType == typeof(Fault)))
        {
            var fault = (Fault)method.Invoke(null, [.. method.GetParameters().Select(Sample)])!;
            Assert.Equal(method.Name, fault.Code.ToString());
            Assert.EndsWith(".", fault.Action);
            Assert.NotEmpty(fault.Message);
        }
    }

    private static object? Sample(ParameterInfo parameter) => parameter.ParameterType switch
    {
        var type when type == typeof(string) => "sample",
        var type when type == typeof(DomainRecord) => new DomainRecord { Domain = "alice.example", Name = "www", Type = RecordType.A },
        var type when type.IsValueType => Activator.CreateInstance(type),
        _ => null,
    };
}
