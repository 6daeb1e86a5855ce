using System.Collections.ObjectModel;

namespace DNS4Me;

/// <summary>Names of files in their order. As text they stand in one cell of a CSV file, so that an exported table can be read back.</summary>
public sealed class FileNames(IEnumerable<string> names) : ReadOnlyCollection<string>([.. names]), IEquatable<FileNames>
{
    /// <summary>What stands between two names in a text.</summary>
    public const char Separator = ';';

    /// <summary>Two are equal when they have the same names in the same order.</summary>
    public bool Equals(FileNames? other) => other is not null && this.SequenceEqual(other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FileNames);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => string.Join($"{Separator} ", this);
}
