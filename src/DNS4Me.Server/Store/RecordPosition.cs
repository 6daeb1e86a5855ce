namespace DNS4Me.Server.Store;

/// <summary>A stored record's place among its domain's records.</summary>
/// <param name="Name">The record's name.</param>
/// <param name="Type">Its type, as the store writes it.</param>
/// <param name="Id">Its number.</param>
internal sealed record RecordPosition(string Name, string Type, long Id)
{
    /// <summary>The place of a record.</summary>
    public static RecordPosition Of(DomainRecord record) => new(record.Name, record.Type.ToString(), record.Id!.Value);
}
