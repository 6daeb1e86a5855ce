using System.Globalization;

namespace DNS4Me.Benchmarks;

/// <summary>A measured value and the mark it has to meet.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Value">The median.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="AtMost">The most it may be; null where there is no such mark.</param>
/// <param name="AtLeast">The least it may be; null where there is no such mark.</param>
internal sealed record Figure(string What, double Value, string Unit, double? AtMost = null, double? AtLeast = null)
{
    /// <summary>Whether the mark is missed.</summary>
    public bool Missed => Value > AtMost || Value < AtLeast || double.IsNaN(Value);

    /// <inheritdoc/>
    public override string ToString()
    {
        var mark = AtMost is not null ? $"at most {AtMost.Value.ToString(CultureInfo.InvariantCulture)} {Unit}"
            : AtLeast is not null ? $"at least {AtLeast.Value.ToString(CultureInfo.InvariantCulture)} {Unit}" : "no mark";
        return string.Create(CultureInfo.InvariantCulture, $"{What,-64} {Value,10:0.##} {Unit,-4} {mark}{(Missed ? "  MISSED" : "")}");
    }

    /// <summary>The median of a run's samples.</summary>
    public static double Median(IEnumerable<double> samples)
    {
        var sorted = samples.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
