using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace DNS4Me.Server.Tests.Support;

/// <summary>Keeps all that is logged, down to the least.</summary>
internal sealed class ListLoggerFactory : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, string Line)> _lines = new();

    public IEnumerable<string> Lines => _lines.Select(entry => entry.Line);

    public IEnumerable<string> Errors => _lines.Where(entry => entry.Level >= LogLevel.Error).Select(entry => entry.Line);

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        => _lines.Enqueue((logLevel, $"{formatter(state, exception)} {exception}"));

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
    }
}
