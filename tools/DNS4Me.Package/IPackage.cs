namespace DNS4Me.Package;

/// <summary>A kind of package.</summary>
internal interface IPackage
{
    /// <summary>Makes the packages of the kind.</summary>
    /// <param name="targets">The systems that are wanted.</param>
    /// <returns>The files made, in the folder of the packages.</returns>
    /// <exception cref="PackageException">One could not be made.</exception>
    Task<IReadOnlyList<string>> MakeAsync(IReadOnlyList<Target> targets);
}
