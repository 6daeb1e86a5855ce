using System.CommandLine;
using DNS4Me.Server.Store;

namespace DNS4Me.Server.Commands;

/// <summary><c>domain add</c> and <c>domain list</c>. They may run beside a running server, which notices.</summary>
internal static class DomainCommand
{
    public static Command Create() => new("domain", "Manages the accounts' domains.") { CreateAdd(), CreateList() };

    private static Command CreateAdd()
    {
        var config = CommonOptions.Config();
        var json = CommonOptions.Json();
        var domain = new Argument<string>("DOMAIN") { Description = "One label below a service zone, or a domain that its owner brings." };
        var account = new Option<string>("--account") { Description = "The e-mail address of the account that gets it.", Required = true };
        var command = new Command("add", "Gives an account a domain.") { domain, account, config, json };
        command.SetAction(parsed => CommonOptions.WithConfiguration(parsed.GetRequiredValue(config), configuration =>
        {
            using var store = StoreAdministration.Open(configuration.DataFolder, TimeProvider.System);
            var email = parsed.GetRequiredValue(account);
            var row = store.AddDomain(parsed.GetRequiredValue(domain), email, configuration.OwnNames);
            if (parsed.GetValue(json))
            {
                CommandOutput.Print(new DomainLine(row.Name, row.ServiceZone, email));
            }
            else
            {
                Console.Out.WriteLine(row.Name);
            }

            return ExitCode.Done;
        }));
        return command;
    }

    private static Command CreateList()
    {
        var config = CommonOptions.Config();
        var json = CommonOptions.Json();
        var command = new Command("list", "Lists the domains.") { config, json };
        command.SetAction(parsed => CommonOptions.WithConfiguration(parsed.GetRequiredValue(config), configuration =>
        {
            using var store = StoreAdministration.Open(configuration.DataFolder, TimeProvider.System);
            IReadOnlyList<DomainLine> lines = [.. store.Accounts()
                .SelectMany(pair => pair.Domains.Select(domain => new DomainLine(domain.Name, domain.ServiceZone, pair.Account.Email)))
                .OrderBy(line => line.Name, StringComparer.Ordinal)];
            if (parsed.GetValue(json))
            {
                CommandOutput.Print(lines);
                return ExitCode.Done;
            }

            foreach (var line in lines)
            {
                Console.Out.WriteLine($"{line.Name}\t{line.ServiceZone ?? "-"}\t{line.Account}");
            }

            return ExitCode.Done;
        }));
        return command;
    }
}
