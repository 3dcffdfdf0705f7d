package dev.ansatz.bench;

import dev.ansatz.classical.rmab.PolicyEngine;
import dev.ansatz.problems.Options;
import dev.ansatz.problems.Outcome;
import dev.ansatz.problems.rmab.PolicyRecord;
import dev.ansatz.problems.rmab.RestlessBandit;
import dev.ansatz.problems.rmab.RestlessBanditInstance;
import dev.ansatz.problems.rmab.Simulation;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/**
 * Policies on the four coupled domains: the table of {@code docs/restless-bandits.md}, as Markdown on standard output. Rewards
 * are per step, with half the width of the 95 % interval, and in percent of the Lagrangian bound.
 */
public final class RestlessBanditTable {
    private static final List<String> DOMAINS = List.of("capacity", "schedule", "interventions", "path");

    private RestlessBanditTable() {}

    /** Arguments: sizes such as {@code 20,40,100}, episodes, seed of the instances. */
    public static void main(String[] args) {
        String[] sizes = args[0].split(",");
        print(sizes, Integer.parseInt(args[1]), Long.parseLong(args[2]), System.out);
    }

    private static void print(String[] sizes, int episodes, long seed, PrintStream out) {
        List<PolicyEngine> policies = PolicyEngine.all();
        StringBuilder head = new StringBuilder("| domain | J | bound |");
        StringBuilder rule = new StringBuilder("|---|---|---|");
        for (PolicyEngine policy : policies) {
            head.append(' ').append(policy.name()).append(" |");
            rule.append("---|");
        }
        out.println(head);
        out.println(rule);
        for (String size : sizes) {
            for (String domain : DOMAINS) {
                out.println(row(domain, Integer.parseInt(size), episodes, seed, policies));
                out.flush();
            }
        }
    }

    private static String row(String domain, int size, int episodes, long seed, List<PolicyEngine> policies) {
        RestlessBanditInstance drawn = RestlessBandit.PROBLEM.generate(size, seed, domain);
        RestlessBanditInstance instance = new RestlessBanditInstance(
                drawn.name(),
                drawn.arms(),
                drawn.budget(),
                drawn.horizon(),
                drawn.discount(),
                drawn.constraint(),
                episodes,
                drawn.evaluationSeed());
        double bound = instance.relaxation().bound();
        double steps = instance.steps();
        StringBuilder row =
                new StringBuilder(String.format(Locale.ROOT, "| %s | %d | %.2f |", domain, size, bound / steps));
        for (PolicyEngine policy : policies) {
            if (policy.refuses(instance) != null) {
                row.append(" – |");
                continue;
            }
            policy.warmUp();
            long begin = System.nanoTime();
            Outcome<PolicyRecord> outcome = policy.solve(instance, Options.ofIterations(episodes));
            double seconds = (System.nanoTime() - begin) * 1e-9;
            Simulation.Assessment value = new Simulation(instance).assess(outcome.best());
            row.append(String.format(
                    Locale.ROOT,
                    " %.2f ± %.2f (%.1f %%) |",
                    value.mean() / steps,
                    value.halfWidth() / steps,
                    100 * value.mean() / bound));
            System.err.printf(
                    Locale.ROOT,
                    "%s %d %s: %.4f, %.2f s%n",
                    domain,
                    size,
                    policy.name(),
                    value.mean() / steps,
                    seconds);
        }
        return row.toString();
    }
}
