using System.Net;
using System.Net.Sockets;

namespace DNS4Me.Testing;

/// <summary>TCP ports of this machine.</summary>
public static class Ports
{
    /// <summary>A port that nobody listened on a moment ago.</summary>
    public static int Free()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
