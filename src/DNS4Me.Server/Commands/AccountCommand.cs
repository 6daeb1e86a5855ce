using System.CommandLine;
using System.Globalization;
using DNS4Me.Server.State;
using DNS4Me.Server.Store;

namespace DNS4Me.Server.Commands;

/// <summary><c>account add</c> and <c>account list</c>. They may run beside a running server, which notices.</summary>
internal static class AccountCommand
{
    public static Command Create() => new("account", "Manages the accounts.") { CreateAdd(), CreateList() };

    private static Command CreateAdd()
    {
        var config = CommonOptions.Config();
        var json = CommonOptions.Json();
        var email = new Option<string>("--email") { Description = "The holder's e-mail address.", Required = true };
        var name = new Option<string>("--name") { Description = "The holder's name.", DefaultValueFactory = _ => "" };
        var kind = Kind();
        var domains = new Option<string[]>("--domain") { Description = "A domain of the account; may be given several times.", AllowMultipleArgumentsPerToken = true };
        var command = new Command("add", "Opens an account and prints its registration ID, once: only a hash of it is stored.") { email, name, kind, domains, config, json };
        command.SetAction(parsed => CommonOptions.WithConfiguration(parsed.GetRequiredValue(config), configuration =>
        {
            using var store = StoreAdministration.Open(configuration.DataFolder, TimeProvider.System);
            var wished = parsed.GetRequiredValue(email);
            var registrationId = store.AddAccount(
                wished, parsed.GetRequiredValue(name), parsed.GetRequiredValue(kind), parsed.GetValue(domains) ?? [], configuration.OwnNames);
            var line = Lines(store).Single(line => line.Email.Equals(wished, StringComparison.OrdinalIgnoreCase)) with { RegistrationId = registrationId };
            Print(line, parsed.GetValue(json));
            return ExitCode.Done;
        }));
        return command;
    }

    /// <summary>By name alone: the usual reading would take any number for a kind.</summary>
    private static Option<AccountKind> Kind() => new("--kind")
    {
        Description = "What the account is: Trial or Registered.",
        DefaultValueFactory = _ => AccountKind.Trial,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            foreach (var kind in Enum.GetValues<AccountKind>())
            {
                if (text.Equals(kind.ToString(), StringComparison.OrdinalIgnoreCase))
                {
                    return kind;
                }
            }

            result.AddError($"'{text}' is not a kind of account: give {string.Join(" or ", Enum.GetNames<AccountKind>())}.");
            return default;
        },
    };

    private static Command CreateList()
    {
        var config = CommonOptions.Config();
        var json = CommonOptions.Json();
        var command = new Command("list", "Lists the accounts.") { config, json };
        command.SetAction(parsed => CommonOptions.WithConfiguration(parsed.GetRequiredValue(config), configuration =>
        {
            using var store = StoreAdministration.Open(configuration.DataFolder, TimeProvider.System);
            if (parsed.GetValue(json))
            {
                CommandOutput.Print(Lines(store));
                return ExitCode.Done;
            }

            foreach (var line in Lines(store))
            {
                Console.Out.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{line.Email}\t{line.Kind}\tuntil {line.Expires:yyyy-MM-dd}\t{string.Join(' ', line.Domains)}"));
            }

            return ExitCode.Done;
        }));
        return command;
    }

    private static IReadOnlyList<AccountLine> Lines(StoreAdministration store) => [.. store.Accounts().Select(pair => Line(pair.Account, pair.Domains))];

    private static AccountLine Line(AccountState account, IReadOnlyList<DomainRow> domains)
        => new(account.Email, account.Name, account.Kind, account.Expires, account.Presence.Epoch, [.. domains.Select(domain => domain.Name)]);

    private static void Print(AccountLine line, bool json)
    {
        if (json)
        {
            CommandOutput.Print(line);
        }
        else
        {
            Console.Out.WriteLine(line.RegistrationId);
        }
    }
}
