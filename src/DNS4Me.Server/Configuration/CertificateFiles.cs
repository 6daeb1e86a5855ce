namespace DNS4Me.Server.Configuration;

/// <summary>Where the API's certificate and private key are.</summary>
/// <param name="Path">A PFX file, or a PEM file with the certificate and its chain.</param>
/// <param name="KeyPath">The PEM file with the private key; null for a PFX file, or when the key is in the same PEM file.</param>
/// <param name="PasswordPath">A file whose first line is the PFX file's password; null for none.</param>
public sealed record CertificateFiles(string Path, string? KeyPath, string? PasswordPath);
