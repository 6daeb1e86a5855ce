using System.Collections;

namespace DNS4Me.PowerShell.Binding;

/// <summary>Reads names of files: one by one, or several in one text as <see cref="FileNames"/> writes them. A blank means not given, an empty list none.</summary>
internal sealed class FileNamesAttribute : BlankIsNullAttribute
{
    /// <inheritdoc/>
    protected override object Convert(object value) => value switch
    {
        string text => Read(text).ToArray(),
        IEnumerable items => items.Cast<object?>().Select(item => (item as PSObject)?.BaseObject ?? item).SelectMany(item => Read(item as string ?? throw Bad(item ?? value))).ToArray(),
        _ => throw Bad(value),
    };

    private static IEnumerable<string> Read(string text) => text.Split(FileNames.Separator).Select(name => name.Trim()).Where(name => name.Length > 0);

    private static ArgumentTransformationMetadataException Bad(object value) => new(Words.NotFileNames(value));
}
