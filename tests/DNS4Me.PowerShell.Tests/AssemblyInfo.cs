using Xunit.Sdk;
using Xunit.v3;

// The home is told to the module by an environment variable, which is the process's.
[assembly: Parallelization(Mode = ParallelMode.None)]
