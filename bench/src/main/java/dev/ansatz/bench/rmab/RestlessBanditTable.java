package dev.ansatz.bench.rmab;

import dev.ansatz.classical.ClassicalEngines;
import dev.ansatz.classical.Engine;
import dev.ansatz.classical.Role;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.rmab.PolicyRecord;
import dev.ansatz.problems.rmab.RestlessBandit;
import dev.ansatz.problems.rmab.RestlessBanditInstance;
import dev.ansatz.problems.rmab.Simulation;
import dev.ansatz.search.Engines;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Policies on generated restless bandits: the tables of {@code docs/research/restless-bandits.md}, as Markdown on standard output. Rewards
 * are means over the instances, per step where there is a horizon, with half the width of the 95 % interval, and in percent of the
 * Lagrangian bound.
 */
public final class RestlessBanditTable {
    private RestlessBanditTable() {}

    /**
     * Arguments: distributions such as {@code capacity,path}, sizes such as {@code 20,40,100}, episodes, number of instances (seeds
     * 1, 2, ...), and optionally policies such as {@code neural,myopic}, and a model for {@code neural}.
     */
    public static void main(String[] args) {
        int episodes = Integer.parseInt(args[2]);
        int count = Integer.parseInt(args[3]);
        String model = args.length > 5 ? args[5] : null;
        List<Solver<RestlessBanditInstance, PolicyRecord>> policies = (args.length > 4
                        ? Arrays.stream(args[4].split(","))
                        : Stream.concat(
                                Stream.of("neural"),
                                ClassicalEngines.present(RestlessBandit.PROBLEM).stream()
                                        .filter(engine -> !engine.is(Role.REFINEMENT))
                                        .map(Engine::name)))
                .map(name -> Engines.byName(RestlessBandit.PROBLEM, name, model))
                .toList();
        print(args[0].split(","), args[1].split(","), episodes, count, policies, System.out);
    }

    private static void print(
            String[] distributions,
            String[] sizes,
            int episodes,
            int count,
            List<Solver<RestlessBanditInstance, PolicyRecord>> policies,
            PrintStream out) {
        StringBuilder head = new StringBuilder("| domain | J | bound |");
        StringBuilder rule = new StringBuilder("|---|---|---|");
        for (Solver<?, ?> policy : policies) {
            head.append(' ').append(policy.name()).append(" |");
            rule.append("---|");
        }
        out.println(head);
        out.println(rule);
        for (String size : sizes) {
            for (String distribution : distributions) {
                out.println(row(distribution, Integer.parseInt(size), episodes, count, policies));
                out.flush();
            }
        }
    }

    private static String row(
            String distribution,
            int size,
            int episodes,
            int count,
            List<Solver<RestlessBanditInstance, PolicyRecord>> policies) {
        List<RestlessBanditInstance> instances = new ArrayList<>();
        double bound = 0;
        for (int seed = 1; seed <= count; seed++) {
            RestlessBanditInstance drawn = RestlessBandit.PROBLEM.generate(size, seed, distribution);
            RestlessBanditInstance instance = new RestlessBanditInstance(
                    drawn.name(),
                    drawn.arms(),
                    drawn.budget(),
                    drawn.horizon(),
                    drawn.discount(),
                    drawn.constraint(),
                    episodes,
                    drawn.evaluationSeed());
            instances.add(instance);
            bound += instance.relaxation().bound() / count;
        }
        double steps = instances.get(0).discount() == 1 ? instances.get(0).steps() : 1;
        StringBuilder row =
                new StringBuilder(String.format(Locale.ROOT, "| %s | %d | %.2f |", distribution, size, bound / steps));
        for (Solver<RestlessBanditInstance, PolicyRecord> policy : policies) {
            double[] value = value(instances, policy);
            row.append(
                    value == null
                            ? " – |"
                            : String.format(
                                    Locale.ROOT,
                                    " %.2f ± %.2f (%.1f %%) |",
                                    value[0] / steps,
                                    value[1] / steps,
                                    100 * value[0] / bound));
        }
        return row.toString();
    }

    /** Mean reward and half the width of its interval; null where the policy refuses an instance. */
    private static double @Nullable [] value(
            List<RestlessBanditInstance> instances, Solver<RestlessBanditInstance, PolicyRecord> policy) {
        policy.warmUp();
        double mean = 0;
        double variance = 0;
        for (RestlessBanditInstance instance : instances) {
            if (policy.refuses(instance) != null) {
                return null;
            }
            Simulation.Assessment value = new Simulation(instance)
                    .assess(policy.solve(instance, Options.ofIterations(instance.episodes()))
                            .best());
            mean += value.mean() / instances.size();
            variance += value.halfWidth() * value.halfWidth() / instances.size() / instances.size();
        }
        return new double[] {mean, Math.sqrt(variance)};
    }
}
