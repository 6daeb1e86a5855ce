namespace DNS4Me.Agent.Web.Pages;

/// <summary>By what a list of files is sorted.</summary>
internal enum ListingKey
{
    /// <summary>By name.</summary>
    Name,

    /// <summary>By length.</summary>
    Size,

    /// <summary>By the time of the last change.</summary>
    Date,
}

/// <summary>How a list of files is sorted. Folders come first in any case.</summary>
/// <param name="Key">By what.</param>
/// <param name="IsDescending">Whether the greatest comes first.</param>
internal readonly record struct ListingOrder(ListingKey Key, bool IsDescending)
{
    /// <summary>Reads a query such as "?sort=size&amp;order=desc"; what is not understood is as if it were not there.</summary>
    public static ListingOrder Read(ReadOnlySpan<char> query)
    {
        var order = new ListingOrder(ListingKey.Name, false);
        query = query.TrimStart('?');
        foreach (var range in query.Split('&'))
        {
            order = query[range] switch
            {
                "sort=name" => order with { Key = ListingKey.Name },
                "sort=size" => order with { Key = ListingKey.Size },
                "sort=date" => order with { Key = ListingKey.Date },
                "order=asc" => order with { IsDescending = false },
                "order=desc" => order with { IsDescending = true },
                _ => order,
            };
        }

        return order;
    }

    /// <summary>The query of a link that sorts by a key: the other way round if that is so already.</summary>
    public string LinkTo(ListingKey key) => $"?sort={NameOf(key)}&amp;order={(key == Key && !IsDescending ? "desc" : "asc")}";

    /// <summary>Puts entries in this order.</summary>
    public IEnumerable<ListedFile> Sort(IEnumerable<ListedFile> entries)
    {
        var sorted = entries.OrderBy(entry => !entry.IsFolder);
        sorted = (Key, IsDescending) switch
        {
            (ListingKey.Size, false) => sorted.ThenBy(entry => entry.Length),
            (ListingKey.Size, true) => sorted.ThenByDescending(entry => entry.Length),
            (ListingKey.Date, false) => sorted.ThenBy(entry => entry.Modified),
            (ListingKey.Date, true) => sorted.ThenByDescending(entry => entry.Modified),
            (_, true) => sorted.ThenByDescending(entry => entry.Name, StringComparer.OrdinalIgnoreCase),
            _ => sorted,
        };
        return sorted.ThenBy(entry => entry.Name, StringComparer.OrdinalIgnoreCase).ThenBy(entry => entry.Name, StringComparer.Ordinal);
    }

    private static string NameOf(ListingKey key) => key switch
    {
        ListingKey.Size => "size",
        ListingKey.Date => "date",
        _ => "name",
    };
}

/// <summary>An entry of a list of files.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsFolder">Whether it is a folder.</param>
/// <param name="Length">Its length in bytes; 0 for a folder.</param>
/// <param name="Modified">When it was changed.</param>
internal readonly record struct ListedFile(string Name, bool IsFolder, long Length, DateTimeOffset Modified);
