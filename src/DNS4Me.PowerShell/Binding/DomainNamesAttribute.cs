using System.Collections;

namespace DNS4Me.PowerShell.Binding;

/// <summary>Reads names of domains from names, from the domains of Get-DNS4MeDomain, and from whatever has a domain, as a record.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DomainNamesAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
        => inputData switch
        {
            PSObject { BaseObject: string or DomainInfo or IList } wrapped => Transform(engineIntrinsics, wrapped.BaseObject),
            DomainInfo domain => domain.Name,
            IList several => several.Cast<object?>().Select(item => Transform(engineIntrinsics, item)).ToArray(),
            PSObject row when row.Properties[nameof(DomainRecord.Domain)] is { } property => property.Value,
            _ => inputData,
        };
}
