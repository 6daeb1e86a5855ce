namespace DNS4Me.Policies;

/// <summary>
/// The machine's policies where there is no Group Policy: a JSON file that root alone can have written. Whether that is so is judged here, and what is needed for
/// it found out at either end.
/// </summary>
public static class PolicyFile
{
    /// <summary>The file.</summary>
    public const string Path = Folder + "/policy.json";

    /// <summary>Its folder. Whoever may write there could put another file in its place.</summary>
    public const string Folder = "/etc/dns4me";

    /// <summary>The longest file that is read, in bytes.</summary>
    public const int Longest = 64 * 1024;

    /// <summary>The ID of root.</summary>
    public const uint Root = 0;

    private const int FormatMask = 0xF000;
    private const int FolderFormat = 0x4000;
    private const int RegularFormat = 0x8000;
    private const int OthersWrite = 0b000_010_010;

    /// <summary>Reads the policies.</summary>
    /// <param name="statusOf">The owner's ID and the mode (sys/stat.h) of what is at a path, a link not followed; null when there is nothing, or no way to it.</param>
    /// <param name="open">Opens a file to read.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="owner">Who must own folder and file.</param>
    /// <returns>None, when there is no file.</returns>
    /// <exception cref="DNS4MeException"><see cref="FaultCode.PolicyUnreadable"/>.</exception>
    public static PolicySet Read(Func<string, (uint Owner, int Mode)?> statusOf, Func<string, Stream> open, string folder = Folder, uint owner = Root)
    {
        var path = $"{folder}/policy.json";
        try
        {
            if (statusOf(folder) is not { } folderStatus)
            {
                return PolicySet.None;
            }

            if (statusOf(path) is { } status)
            {
                Trust(path, status, RegularFormat, "a regular file");
                Trust(folder, folderStatus, FolderFormat, "a folder");
            }

            // One that could not be looked at may be there all the same: the system then says so.
            using var file = open(path);
            return PolicyReader.ReadFile(path, ReadAll(file));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return PolicySet.None;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DNS4MeException(Faults.PolicyUnreadable(path, e.Message), e);
        }

        void Trust(string what, (uint Owner, int Mode) status, int format, string kind)
        {
            var reason = (status.Mode & FormatMask) != format ? $"'{what}' is not {kind}."
                : status.Owner != owner ? $"'{what}' belongs to the user {status.Owner}, and only what belongs to {(owner == Root ? "root" : $"the user {owner}")} is obeyed."
                : (status.Mode & OthersWrite) != 0 ? $"'{what}' can be written by others than its owner, and is not obeyed."
                : null;
            if (reason is not null)
            {
                throw new DNS4MeException(Faults.PolicyUnreadable(path, reason));
            }
        }

        byte[] ReadAll(Stream file)
        {
            var contents = new byte[Longest + 1];
            var length = 0;
            while (length < contents.Length && file.Read(contents, length, contents.Length - length) is > 0 and var read)
            {
                length += read;
            }

            Array.Resize(ref contents, length);
            return length <= Longest ? contents : throw new DNS4MeException(Faults.PolicyUnreadable(path, $"It is longer than {Longest} bytes."));
        }
    }
}
