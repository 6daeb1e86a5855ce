using System.Net;
using DNS4Me.Agent.Presence;
using DNS4Me.Server.Presence;
using DNS4Me.Service;
using AgentPresence = DNS4Me.Agent.Presence.PresenceState;
using ServicePresence = DNS4Me.Server.Presence.PresenceState;

namespace DNS4Me.Agent.Tests.Presence;

/// <summary>
/// Weeks of a machine's life in which everything goes wrong at random: the agent's state machine on a clock of its own, against the service's own rules of
/// presence. After each step what the design promises is held against what is so.
/// </summary>
public class WeekTests
{
    private static readonly TimeSpan[] Timeouts = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30)];

    public static TheoryData<int, TimeSpan, bool> Weeks
    {
        get
        {
            var weeks = new TheoryData<int, TimeSpan, bool>();
            foreach (var (seed, timeout) in Enumerable.Range(1, 20).Select(seed => (seed, Timeouts[seed % Timeouts.Length])).Concat(Enumerable.Range(21, 4).Select(seed => (seed, TimeSpan.Zero))))
            {
                weeks.Add(seed, timeout, seed % 2 == 0);
            }

            return weeks;
        }
    }

    [Theory]
    [MemberData(nameof(Weeks))]
    public void A_week_of_random_faults_keeps_every_promise(int seed, TimeSpan timeout, bool bothFamilies)
    {
        var life = new Life(seed, timeout, bothFamilies);
        life.Live(TimeSpan.FromDays(7));
        Assert.True(life.WasOnline > TimeSpan.FromDays(1), $"The domains were online for {life.WasOnline} only.");
    }

    private sealed class Life
    {
        private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
        private static readonly Fault Silence = Faults.ServiceTimedOut("service:1206", PresencePolicy.LongestRequest);
        private readonly Random _random;
        private readonly int _seed;
        private readonly TimeSpan _timeout;
        private readonly bool _bothFamilies;
        private readonly ClientOption _option = new();
        private readonly Queue<TimeSpan> _sent = new();
        private readonly List<(TimeSpan At, SentRequest Request, IPAddress From, IPAddress? FromIPv6)> _onTheWay = [];
        private (TimeSpan At, PresenceInput Input)? _answer;
        private AgentPresence _agent = new();
        private ServicePresence _service = ServicePresence.None;
        private TimeSpan _now = TimeSpan.FromHours(1);
        private TimeSpan _wall;
        private TimeSpan _stoodStill;
        private TimeSpan? _downSince;
        private TimeSpan _lastSign;
        private TimeSpan _lastFault = TimeSpan.FromHours(1);
        private TimeSpan _woke;
        private TimeSpan? _onlineSince;
        private long _instances;
        private long _quietSince = -1;
        private bool _network = true;
        private Fault? _lies;
        private double _loss;
        private bool _ipv4 = true;
        private bool _ipv6;
        private IPAddress _address = IPAddress.Parse("198.51.100.1");
        private IPAddress _addressIPv6 = IPAddress.Parse("2001:db8::1");

        public Life(int seed, TimeSpan timeout, bool bothFamilies)
            => (_seed, _random, _timeout, _bothFamilies, _ipv6) = (seed, new(seed), timeout, bothFamilies, bothFamilies);

        public TimeSpan WasOnline { get; private set; }

        private TimeSpan ServiceNow => (_downSince ?? _now) - _stoodStill;

        public void Live(TimeSpan span)
        {
            var end = _now + span;
            var trouble = _now + Spell(60);
            Give(new PresenceInput.Connect());
            while (_now < end)
            {
                var next = new[] { trouble, _answer?.At ?? end, (_agent.Request is null ? _agent.Due : null) ?? end, end }.Concat(_onTheWay.Select(one => one.At)).Min();
                Pass(next);
                Arrive();
                if (_answer is { } answer && answer.At <= _now)
                {
                    _answer = null;
                    Give(answer.Input);
                }

                if (_agent.Due <= _now)
                {
                    Give(new PresenceInput.Tick());
                }

                if (trouble <= _now)
                {
                    Trouble();
                    trouble = _now + Spell(_random.Next(4) == 0 ? 30 : 2400);
                }

                Check();
            }
        }

        private TimeSpan Spell(double meanSeconds) => Second * Math.Min(meanSeconds * 8, -Math.Log(1 - _random.NextDouble()) * meanSeconds) + (Second / 100);

        private void Pass(TimeSpan until)
        {
            WasOnline += _service.HoldsAt(ServiceNow) && until > _now ? until - _now : TimeSpan.Zero;
            _now = until > _now ? until : _now;
        }

        private void Trouble()
        {
            _lastFault = _now;
            switch (_random.Next(12))
            {
                case 0 or 1:
                    _network = !_network;
                    Renumber();
                    break;
                case 2:
                    GoDownOrUp();
                    break;
                case 3:
                    _loss = _random.Next(3) == 0 ? _random.NextDouble() : 0;
                    break;
                case 4:
                    _lies = _random.Next(2) == 0 ? null : Faults.NotTheService("service:1206", "it is a portal.");
                    break;
                case 5:
                    _address = IPAddress.Parse($"198.51.100.{_random.Next(1, 200)}");
                    break;
                case 6:
                    Sleep(Spell(3600));
                    break;
                case 7:
                    _wall += (_random.NextDouble() - 0.5) * TimeSpan.FromDays(400);
                    break;
                case 8 when _random.Next(4) == 0 && _downSince is null:
                    _service = PresenceRules.GoOnline(_service, Online($"other-{++_instances}"), IPAddress.Parse("203.0.113.9"), ServiceNow);
                    break;
                case 9 when _random.Next(3) == 0:
                    Give(new PresenceInput.Leave(false));
                    break;
                case 10 when _bothFamilies:
                    (_ipv4, _ipv6) = _random.Next(3) switch { 0 => (true, false), 1 => (false, true), _ => (true, true) };
                    Renumber();
                    break;
                case 11 when _bothFamilies && _random.Next(2) == 0:
                    _addressIPv6 = IPAddress.Parse($"2001:db8::{_random.Next(1, 200)}");
                    break;
                default:
                    Calm();
                    break;
            }
        }

        /// <summary>Everything works again, and somebody sees to it that the domains are wanted.</summary>
        private void Calm()
        {
            (_lies, _loss) = (null, 0);
            (_ipv4, _ipv6) = (true, _bothFamilies);
            if (_downSince is not null)
            {
                GoDownOrUp();
            }

            if (!_network)
            {
                _network = true;
                Renumber();
            }

            Give(new PresenceInput.Connect());
        }

        private void Renumber()
        {
            if (_network)
            {
                Give(new PresenceInput.NetworkUp());
            }
        }

        private void GoDownOrUp()
        {
            if (_downSince is { } since)
            {
                _stoodStill += _now - since;
                _downSince = null;
            }
            else
            {
                _downSince = _now;
            }
        }

        private void Sleep(TimeSpan span)
        {
            _onTheWay.Clear();
            Pass(_now + span);
            (_woke, _lastFault) = (_now, _now);
            if (_answer is not null)
            {
                _answer = (_now + Second, new PresenceInput.Failed(_agent.Request!.Number, Silence));
            }

            Give(new PresenceInput.NetworkUp());
        }

        private void Give(PresenceInput input)
        {
            var before = _agent;
            _agent = PresenceMachine.Next(before, input, Context());
            Assert.True(_agent.Epoch >= before.Epoch, Where("The epoch went back."));
            if (input is PresenceInput.Connect)
            {
                _quietSince = -1;
            }

            if (_agent.Request?.Number != before.Request?.Number)
            {
                _answer = null;
                if (_agent.Request is { } request && request.Number > before.LastNumber)
                {
                    Send(request);
                }
            }

            if (_agent.State is AgentState.Superseded or AgentState.Refused && before.State != _agent.State)
            {
                _quietSince = _agent.LastNumber;
            }

            _onlineSince = _agent.State == AgentState.Online ? _onlineSince ?? _now : null;
        }

        private void Send(SentRequest request)
        {
            _sent.Enqueue(_now);
            var deadline = _now + (request.Kind == PresenceRequestKind.KeepAlive ? PresencePolicy.RequestDeadline(Context()) : PresencePolicy.LongestRequest);
            if (_lies is not null)
            {
                _answer = (_now + (Second / 10), new PresenceInput.Failed(request.Number, _lies));
                return;
            }

            _answer = (deadline, new PresenceInput.Failed(request.Number, Silence));
            if (_network && _downSince is null && _random.NextDouble() >= _loss)
            {
                // A go-online and a go-offline take the one family that leads somewhere; a sign of life goes out over both.
                var over = (IPv4: _ipv4, IPv6: _ipv6 && (request.Kind == PresenceRequestKind.KeepAlive || !_ipv4));
                _onTheWay.Add((_now + (Second * _random.NextDouble()), request, over.IPv4 ? _address : _addressIPv6, over is (true, true) ? _addressIPv6 : null));
            }
        }

        /// <summary>Requests reach the service, those too that the agent has withdrawn meanwhile; answers get lost on their own.</summary>
        private void Arrive()
        {
            foreach (var one in _onTheWay.Where(one => one.At <= _now).ToList())
            {
                _onTheWay.Remove(one);
                if (_downSince is not null)
                {
                    continue;
                }

                var input = Serve(one.Request, one.From, one.FromIPv6);
                if (one.Request.Number == _agent.Request?.Number && _network && _random.NextDouble() >= _loss)
                {
                    _answer = (_now + (Second * _random.NextDouble()), input);
                }
            }
        }

        private PresenceInput Serve(SentRequest request, IPAddress from, IPAddress? fromIPv6)
        {
            var epoch = _service.Epoch;
            try
            {
                _service = request.Kind switch
                {
                    PresenceRequestKind.GoOnline => PresenceRules.GoOnline(_service, Online(request.InstanceId), from, ServiceNow),
                    PresenceRequestKind.KeepAlive => KeepAlive(request, from, fromIPv6),
                    _ => PresenceRules.GoOffline(_service, request.Epoch),
                };
            }
            catch (DNS4MeException e)
            {
                return new PresenceInput.Failed(request.Number, e.Fault);
            }

            Assert.True(_service.Epoch >= epoch, Where("The service's epoch went back."));
            _lastSign = request.Kind == PresenceRequestKind.GoOffline ? _lastSign : ServiceNow;
            return new PresenceInput.Answered(request.Number, new()
            {
                Epoch = _service.Epoch,
                Online = _service.HoldsAt(ServiceNow),
                Address = _service.IPv4?.Holds(ServiceNow) == true ? _service.IPv4.Address : null,
                AddressIPv6 = _service.IPv6?.Holds(ServiceNow) == true ? _service.IPv6.Address : null,
                SeenAddress = from,
                Lease = _service.HoldsAt(ServiceNow) ? _service.Ends - ServiceNow : null,
                Domains = [],
            })
            {
                Seen = fromIPv6 is null ? [from] : [from, fromIPv6],
                Lost = !_bothFamilies || fromIPv6 is not null || request.Kind != PresenceRequestKind.KeepAlive ? null
                    : new(from.Family() == IPFamily.IPv4 ? IPFamily.IPv6 : IPFamily.IPv4, Silence),
            };
        }

        private ServicePresence KeepAlive(SentRequest request, IPAddress from, IPAddress? fromIPv6)
        {
            var renewed = PresenceRules.KeepAlive(_service, request.Epoch, from, _timeout, ServiceNow, from.Family() == IPFamily.IPv4 ? request.Expected : request.ExpectedIPv6);
            return fromIPv6 is null ? renewed : PresenceRules.KeepAlive(renewed, request.Epoch, fromIPv6, _timeout, ServiceNow, request.ExpectedIPv6);
        }

        private void Check()
        {
            var mine = _service.Epoch == _agent.Epoch && !_service.Machine.StartsWith("other", StringComparison.Ordinal);
            if (mine && _service.HoldsAt(ServiceNow) && !Never)
            {
                Assert.True(ServiceNow - _lastSign <= _timeout, Where("Online for longer than the timeout after the last sign of life."));
            }

            if (_agent.State == AgentState.Online && !Never)
            {
                var late = _agent.LeaseEnds!.Value + PresencePolicy.LongestRequest + (Second * 5);
                Assert.True(_now <= late || _now - _woke <= Second * 40, Where("Online is shown long after the lease has ended."));
                Assert.True(!mine || _now >= _agent.LeaseEnds || _service.WentOffline || _service.HoldsAt(ServiceNow), Where("Online is shown and is not so."));
            }

            if (Never)
            {
                Assert.True(!mine || _service.WentOffline || _service.Epoch == 0 || _service.HoldsAt(ServiceNow), Where("A lease without a timeout has ended."));
            }

            if (_agent.IsActive && !(Never && _agent.State == AgentState.Online))
            {
                Assert.True(_agent.Due is not null || _agent.Request is not null, Where("Nothing is due."));
            }

            Assert.True(_quietSince < 0 || _agent.LastNumber == _quietSince, Where("A quiet agent spoke."));
            Assert.True(!_agent.OwesOffline || _agent.Request is not null || _agent.Due <= _now + _option.ReconnectInterval, Where("What is owed is not tried."));
            while (_sent.Count > 0 && _sent.Peek() < _now - (Second * 60))
            {
                _sent.Dequeue();
            }

            Assert.True(_sent.Count <= 40, Where($"{_sent.Count} requests within a minute."));
            var isCalm = _network && _downSince is null && _lies is null && _loss == 0;
            if (isCalm && _agent.IsActive && _now - _lastFault > _option.ReconnectInterval + (Second * 40) && !_service.Machine.StartsWith("other", StringComparison.Ordinal))
            {
                Assert.True(_agent.State == AgentState.Online && _service.HoldsAt(ServiceNow), Where("The domains are not back."));
            }

            // What is never told cannot be heard of: without a timeout there are no signs of life.
            if (isCalm && mine && !Never && _agent.State == AgentState.Online && _now - _lastFault > (_timeout / 3) + _option.ReconnectInterval + (Second * 120))
            {
                IsOf(IPFamily.IPv4, _ipv4 ? _address : null);
                IsOf(IPFamily.IPv6, _ipv6 ? _addressIPv6 : null);
            }
        }

        /// <summary>A family that leads to the service has its present address there; one that does not has none once its lease has ended.</summary>
        private void IsOf(IPFamily family, IPAddress? address)
        {
            var lease = _service.Of(family);
            Assert.True(
                address is null ? lease?.Holds(ServiceNow) != true || _now - _lastFault <= _timeout + (Second * 120) : lease?.Holds(ServiceNow) == true && address.Equals(lease.Address),
                Where($"The address of {family} is an old one."));
        }

        private bool Never => _timeout == TimeSpan.Zero;

        private string Where(string what) => $"Seed {_seed}, after {_now}: {what} Agent: {_agent}. Service: {_service}.";

        private static OnlineRequest Request(string instance, string machine, TimeSpan timeout)
            => new() { InstanceId = instance, Machine = machine, Settings = new() { Online = new() { Timeout = timeout }, Offline = new() } };

        private OnlineRequest Online(string instance) => Request(instance, instance.Split('-')[0], _timeout);

        private PresenceContext Context()
            => new(_now, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) + _now + _wall, _timeout, _option, _random.NextDouble(), $"mine-{++_instances}") { BothFamilies = _bothFamilies };
    }
}
