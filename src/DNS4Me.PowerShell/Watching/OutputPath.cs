using System.Management.Automation.Language;

namespace DNS4Me.PowerShell.Watching;

/// <summary>Where a command's output goes, as far as its own statement tells. The engine tells it to no cmdlet.</summary>
internal static class OutputPath
{
    /// <summary>Whether somebody other than the console takes the output: another command, a file, a variable or an expression.</summary>
    /// <param name="invocation">The command's invocation.</param>
    public static bool LeadsElsewhere(InvocationInfo invocation)
    {
        if (invocation.PipelinePosition < invocation.PipelineLength)
        {
            return true;
        }

        // A line out of a longer statement has errors, and a tree all the same.
        var line = Parser.ParseInput(invocation.Line ?? "", out _, out _);
        var command = line.Find(ast => ast is CommandAst && ast.Extent.StartColumnNumber == invocation.OffsetInLine, searchNestedScriptBlocks: true);
        for (Ast? part = command, inner = null; part is not null; (inner, part) = (part, part.Parent))
        {
            if (Takes(part, inner))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Takes(Ast part, Ast? inner) => part switch
    {
        CommandBaseAst command => command.Redirections.Any(redirection => redirection is FileRedirectionAst { FromStream: RedirectionStream.Output or RedirectionStream.All }),
        PipelineAst pipeline => pipeline.PipelineElements[pipeline.PipelineElements.Count - 1] != inner,
        AssignmentStatementAst or SubExpressionAst or ArrayExpressionAst or ParenExpressionAst => true,
        _ => false,
    };
}
