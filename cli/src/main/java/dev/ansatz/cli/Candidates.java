package dev.ansatz.cli;

import dev.ansatz.bench.quality.Suite;
import dev.ansatz.neural.ModelCard;
import dev.ansatz.neural.ModelZoo;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Problems;
import dev.ansatz.problems.distance.Rounding;
import dev.ansatz.search.Engines;
import dev.ansatz.search.Strategy;
import dev.ansatz.training.Architecture;
import dev.ansatz.training.method.Method;
import java.util.Iterator;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Values that the shell completes. Nothing is loaded before they are asked for. */
abstract class Candidates implements Iterable<String> {
    private final Supplier<Stream<String>> values;

    private Candidates(Supplier<Stream<String>> values) {
        this.values = values;
    }

    @Override
    public Iterator<String> iterator() {
        return values.get().distinct().iterator();
    }

    private static Stream<String> engines() {
        return Problems.all().stream().flatMap(Candidates::engines);
    }

    private static <I extends Instance, S> Stream<String> engines(Problem<I, S> problem) {
        return Engines.of(problem).stream().map(engine -> engine.name());
    }

    private static Stream<String> models() {
        return ModelZoo.bundled().stream().map(ModelCard::name);
    }

    private static Stream<String> problems() {
        return Problems.all().stream().map(Problem::id);
    }

    static final class Commands extends Candidates {
        Commands() {
            super(() -> AnsatzCommand.names().stream());
        }
    }

    static final class EngineNames extends Candidates {
        EngineNames() {
            super(Candidates::engines);
        }
    }

    static final class ModelNames extends Candidates {
        ModelNames() {
            super(Candidates::models);
        }
    }

    static final class Roundings extends Candidates {
        Roundings() {
            super(() -> Stream.of(Rounding.values()).map(Rounding::id));
        }
    }

    static final class ProblemIds extends Candidates {
        ProblemIds() {
            super(Candidates::problems);
        }
    }

    static final class Distributions extends Candidates {
        Distributions() {
            super(() -> Problems.all().stream().flatMap(problem -> problem.generator().distributions().stream()));
        }
    }

    static final class Strategies extends Candidates {
        Strategies() {
            super(() -> Strategy.named().stream().map(Strategy::id));
        }
    }

    static final class Methods extends Candidates {
        Methods() {
            super(Method.IDS::stream);
        }
    }

    static final class Architectures extends Candidates {
        Architectures() {
            super(() -> Architecture.ids().stream());
        }
    }

    static final class Suites extends Candidates {
        Suites() {
            super(() -> Suite.builtIn().stream());
        }
    }

    /** What {@code eval} measures. */
    static final class Subjects extends Candidates {
        Subjects() {
            super(() -> Stream.of(models(), engines(), problems()).flatMap(names -> names));
        }
    }
}
