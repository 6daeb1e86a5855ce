using DNS4Me.Benchmarks;

if (args is [ImportBenchmark.ChildArgument, ..])
{
    return ImportBenchmark.RunChild();
}

var check = args.Contains("--check");
var wanted = args.Where(argument => !argument.StartsWith('-')).ToList();
IBenchmark[] benchmarks = [new ImportBenchmark(), new StatusBenchmark(), new FirstAnswerBenchmark(), new NativeAgentBenchmark(), new DnsThroughputBenchmark(), new DnsRecordsBenchmark(), new RecordsBenchmark(), new WebBenchmark()];
var unknown = wanted.Except(benchmarks.Select(benchmark => benchmark.Name)).ToList();
if (unknown.Count > 0)
{
    Console.Error.WriteLine($"No benchmark '{unknown[0]}'. There are: {string.Join(", ", benchmarks.Select(benchmark => benchmark.Name))}.");
    return 2;
}

var missed = 0;
foreach (var benchmark in benchmarks.Where(benchmark => wanted.Count == 0 || wanted.Contains(benchmark.Name)))
{
    foreach (var figure in await benchmark.RunAsync())
    {
        Console.WriteLine(figure);
        missed += figure.Missed ? 1 : 0;
    }
}

Console.WriteLine(missed == 0 ? "Every mark is met." : $"{missed} missed.");
return check && missed > 0 ? 1 : 0;
