package dev.ansatz.cli;

import dev.ansatz.problems.io.Suggestions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ansatz help}. */
@Command(name = "help", description = "Shows the help of a command.", mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class HelpCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "COMMAND",
            completionCandidates = Candidates.Commands.class,
            description = "The command (default: all, in short).")
    private @Nullable String command;

    @Override
    public void run() {
        CommandLine root = spec.root().commandLine();
        (command == null ? root : named(root, command)).usage(spec.commandLine().getOut());
    }

    private CommandLine named(CommandLine root, String name) {
        CommandLine found = root.getSubcommands().get(name);
        if (found == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "unknown command '" + name + "'" + Suggestions.didYouMean(name, AnsatzCommand.names()));
        }
        return found;
    }
}
