using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Net;
using System.Security;
using System.Text;

namespace DNS4Me.Host.Terminal;

/// <summary>Asks the person at the terminal. Where the input has ended nobody can answer: that is an error, never a silent yes.</summary>
internal sealed partial class TerminalUI
{
    public override string ReadLine() => Console.In.ReadLine() ?? throw new HostException("The input ended before the question was answered.");

    public override SecureString ReadLineAsSecureString() => new NetworkCredential("", Console.IsInputRedirected ? ReadLine() : ReadHidden()).SecurePassword;

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        WriteCaption(caption, message);
        var keys = choices.Select((choice, index) => Key(choice.Label, index)).ToList();
        var labels = choices.Select(choice => choice.Label.Replace("&", "", StringComparison.Ordinal)).ToList();
        var question = string.Join("  ", keys.Zip(labels, (key, label) => $"[{key}] {label}"));
        if (defaultChoice >= 0)
        {
            question += $" (default is \"{keys[defaultChoice]}\")";
        }

        while (true)
        {
            Write(question + ": ");
            var answer = ReadLine().Trim();
            if (answer.Length == 0 && defaultChoice >= 0)
            {
                return defaultChoice;
            }

            var chosen = keys.FindIndex(key => key.Equals(answer, StringComparison.OrdinalIgnoreCase));
            chosen = chosen >= 0 ? chosen : labels.FindIndex(label => label.Equals(answer, StringComparison.OrdinalIgnoreCase));
            if (chosen >= 0)
            {
                return chosen;
            }
        }
    }

    public override Dictionary<string, PSObject?> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
    {
        WriteCaption(caption, message);
        return descriptions.ToDictionary(field => field.Name, PSObject? (field) => PSObject.AsPSObject(Ask(field)));
    }

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName)
        => PromptForCredential(caption, message, userName, targetName, PSCredentialTypes.Default, PSCredentialUIOptions.Default);

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options)
    {
        WriteCaption(caption, message);
        if (string.IsNullOrEmpty(userName))
        {
            Write("User: ");
            userName = ReadLine();
        }

        Write($"Password for user {userName}: ");
        return new(userName, ReadLineAsSecureString());
    }

    private object Ask(FieldDescription field)
    {
        Write($"{field.Name}: ");
        return field.ParameterTypeFullName switch
        {
            var type when type == typeof(SecureString).FullName => ReadLineAsSecureString(),
            var type when type == typeof(PSCredential).FullName => PromptForCredential("", "", "", ""),
            _ => ReadLine(),
        };
    }

    private void WriteCaption(params ReadOnlySpan<string> lines)
    {
        foreach (var line in lines)
        {
            if (!string.IsNullOrEmpty(line))
            {
                WriteLine(line);
            }
        }
    }

    /// <summary>The letter after the &amp; of a label; a number for a label without one.</summary>
    private static string Key(string label, int index)
    {
        var mark = label.IndexOf('&', StringComparison.Ordinal);
        return mark >= 0 && mark + 1 < label.Length
            ? label.Substring(mark + 1, 1).ToUpperInvariant()
            : (index + 1).ToString(CultureInfo.InvariantCulture);
    }

    private string ReadHidden()
    {
        var text = new StringBuilder();
        while (Console.ReadKey(intercept: true) is var key && key.Key != ConsoleKey.Enter)
        {
            if (key.Key == ConsoleKey.Backspace && text.Length > 0)
            {
                text.Length--;
            }
            else if (!char.IsControl(key.KeyChar))
            {
                text.Append(key.KeyChar);
            }
        }

        WriteLine();
        return text.ToString();
    }
}
