package dev.ansatz.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Root of the command tree. Loads nothing but picocli: help must be quick. */
@Command(
        name = "ansatz",
        description = "Solves combinatorial problems: a learned first guess, refined by classical search.",
        mixinStandardHelpOptions = true,
        versionProvider = AnsatzCommand.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            SolveCommand.class,
            CheckCommand.class,
            GenerateCommand.class,
            TrainCommand.class,
            EvalCommand.class,
            BenchCommand.class,
            ModelsCommand.class,
            EnginesCommand.class,
            CompletionCommand.class,
            CommandLine.HelpCommand.class
        },
        footer = {
            "",
            "Exit codes: 0 solved, 2 bad usage or bad input, 3 no feasible solution, 1 a bug.",
            "Example: ansatz solve examples/delivery-100.vrp --time 10s --out plan.sol --plot plan.svg"
        })
final class AnsatzCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--rehearse",
            hidden = true,
            description = "Loads what a short run loads, for the class data archive.")
    private boolean rehearse;

    @Override
    public void run() {
        if (rehearse) {
            Rehearsal.run(spec.commandLine());
        } else {
            throw new CommandLine.ParameterException(spec.commandLine(), "Missing command");
        }
    }

    /** Version from the jar's manifest. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = AnsatzCommand.class.getPackage().getImplementationVersion();
            return new String[] {
                "ansatz " + (version == null ? "(development build)" : version) + ", JDK "
                        + Runtime.version().feature()
            };
        }
    }
}
