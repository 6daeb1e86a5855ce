namespace DNS4Me.Server;

/// <summary>The words of the failures that only a server's operator meets.</summary>
internal static class ServerFaults
{
    /// <summary>The store is of a newer form.</summary>
    public static Fault StoreTooNew(string path, long version, int latest) => New(FaultCode.SettingsUnreadable,
        $"The store '{path}' has form {version}; this program knows forms up to {latest}.",
        "Run the program that wrote it, or a newer one. Nothing was changed.", path);

    /// <summary>Another server works in the data folder.</summary>
    public static Fault FolderInUse(string folder) => New(FaultCode.SettingsUnwritable,
        $"Another server is running on the data folder '{folder}'.",
        "Stop it first, or give this one a data folder of its own.", folder);

    /// <summary>The store did not take a change.</summary>
    public static Fault StoreFailed(string reason) => New(FaultCode.ServiceFailed,
        $"The store could not take the change: {reason}",
        "Nothing was changed. Try again; if it stays, look at the server's disk and log.");

    /// <summary>The server is stopping.</summary>
    public static Fault Stopping() => New(FaultCode.ServiceBusy,
        "The service is stopping.",
        "Nothing was changed. Try again in a moment.");

    /// <summary>The configuration is not one to run with.</summary>
    public static Fault Configuration(string path, string field, string message) => New(FaultCode.InvalidValue,
        $"{field}: {message}",
        $"Correct '{path}' and start again.", path, field);

    /// <summary>An e-mail address has an account already.</summary>
    public static Fault EmailTaken(string email) => New(FaultCode.InvalidValue,
        $"'{email}' has an account already.",
        "Use another e-mail address, or add domains to the account: domain add DOMAIN --account EMAIL.", email, "email");

    /// <summary>A domain cannot be taken.</summary>
    public static Fault BadDomain(string domain, string reason) => New(FaultCode.InvalidValue,
        $"'{domain}' cannot be added: {reason}",
        "Choose another name. Nothing was changed.", domain, "domain");

    /// <summary>An endpoint could not be opened.</summary>
    public static Fault EndPointUnavailable(string what, string endPoint, string reason) => New(FaultCode.InternalError,
        $"The {what} endpoint {endPoint} could not be opened: {reason}",
        "Free the port, choose another, or start with the rights that a port below 1024 needs.", endPoint);

    /// <summary>A certificate cannot be used.</summary>
    public static Fault BadCertificate(string path, string reason) => New(FaultCode.SettingsUnreadable,
        $"The certificate '{path}' cannot be used: {reason}",
        "Put a certificate with its private key there, or leave the setting out and let the server make one.", path);

    /// <summary>A file, or the store, could not be used.</summary>
    public static Fault FileFailed(string reason) => New(FaultCode.SettingsUnwritable,
        reason,
        "Check the data folder, its rights and its free space.");

    private static Fault New(FaultCode code, string message, string action, string? target = null, string? field = null)
        => new() { Code = code, Message = message, Action = action, Target = target, Field = field };
}
