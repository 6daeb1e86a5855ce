namespace DNS4Me.Dns;

/// <summary>Builds a <see cref="DnsMessage"/> from octets that may hold anything.</summary>
internal ref struct DnsMessageReader
{
    private DnsWireReader _wire;
    private DnsEdnsHeader _ednsHeader;
    private DnsEdns? _edns;

    private DnsMessageReader(ReadOnlySpan<byte> message) => _wire = new DnsWireReader(message);

    internal static DnsMessage Read(ReadOnlySpan<byte> message) => new DnsMessageReader(message).Read();

    private DnsMessage Read()
    {
        var header = DnsHeader.Read(_wire.ReadBytes(DnsHeader.Length));
        var questionCount = _wire.ReadUInt16();
        var answerCount = _wire.ReadUInt16();
        var authorityCount = _wire.ReadUInt16();
        var additionalCount = _wire.ReadUInt16();
        var questions = ReadQuestions(questionCount);
        var answers = ReadRecords(DnsSection.Answer, answerCount);
        var authorities = ReadRecords(DnsSection.Authority, authorityCount);
        var additionals = ReadRecords(DnsSection.Additional, additionalCount);
        if (!_wire.AtEnd)
        {
            throw new DnsFormatException(DnsFormatError.TrailingBytes, _wire.Position);
        }

        return new DnsMessage
        {
            Id = header.Id,
            Opcode = header.Opcode,
            Flags = header.Flags,
            Rcode = _ednsHeader.Combine(header.Rcode),
            Questions = questions,
            Answers = answers,
            Authorities = authorities,
            Additionals = additionals,
            Edns = _edns,
        };
    }

    private List<DnsQuestion> ReadQuestions(int count)
    {
        var questions = new List<DnsQuestion>();
        for (; count > 0; count--)
        {
            questions.Add(new DnsQuestion(_wire.ReadName(), (DnsType)_wire.ReadUInt16(), (DnsClass)_wire.ReadUInt16()));
        }

        return questions;
    }

    private List<DnsResourceRecord> ReadRecords(DnsSection section, int count)
    {
        var records = new List<DnsResourceRecord>();
        for (; count > 0; count--)
        {
            var start = _wire.Position;
            var name = _wire.ReadName();
            var type = (DnsType)_wire.ReadUInt16();
            var @class = _wire.ReadUInt16();
            var timeToLive = _wire.ReadUInt32();
            var rdata = _wire.Take(_wire.ReadUInt16());
            if (type == DnsType.OPT)
            {
                TakeOpt(section, start, name, DnsEdnsHeader.FromFields(@class, timeToLive), rdata);
                continue;
            }

            var data = RdataReader.Read(type, (DnsClass)@class, rdata);
            records.Add(new DnsResourceRecord(name, (DnsClass)@class, timeToLive > int.MaxValue ? 0 : (int)timeToLive, data));
        }

        return records;
    }

    private void TakeOpt(DnsSection section, int start, DnsName owner, DnsEdnsHeader header, DnsWireReader rdata)
    {
        if (section != DnsSection.Additional || !owner.IsRoot)
        {
            throw new DnsFormatException(DnsFormatError.MisplacedOpt, start);
        }

        if (_edns is not null)
        {
            throw new DnsFormatException(DnsFormatError.DuplicateOpt, start);
        }

        _ednsHeader = header;
        _edns = DnsEdns.Read(header, rdata);
    }
}
