using DNS4Me.PowerShell.Client;

namespace DNS4Me.PowerShell.Commands;

/// <summary>Opens one of the service's pages in the default browser, or writes its address where there is none. Source: help file, "Help Menu".</summary>
[Cmdlet(VerbsCommon.Open, "DNS4MePage", SupportsShouldProcess = true)]
[OutputType(typeof(string))]
public sealed class OpenDNS4MePageCommand : DNS4MeCommand
{
    /// <summary>Which page.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public ServicePage Page { get; set; }

    /// <summary>Whether to write the address of a page that was opened, too.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    private protected override bool FaultsEndTheItemOnly => true;

    /// <inheritdoc/>
    private protected override void Process()
    {
        var address = ServicePages.AddressOf(StoredSettings().Server.HomePage, Page);
        if (!ShouldProcess(address.AbsoluteUri, Words.OpenInBrowser))
        {
            return;
        }

        if (Await(cancellation => Browser.TryOpenAsync(address, cancellation)))
        {
            WriteVerbose(Words.Opened(address));
        }
        else
        {
            WriteVerbose(Words.NoBrowser);
            WriteObject(address.AbsoluteUri);
            return;
        }

        if (PassThru)
        {
            WriteObject(address.AbsoluteUri);
        }
    }
}
