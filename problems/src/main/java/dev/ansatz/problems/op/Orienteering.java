package dev.ansatz.problems.op;

import dev.ansatz.problems.Bound;
import dev.ansatz.problems.Evaluation;
import dev.ansatz.problems.Formats;
import dev.ansatz.problems.Generator;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.ProblemProvider;
import dev.ansatz.problems.Sense;
import dev.ansatz.problems.Violation;
import dev.ansatz.problems.io.Issue;
import dev.ansatz.problems.io.Numbers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The orienteering problem. */
public final class Orienteering implements Problem<OpInstance, Visits> {
    public static final String ID = "op";

    /** The only instance of this class. */
    public static final Orienteering PROBLEM = new Orienteering();

    /** Larger ones have no quick bound: it takes O(n²). */
    private static final int QUICK = 3_000;

    private Orienteering() {}

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return "orienteering problem";
    }

    @Override
    public Sense sense() {
        return Sense.MAXIMISE;
    }

    @Override
    public String objectiveName() {
        return "score";
    }

    @Override
    public Evaluation evaluate(OpInstance instance, Visits visits) {
        int n = instance.size();
        List<Violation> violations = new ArrayList<>();
        int[] count = new int[n];
        count[instance.start()] = 1;
        count[instance.end()] = 1;
        double score = instance.terminalScore();
        double length = 0;
        int previous = instance.start();
        boolean known = true;
        for (int position = 0; position < visits.size(); position++) {
            int node = visits.node(position);
            if (node < 0 || node >= n) {
                violations.add(new Violation("unknown-node", "node " + instance.id(node), 1));
                known = false;
                continue;
            }
            if (count[node]++ == 0) {
                score += instance.score(node);
            }
            length += instance.distances().between(previous, node);
            previous = node;
        }
        length += instance.distances().between(previous, instance.end());
        for (int node = 0; node < n; node++) {
            if (count[node] > 1) {
                violations.add(new Violation("repeated-node", "node " + instance.id(node), count[node] - 1));
            }
        }
        if (known && length > instance.tolerated()) {
            violations.add(new Violation("length", "path", length - instance.limit()));
        }
        return new Evaluation(known ? score : Double.NaN, violations);
    }

    /** Length of the path through some nodes. */
    public double length(OpInstance instance, Visits visits) {
        double length = 0;
        int previous = instance.start();
        for (int node : visits.toArray()) {
            length += instance.distances().between(previous, node);
            previous = node;
        }
        return length + instance.distances().between(previous, instance.end());
    }

    @Override
    public @Nullable Bound bound(OpInstance instance) {
        return instance.size() > QUICK ? null : new Bound(ScoreBound.of(instance), "fractional knapsack");
    }

    @Override
    public List<Issue> validate(OpInstance instance) {
        double direct = instance.distances().between(instance.start(), instance.end());
        return direct <= instance.tolerated()
                ? List.of()
                : List.of(Issue.infeasible(
                        "length",
                        List.of(instance.id(instance.start()), instance.id(instance.end())),
                        "the way from '" + instance.id(instance.start()) + "' to '" + instance.id(instance.end())
                                + "' alone is " + Numbers.format(direct) + " long, above the limit of "
                                + Numbers.format(instance.limit()) + "."));
    }

    @Override
    public Formats<OpInstance, Visits> formats() {
        return OpFormats.FORMATS;
    }

    @Override
    public Generator<OpInstance> generator() {
        return OpGenerator.GENERATOR;
    }

    /** Makes it known. */
    public static final class Provider implements ProblemProvider<OpInstance, Visits> {
        @Override
        public Problem<OpInstance, Visits> problem() {
            return PROBLEM;
        }
    }
}
