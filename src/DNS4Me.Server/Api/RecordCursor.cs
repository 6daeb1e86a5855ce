using System.Buffers.Text;
using System.Globalization;
using System.Text;
using DNS4Me.Server.Store;

namespace DNS4Me.Server.Api;

/// <summary>
/// After which record a page begins. It names the record's place, not how many came before, so that records that come or go meanwhile shift nothing.
/// </summary>
/// <param name="Domain">The record's domain.</param>
/// <param name="Default">The place among the default records; null when it is a stored one.</param>
/// <param name="Stored">The place among the stored records; null when it is a default one.</param>
internal sealed record RecordCursor(string Domain, int? Default, RecordPosition? Stored)
{
    private const char Separator = '|';

    /// <summary>The text that callers hand back, without knowing what it says.</summary>
    public override string ToString()
    {
        var parts = Stored is null ? [Domain, Invariant(Default!.Value)] : new[] { Domain, Stored.Name, Stored.Type, Invariant(Stored.Id) };
        return Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Join(Separator, parts)));
    }

    /// <summary>Reads what <see cref="ToString"/> writes; null when it is something else.</summary>
    public static RecordCursor? Parse(string text)
    {
        if (!Base64Url.IsValid(text))
        {
            return null;
        }

        return Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split(Separator) switch
        {
            [var domain, var place] when int.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => new(domain, number, null),
            [var domain, var name, var type, var id] when long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => new(domain, null, new(name, type, number)),
            _ => null,
        };
    }

    private static string Invariant(long number) => number.ToString(CultureInfo.InvariantCulture);
}
