namespace DNS4Me.Agent.Web.Log;

/// <summary>What is logged of a request. The texts are as the client sent them; it is for the line to make them harmless.</summary>
/// <param name="Time">When it came.</param>
/// <param name="Address">The client's address.</param>
/// <param name="Method">The method; empty, like the target and the version, for what is no request.</param>
/// <param name="Target">What was asked for: path and query.</param>
/// <param name="Protocol">The version of HTTP.</param>
/// <param name="Status">The answer's status.</param>
/// <param name="Bytes">How many bytes of body were sent.</param>
/// <param name="Taken">How long the answer took.</param>
/// <param name="Host">The Host header field; empty for none.</param>
/// <param name="Referer">The Referer header field; empty for none.</param>
/// <param name="UserAgent">The User-Agent header field; empty for none.</param>
internal readonly record struct AccessEntry(
    DateTimeOffset Time, string Address, string Method, string Target, string Protocol, int Status, long Bytes, TimeSpan Taken, string Host, string Referer, string UserAgent);
