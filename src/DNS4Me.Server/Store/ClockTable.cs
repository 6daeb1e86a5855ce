namespace DNS4Me.Server.Store;

/// <summary>The service clock in the store.</summary>
internal static class ClockTable
{
    /// <summary>The service time that was stored last.</summary>
    public static TimeSpan Read(StoreConnection store) => TimeSpan.FromTicks(store.Scalar("SELECT service_time FROM clock"));

    /// <summary>Stores the service time.</summary>
    public static void Save(StoreConnection store, TimeSpan serviceTime)
        => store.Execute("UPDATE clock SET service_time = @time", ("@time", serviceTime.Ticks));
}
