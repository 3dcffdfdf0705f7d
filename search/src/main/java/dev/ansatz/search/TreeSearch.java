package dev.ansatz.search;

import dev.ansatz.neural.PartialSolutions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Searches of the tree of a policy's choices, level by level. Deterministic. */
public final class TreeSearch<S> {
    /** Who asked for a search: grants rollouts and takes what they find. */
    public interface Client<S> {
        /** Whether no more rollouts may be made. */
        boolean shouldStop();

        /** Rollouts that may still be made. */
        long left();

        /** Whether time is up; {@link #shouldStop} then, too. */
        boolean outOfTime();

        /** So many rollouts were made, abandoned ones included. */
        void count(long rollouts);

        /** A rollout was completed. */
        void offer(double cost, Supplier<S> solution, String phase);

        /** A solution of at least this cost is of no use to the client. */
        double cutoff();
    }

    /** Rollouts that are made side by side. */
    private static final int BATCH = 32;

    /** Most children of a node of a beam; the nucleus of a trained policy is far smaller. */
    private static final int CHILDREN = 16;

    /** Costs closer than this are those of one solution in two forms. */
    private static final double SAME = 1e-6;

    private final Client<S> client;
    private final PartialSolutions<S> tree;
    private final boolean manyForms;
    private int stride = 1;
    private double temperature;
    private RandomGenerator random = new SplittableRandom(0);

    /** @param manyForms whether a solution can be constructed in many forms, such as a tour from any city on */
    TreeSearch(Client<S> client, PartialSolutions<S> tree, boolean manyForms) {
        this.manyForms = manyForms;
        this.client = client;
        this.tree = tree;
    }

    /**
     * A partial solution, and a complete one that begins so where there is one.
     *
     * @param choices of which the first {@code length} are decided, and the first {@code end} known
     * @param value what the beam is ordered by
     */
    private record Node(int[] choices, int length, int end, double value) {}

    /**
     * Beam search: of all children of a level, the {@code width} most probable partial solutions go on. Makes {@code width}
     * rollouts, or fewer where the tree is narrower.
     *
     * @param starts first choices to begin from, where the policy has such
     */
    void beam(int width, int starts) {
        List<Node> beam = List.of(new Node(new int[0], 0, 0, 0));
        List<Node> complete = new ArrayList<>();
        while (!beam.isEmpty()) {
            List<Node> children = new ArrayList<>();
            for (Node node : beam) {
                if (client.outOfTime()) {
                    return;
                }
                int most = Math.min(width, CHILDREN);
                int[] choices = new int[node.length() == 0 ? Math.max(starts, most) : most];
                double[] logs = new double[choices.length];
                int count = tree.expand(node.choices(), node.length(), choices, logs);
                if (count == 0) {
                    complete.add(node);
                }
                for (int i = 0; i < count; i++) {
                    int length = node.length() + 1;
                    children.add(new Node(child(node, choices[i]), length, length, node.value() + logs[i]));
                }
            }
            beam = children;
            // Complete solutions stay in the beam: they are as probable as they are.
            if (complete.size() + beam.size() > width) {
                List<Node> all = new ArrayList<>(complete);
                all.addAll(beam);
                all.sort(Comparator.comparingDouble(node -> -node.value()));
                List<Node> kept = all.subList(0, width);
                complete.removeIf(node -> !kept.contains(node));
                beam = new ArrayList<>(kept);
                beam.removeIf(complete::contains);
            }
        }
        for (Node node : complete) {
            int[] choices = Arrays.copyOf(node.choices(), Math.max(tree.maxLength(), node.length()));
            if (tree.complete(choices, node.length(), client::outOfTime) >= 0) {
                client.count(1);
                client.offer(tree.cost(), tree::solution, "beam search");
            }
        }
    }

    private static int[] child(Node node, int choice) {
        int[] choices = Arrays.copyOf(node.choices(), node.length() + 1);
        choices[node.length()] = choice;
        return choices;
    }

    /**
     * Simulation-guided beam search (Choo et al., NeurIPS 2022, arXiv 2207.06190): of each partial solution of a level the {@code
     * gamma} most probable children are completed greedily, and the {@code beta} children with the least costs go on. All first
     * choices after the prefix count as children of the root. The most probable child of a node needs no rollout of its own: it is on the node's.
     */
    void simulationGuided(int beta, int gamma, int starts) {
        Node root = new Node(new int[tree.maxLength()], 0, tree.maxLength(), Double.NaN);
        descend(simulate(List.of(root), Math.max(starts, gamma), beta), beta, gamma);
    }

    /**
     * As {@link #simulationGuided(int, int, int)}, from a partial solution on.
     *
     * @param completed a complete solution that begins so
     * @param cost its cost
     */
    void simulationGuided(int beta, int gamma, int[] completed, int length, double cost) {
        descend(new ArrayList<>(List.of(new Node(completed, length, completed.length, cost))), beta, gamma);
    }

    /**
     * The same with simulations that are sampled: each child gets one, and a node goes on with the best one that was ever made through it, as in
     * nested rollouts (Cazenave, IJCAI 2009). Where one greedy completion says little about a branch, this finds more. Levels are several choices
     * apart where there are too many of them; those between are as in the node's best simulation.
     *
     * @param planned simulations that the whole search should take about
     */
    void sampledSimulations(int beta, int gamma, double planned, double newTemperature, RandomGenerator newRandom) {
        temperature = newTemperature;
        random = newRandom;
        Node root = new Node(new int[tree.maxLength()], 0, tree.maxLength(), Double.NaN);
        List<Node> first = simulate(List.of(root), gamma, beta);
        int longest = first.stream().mapToInt(Node::end).max().orElse(0);
        stride = (int) Math.max(1, Math.min(longest, Math.ceil(longest * (double) (beta * gamma) / planned)));
        descend(first, beta, gamma);
    }

    private void descend(List<Node> first, int beta, int gamma) {
        List<Node> beam = first;
        while (!beam.isEmpty() && !client.shouldStop()) {
            beam.sort(Comparator.comparingDouble(Node::value));
            List<Node> kept = new ArrayList<>();
            double last = Double.NaN;
            for (Node node : beam) {
                if (kept.size() == beta) {
                    break;
                }
                if (manyForms && Math.abs(node.value() - last) < SAME) {
                    continue; // the same solution in another form
                }
                last = node.value();
                kept.add(node);
            }
            beam = simulate(kept, gamma, beta);
        }
    }

    /** Children of nodes with their simulations, of which {@code beta} go on; none of a complete solution. */
    private List<Node> simulate(List<Node> nodes, int most, int beta) {
        List<Node> children = new ArrayList<>();
        List<int[]> prefixes = new ArrayList<>();
        List<Integer> lengths = new ArrayList<>();
        int[] choices = new int[most];
        double[] logs = new double[most];
        for (Node node : nodes) {
            if (node.length() >= node.end()) {
                continue;
            }
            int count = tree.expand(node.choices(), node.length(), choices, logs);
            for (int i = 0; i < count; i++) {
                if (node.length() > 0 && choices[i] == node.choices()[node.length()]) {
                    children.add(new Node(node.choices(), node.length() + stride, node.end(), node.value()));
                    if (temperature == 0) {
                        continue;
                    }
                }
                int[] prefix = Arrays.copyOf(node.choices(), tree.maxLength());
                prefix[node.length()] = choices[i];
                prefixes.add(prefix);
                lengths.add(node.length() + 1);
            }
        }
        for (int from = 0; from < prefixes.size() && !client.shouldStop(); from += BATCH) {
            int to = (int) Math.min(prefixes.size(), from + Math.min(BATCH, client.left()));
            complete(prefixes.subList(from, to), lengths.subList(from, to), children, beta);
        }
        return children;
    }

    private void complete(List<int[]> prefixes, List<Integer> lengths, List<Node> children, int beta) {
        int[][] completed = prefixes.toArray(int[][]::new);
        int[] steps = lengths.stream().mapToInt(Integer::intValue).toArray();
        double[] costs = new double[completed.length];
        PartialSolutions.Completion how =
                new PartialSolutions.Completion(temperature, random, Math.max(client.cutoff(), cutoff(children, beta)));
        int count = tree.complete(completed, steps, costs, how, client::outOfTime);
        client.count(count);
        for (int i = 0; i < count; i++) {
            if (costs[i] < Double.POSITIVE_INFINITY) {
                int[] choices = completed[i];
                int length = steps[i];
                client.offer(costs[i], () -> solution(choices, length), "simulation-guided beam search");
                children.add(new Node(choices, lengths.get(i) + stride - 1, length, costs[i]));
            }
        }
    }

    /** Children of at least this cost do not go on. */
    private double cutoff(List<Node> children, int beta) {
        if (manyForms || children.size() < beta) {
            return Double.POSITIVE_INFINITY; // some of them may be one solution
        }
        double[] values = children.stream().mapToDouble(Node::value).sorted().toArray();
        return values[beta - 1];
    }

    private S solution(int[] choices, int length) {
        int unused = tree.complete(choices, length, () -> false);
        return tree.solution();
    }
}
