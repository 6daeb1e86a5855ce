using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using DNS4Me.PowerShell.Tests.Support;

namespace DNS4Me.PowerShell.Tests;

/// <summary>What the module's assemblies bind to in somebody else's PowerShell.</summary>
public class ReferenceTests
{
    /// <summary>The assembly version in the oldest PowerShell that is supported, 7.4, which is .NET 8's.</summary>
    private static readonly Version InTheBox = new(8, 0, 0, 0);

    private static readonly string[] Allowed = ["netstandard", "System.Management.Automation", "System.Text.Json", "DNS4Me.Core"];

    [Theory]
    [InlineData("DNS4Me.PowerShell.dll")]
    [InlineData("DNS4Me.Core.dll")]
    public void The_modules_assemblies_refer_to_nothing_but_what_every_edition_has(string file)
    {
        // System.Text.Json's generated code names the encoder; and spans come where there are octets, in every edition from the same assembly.
        var allowed = Allowed.Append("System.Memory").Concat(file == "DNS4Me.Core.dll" ? ["System.Text.Encodings.Web"] : []);
        Assert.Subset(allowed.ToHashSet(), References(Path.Combine(Repository.Module, file)).Keys.ToHashSet());
    }

    [Theory]
    [InlineData("DNS4Me.PowerShell.dll")]
    [InlineData("DNS4Me.Core.dll")]
    public void They_bind_to_the_System_Text_Json_of_the_oldest_PowerShell(string file)
        => Assert.All(
            References(Path.Combine(Repository.Module, file)).Where(reference => reference.Key.StartsWith("System.Text.", StringComparison.Ordinal)),
            reference => Assert.True(reference.Value <= InTheBox, $"{reference.Key} {reference.Value}"));

    [Fact]
    public void What_Windows_PowerShell_needs_is_staged_whole_and_new_enough()
    {
        var folder = Path.Combine(Repository.Module, "desktop");
        var staged = Directory.GetFiles(folder, "*.dll").ToDictionary(path => Path.GetFileNameWithoutExtension(path), VersionOf);
        string[] own = [Path.Combine(Repository.Module, "DNS4Me.PowerShell.dll"), Path.Combine(Repository.Module, "DNS4Me.Core.dll")];
        var needed = own.Concat(Directory.GetFiles(folder, "*.dll")).SelectMany(References).Where(reference => !IsOfTheFramework(reference.Key));
        Assert.All(needed, reference => Assert.True(staged.TryGetValue(reference.Key, out var version) && version >= reference.Value, $"{reference.Key} {reference.Value}"));
    }

    [Fact]
    public void PowerShell_7_is_given_no_assembly_but_our_own()
        => Assert.Equal(["DNS4Me.Core.dll", "DNS4Me.PowerShell.dll"], Directory.GetFiles(Repository.Module, "*.dll").Select(Path.GetFileName).Order());

    [Fact]
    public void Windows_PowerShell_can_lay_out_every_type_before_it_is_told_where_System_Text_Json_is()
    {
        using var assembly = new PEReader(File.OpenRead(Path.Combine(Repository.Module, "DNS4Me.PowerShell.dll")));
        var reader = assembly.GetMetadataReader();
        var structs = reader.TypeReferences.Where(handle => IsJson(reader, handle) && typeof(System.Text.Json.JsonElement).Assembly.GetType(NameOf(reader, handle))!.IsValueType).ToHashSet();
        Assert.NotEmpty(structs);
        foreach (var handle in reader.TypeDefinitions)
        {
            var type = reader.GetTypeDefinition(handle);
            Assert.False(type.BaseType.Kind == HandleKind.TypeReference && IsJson(reader, (TypeReferenceHandle)type.BaseType));
            foreach (var field in type.GetFields().Select(reader.GetFieldDefinition).Where(field => (field.Attributes & System.Reflection.FieldAttributes.Static) == 0))
            {
                var mentioned = new MentionedTypes();
                field.DecodeSignature(mentioned, null);
                Assert.False(mentioned.Structs.Overlaps(structs), $"{reader.GetString(type.Name)}.{reader.GetString(field.Name)}");
            }
        }
    }

    private static bool IsJson(MetadataReader reader, TypeReferenceHandle handle)
        => reader.GetTypeReference(handle).ResolutionScope is { Kind: HandleKind.AssemblyReference } scope
            && reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)scope).Name) == "System.Text.Json";

    private static string NameOf(MetadataReader reader, TypeReferenceHandle handle)
        => reader.GetTypeReference(handle) is var type ? $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}" : "";

    private static bool IsOfTheFramework(string name)
        => name is "mscorlib" or "netstandard" or "System" or "System.Core" or "System.Numerics" or "System.Management.Automation" or "DNS4Me.Core";

    private static Dictionary<string, Version> References(string path)
    {
        using var assembly = new PEReader(File.OpenRead(path));
        var reader = assembly.GetMetadataReader();
        return reader.AssemblyReferences.Select(reader.GetAssemblyReference).ToDictionary(reference => reader.GetString(reference.Name), reference => reference.Version);
    }

    private static Version VersionOf(string path)
    {
        using var assembly = new PEReader(File.OpenRead(path));
        return assembly.GetMetadataReader().GetAssemblyDefinition().Version;
    }
}
