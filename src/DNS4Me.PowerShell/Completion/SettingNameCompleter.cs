using System.Collections;
using System.Management.Automation.Language;
using DNS4Me.PowerShell.Settings;

namespace DNS4Me.PowerShell.Completion;

/// <summary>The names of the single settings of a section.</summary>
/// <typeparam name="T">The section's type.</typeparam>
public sealed class SettingNameCompleter<T> : IArgumentCompleter
    where T : class
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
        => CompletionWords.Matching(SettingMembers.Of(typeof(T)).Names, wordToComplete);
}
