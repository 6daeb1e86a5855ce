namespace DNS4Me.Package;

/// <summary>A package could not be made.</summary>
internal class PackageException(string message) : Exception(message);

/// <summary>A package could not be made since this machine lacks a program for it.</summary>
/// <param name="tool">The program.</param>
/// <param name="package">The Debian package that has it.</param>
internal sealed class ToolMissingException(string tool, string package) : PackageException($"{tool} is not installed; on Debian it is in the package {package}.");
