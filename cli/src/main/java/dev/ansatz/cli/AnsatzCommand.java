package dev.ansatz.cli;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
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
        footer = {
            "",
            "Exit codes: 0 solved, 2 bad usage or bad input, 3 no feasible solution, 1 a bug, too little memory, or output"
                    + " that could not be printed.",
            "Example: ansatz solve examples/delivery-100.vrp --time 10s --out plan.sol --plot plan.svg"
        })
final class AnsatzCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** The commands by their names, in the order of the help. */
    private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("solve", SolveCommand.class);
        COMMANDS.put("check", CheckCommand.class);
        COMMANDS.put("explain", ExplainCommand.class);
        COMMANDS.put("generate", GenerateCommand.class);
        COMMANDS.put("train", TrainCommand.class);
        COMMANDS.put("eval", EvalCommand.class);
        COMMANDS.put("bench", BenchCommand.class);
        COMMANDS.put("models", ModelsCommand.class);
        COMMANDS.put("engines", EnginesCommand.class);
        COMMANDS.put("completion", CompletionCommand.class);
        COMMANDS.put("help", HelpCommand.class);
    }

    /** Names of the commands. */
    static Set<String> names() {
        return Collections.unmodifiableSet(COMMANDS.keySet());
    }

    /**
     * The command line, with the command that is called or, where none is, with all.
     *
     * @param args words of the command line. To describe all commands to picocli takes a new process 0.3 s, to describe one a
     *     fraction
     */
    static CommandLine commandLine(String... args) {
        CommandLine root = new CommandLine(new AnsatzCommand());
        String called = args.length > 0 ? args[0] : "";
        boolean alone = COMMANDS.containsKey(called) && !called.equals("help") && !called.equals("completion");
        COMMANDS.forEach((name, type) -> {
            if (!alone || name.equals(called)) {
                root.addSubcommand(name, type);
            }
        });
        return root;
    }

    @Option(
            names = "--rehearse",
            hidden = true,
            description = "Loads what a short run loads, for the class data archive.")
    private boolean rehearse;

    @Override
    public void run() {
        if (rehearse) {
            ClassDataTraining.run(spec.commandLine());
        } else {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "missing command: " + String.join(", ", names()));
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
