package dev.ansatz.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ansatz completion}. */
@Command(
        name = "completion",
        description = "Prints a completion script for bash and zsh: source <(ansatz completion).",
        mixinStandardHelpOptions = true)
final class CompletionCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine()
                .getOut()
                .print(AutoComplete.bash("ansatz", spec.root().commandLine()));
        spec.commandLine().getOut().flush();
    }
}
