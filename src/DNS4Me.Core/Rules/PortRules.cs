namespace DNS4Me;

/// <summary>What a TCP port may be.</summary>
public static class PortRules
{
    /// <summary>The lowest port that can be asked for.</summary>
    public const int Lowest = 1;

    /// <summary>The highest port there is.</summary>
    public const int Highest = 65535;

    /// <summary>Whether <paramref name="port"/> can be dialled or listened on.</summary>
    public static bool IsValid(int port) => port is >= Lowest and <= Highest;
}
