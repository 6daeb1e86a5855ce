using System.Text.Json;
using DNS4Me.Agent.Files;
using DNS4Me.Local;

namespace DNS4Me.Agent.Settings;

/// <summary>What an agent leaves for the commands that run without one, and for the next agent.</summary>
internal sealed class StateStore
{
    private readonly string _path;

    /// <summary>The state of a file.</summary>
    public StateStore(string path) => _path = path;

    /// <summary>What the agent before this one left.</summary>
    /// <param name="fault">Why it cannot be read; null when it can, or when there is none.</param>
    /// <returns>Null when there is none that can be read; a broken one is put aside, since nothing in it is worth stopping for.</returns>
    public AgentStateFile? Read(out Fault? fault)
    {
        fault = null;
        try
        {
            return File.Exists(_path) ? JsonSerializer.Deserialize(File.ReadAllBytes(_path), AgentJson.Default.AgentStateFile) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            fault = Faults.SettingsUnreadable(_path, e.Message);
            PutAside();
            return null;
        }
    }

    /// <summary>Writes the state.</summary>
    /// <exception cref="DNS4MeException"><see cref="FaultCode.SettingsUnwritable"/>.</exception>
    public void Write(AgentStateFile state)
    {
        try
        {
            DurableFile.Write(_path, JsonSerializer.SerializeToUtf8Bytes(state, AgentJson.Default.AgentStateFile), keepPrevious: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DNS4MeException(Faults.SettingsUnwritable(_path, e.Message), e);
        }
    }

    private void PutAside()
    {
        try
        {
            File.Move(_path, _path + ".broken", overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It stays where it is; the fault that is reported names it.
        }
    }
}
