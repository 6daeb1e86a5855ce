using System.Collections.ObjectModel;

namespace DNS4Me;

/// <summary>Names of files in their order. As text they stand in one cell of a CSV file, so that an exported table can be read back.</summary>
public sealed class FileNames(IEnumerable<string> names) : ReadOnlyCollection<string>([.. names])
{
    /// <summary>What stands between two names in a text.</summary>
    public const char Separator = ';';

    /// <inheritdoc/>
    public override string ToString() => string.Join($"{Separator} ", this);
}
