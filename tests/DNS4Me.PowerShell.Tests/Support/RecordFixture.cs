namespace DNS4Me.PowerShell.Tests.Support;

/// <summary>An agent whose service has records in memory.</summary>
public abstract class RecordFixture : AgentFixture
{
    private FakeRecords? _records;

    private protected FakeRecords Service => _records ??= new(Agent);

    private protected IReadOnlyList<string> Stored => [.. Service.Records.Where(record => !record.IsDefault).Select(record => record.ToString())];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _ = Service;
    }
}
