using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using DNS4Me.Dns;

namespace DNS4Me.Server.State;

/// <summary>
/// Every account and domain in memory, found without an allocation. Read from any thread; the store's writer alone changes it, and
/// only after the commit.
/// </summary>
public sealed class ServiceDirectory
{
    private readonly ConcurrentDictionary<long, AccountEntry> _accounts = new();
    private readonly ConcurrentDictionary<byte[], AccountEntry> _byHash = new(WireNameComparer.Canonical);
    private readonly ConcurrentDictionary<byte[], DomainEntry> _domains = new(WireNameComparer.Canonical);
    private readonly ConcurrentDictionary<byte[], DomainEntry>.AlternateLookup<ReadOnlySpan<byte>> _domainsBySpan;
    private volatile int _mostLabels;

    /// <summary>A directory without accounts.</summary>
    public ServiceDirectory() => _domainsBySpan = _domains.GetAlternateLookup<ReadOnlySpan<byte>>();

    /// <summary>The number of labels of the longest domain name: no suffix with more can be one.</summary>
    public int MostLabels => _mostLabels;

    /// <summary>The hash by which a registration ID is stored and found.</summary>
    public static byte[] HashOf(string registrationId) => SHA256.HashData(Encoding.UTF8.GetBytes(registrationId));

    /// <summary>Finds the account that a registration ID opens.</summary>
    public AccountEntry? FindByRegistrationId(string registrationId)
        => _byHash.GetValueOrDefault(HashOf(registrationId));

    /// <summary>Finds an account by its key in the store.</summary>
    public AccountEntry? Find(long id) => _accounts.GetValueOrDefault(id);

    /// <summary>Finds the domain of exactly this name.</summary>
    /// <param name="canonicalName">The name in wire form, in lower case.</param>
    /// <param name="domain">The domain when the method returns <see langword="true"/>.</param>
    public bool TryFind(ReadOnlySpan<byte> canonicalName, [NotNullWhen(true)] out DomainEntry? domain)
        => _domainsBySpan.TryGetValue(canonicalName, out domain);

    /// <summary>Shows an account and its domains to all readers.</summary>
    internal void Publish(AccountEntry account, AccountState state)
    {
        var before = _accounts.GetValueOrDefault(account.Id)?.Current;
        account.Publish(state);
        _accounts[account.Id] = account;
        _byHash[state.RegistrationHash] = account;
        if (before is not null && !before.RegistrationHash.AsSpan().SequenceEqual(state.RegistrationHash))
        {
            _byHash.TryRemove(before.RegistrationHash, out _);
        }

        foreach (var domain in state.Domains)
        {
            _mostLabels = Math.Max(_mostLabels, domain.Name.LabelCount);
            _domains[domain.Name.Wire.ToArray()] = domain;
        }

        foreach (var gone in before?.Domains.Except(state.Domains) ?? [])
        {
            _domains.TryRemove(KeyValuePair.Create(gone.Name.Wire.ToArray(), gone));
        }
    }
}
