package dev.ansatz.problems;

import dev.ansatz.problems.io.Issue;
import dev.ansatz.problems.io.Numbers;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a run and that its user may wonder about, as data. {@link #text} is the one place where prose is made of it.
 */
public sealed interface Note {
    /** One sentence for people. */
    String text();

    /** Name in files, such as {@code model-loaded}. */
    default String type() {
        return getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /** Whether people are told; else it is for programs, as what every run has. */
    default boolean isForPeople() {
        return true;
    }

    /** The components by name, in order: numbers, strings, truth values, lists of strings; null where there is none. */
    default Map<String, @Nullable Object> data() {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        for (RecordComponent component : getClass().getRecordComponents()) {
            try {
                Object value = component.getAccessor().invoke(this);
                boolean plain = value == null
                        || value instanceof Number
                        || value instanceof Boolean
                        || value instanceof List<?>;
                data.put(component.getName(), plain ? value : value.toString());
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return data;
    }

    /** What an engine has to say beside the other events. */
    record Remark(String text) implements Note {}

    /** How the data of the instance was understood: {@link Instance#notes}. */
    record Interpretation(String text) implements Note {}

    /** A warm start has passed the validator. */
    record WarmStartTaken(String name, double objective) implements Note {
        @Override
        public String text() {
            return "Warm start " + name + " has objective " + Numbers.format(objective) + ".";
        }
    }

    /** A warm start breaks a constraint; {@code violation} is the first one. */
    record WarmStartInfeasible(String name, Violation violation) implements Note {
        @Override
        public String text() {
            return "Warm start " + name + " is infeasible and was not used: " + violation + ".";
        }
    }

    /** A library could not begin with the warm start, as it had no time for it or changed it. */
    record WarmStartNotTaken(String library, String reason) implements Note {
        @Override
        public String text() {
            return library + " " + reason + ".";
        }
    }

    /** A library that is not there, and what was done in its place. */
    record LibraryLeftOut(String library, String reason, String instead) implements Note {
        @Override
        public String text() {
            return instead + ", without " + library + ": " + reason + ".";
        }
    }

    /** Proven: the instance has no solution. */
    record Infeasible(String rule, List<String> ids, String text) implements Note {
        public Infeasible(Issue issue) {
            this(issue.rule(), issue.ids(), issue.text());
        }
    }

    /** The model of a policy was loaded within the run. */
    record ModelLoaded(String model, double seconds) implements Note {
        @Override
        public String text() {
            return String.format(Locale.ROOT, "Start-up: model %s was loaded in %.0f ms.", model, seconds * 1e3);
        }
    }

    /** The engine was warmed up before the time limit began. */
    record WarmedUp(String engine, double seconds) implements Note {
        @Override
        public String text() {
            return String.format(
                    Locale.ROOT, "Start-up of %s took %.2f s before the time limit began.", engine, seconds);
        }
    }

    /** The instance is unlike those that a model was trained on. */
    record FarFromTraining(String model, List<String> differences) implements Note {
        @Override
        public String text() {
            return "Warning: the instance is far from those that " + model + " was trained on: "
                    + String.join(", ", differences) + ".";
        }
    }

    /**
     * A policy was asked for solutions.
     *
     * @param objective of its best feasible one, or null
     * @param reason why there is none, or null
     */
    record PolicyAsked(
            String model,
            long rollouts,
            double seconds,
            @Nullable Double objective,
            @Nullable String reason) implements Note {
        @Override
        public String text() {
            return String.format(
                            Locale.ROOT, "Policy %s: up to %d rollouts in %.0f ms, ", model, rollouts, seconds * 1e3)
                    + (objective == null ? reason : "best " + Numbers.format(objective)) + ".";
        }
    }

    /** A policy was not asked. */
    record PolicyNotAsked(String reason) implements Note {
        @Override
        public String text() {
            return "No policy was asked: " + reason + ".";
        }
    }

    /** Objectives of a policy's best solution and of a construction: the better one is the start of the refinement. */
    record StartChosen(boolean policyIsBetter, double policy, String constructedBy, double constructed)
            implements Note {
        @Override
        public String text() {
            return "The better start is the " + (policyIsBetter ? "policy's" : constructedBy + " one") + " ("
                    + Numbers.format(policy) + " by the policy, " + Numbers.format(constructed) + " by "
                    + constructedBy + ").";
        }
    }

    /** A construction ended without a feasible solution. */
    record ConstructionFailed(String engine) implements Note {
        @Override
        public String text() {
            return engine + " found no feasible solution.";
        }
    }

    /** A stage of a hybrid was left out, since its engine does not take the instance. */
    record EngineRefused(String engine, String reason) implements Note {
        @Override
        public String text() {
            return reason;
        }
    }

    /** An engine had no answer of its own; one of another kind is given. */
    record Fallback(String engine, String reason, String answer) implements Note {
        @Override
        public String text() {
            return engine + " " + reason + "; the answer is " + answer + ".";
        }
    }

    /** An engine that did not end when it had to, or failed, was left with what it had found. */
    record EngineLeft(String engine, String reason, boolean solved) implements Note {
        @Override
        public String text() {
            return "Engine " + engine + " " + reason
                    + (solved ? "; the answer is the best solution until then." : "; it had no solution by then.");
        }
    }

    /** An engine was not run at all, since earlier ones still occupy the machine. */
    record NoTimeToRun(String engine, int left) implements Note {
        @Override
        public String text() {
            return "Engine " + engine + " had no time to run: " + left
                    + " earlier runs that did not end at their limits still occupy the machine.";
        }
    }

    /** A listener threw and is not called again. */
    record ListenerFailed(String error) implements Note {
        @Override
        public String text() {
            return "The listener failed and was not called again (" + error + ").";
        }
    }

    /** How much was done, such as 120 rollouts. */
    record Effort(long count, String unit) implements Note {
        @Override
        public String text() {
            return count + " " + unit + ".";
        }
    }

    /** The time limit grew when the engine had used it up. */
    record TimeLimitRaised() implements Note {
        @Override
        public String text() {
            return "The time limit was raised: another run from the best plan.";
        }
    }

    /** What ended the run. People are told where it is neither the engine nor a limit that every run has. */
    record Stopped(StopReason reason) implements Note {
        @Override
        public String text() {
            return switch (reason) {
                case COMPLETED -> "The engine had nothing left to do.";
                case TIME -> "Stopped: time is up.";
                case ITERATIONS -> "Stopped: the iterations are used up.";
                case NO_IMPROVEMENT -> "Stopped: no improvement for as long as was allowed.";
                case TARGET -> "Stopped: the target is reached.";
                case GAP -> "Stopped: the gap to the bound is small enough.";
                case CANCELLED -> "Stopped from outside.";
            };
        }

        @Override
        public boolean isForPeople() {
            return reason == StopReason.NO_IMPROVEMENT || reason == StopReason.TARGET || reason == StopReason.GAP;
        }
    }
}
