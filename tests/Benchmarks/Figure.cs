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
    /// <summary>
    /// What is held against the mark in place of the median, where single rounds are far apart: the quartile on the mark's side. So a mark is missed when three quarters of
    /// the rounds miss it.
    /// </summary>
    public double? Judged { get; init; }

    /// <summary>Whether the mark is missed.</summary>
    public bool Missed => (Judged ?? Value) > AtMost || (Judged ?? Value) < AtLeast || double.IsNaN(Value);

    /// <inheritdoc/>
    public override string ToString()
    {
        var mark = AtMost is not null ? $"at most {AtMost.Value.ToString(CultureInfo.InvariantCulture)} {Unit}"
            : AtLeast is not null ? $"at least {AtLeast.Value.ToString(CultureInfo.InvariantCulture)} {Unit}" : "no mark";
        return string.Create(CultureInfo.InvariantCulture, $"{What,-64} {Value,10:0.##} {Unit,-4} {mark}{(Missed ? "  MISSED" : "")}");
    }

    /// <summary>The sample that a part of all samples lies below.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="part">Which part, from 0 to 1.</param>
    public static double Quantile(IEnumerable<double> samples, double part)
    {
        var sorted = samples.Order().ToList();
        return sorted[(int)Math.Round((sorted.Count - 1) * part)];
    }

    /// <summary>The median of a run's samples.</summary>
    public static double Median(IEnumerable<double> samples)
    {
        var sorted = samples.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
