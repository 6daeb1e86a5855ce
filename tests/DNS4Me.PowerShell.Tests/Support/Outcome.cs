using System.Management.Automation;

namespace DNS4Me.PowerShell.Tests.Support;

/// <summary>What a pipeline wrote.</summary>
internal sealed record Outcome(IReadOnlyList<PSObject> Output, IReadOnlyList<ErrorRecord> Errors, IReadOnlyList<string> Warnings, IReadOnlyList<ProgressRecord> Progress)
{
    /// <summary>The one object written, when nothing failed.</summary>
    public T Single<T>()
    {
        Assert.Empty(Errors);
        return Assert.IsType<T>(Assert.Single(Output).BaseObject);
    }

    public IReadOnlyList<T> All<T>()
    {
        Assert.Empty(Errors);
        return [.. Output.Select(item => Assert.IsType<T>(item.BaseObject))];
    }

    /// <summary>The one error, which is of a code, and tells what to do.</summary>
    public ErrorRecord Error(FaultCode code)
    {
        var error = Assert.Single(Errors);
        Assert.StartsWith(code + ",DNS4Me.PowerShell.Commands.", error.FullyQualifiedErrorId);
        Assert.False(string.IsNullOrEmpty(error.ErrorDetails.RecommendedAction));
        return error;
    }
}
