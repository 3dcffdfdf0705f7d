package dev.ansatz.problems.rmab;

import dev.ansatz.problems.Generator;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.Suggestions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Random restless bandits. The same size, seed and distribution give the same instance on every platform.
 *
 * <p>The four domains {@code capacity}, {@code schedule}, {@code path} and {@code interventions} follow Xu, Wilder, Khalil and
 * Tambe (ICLR 2025): 4-state arms whose middle rewards mislead a myopic policy, horizon 20, 50 episodes. Their budget is a quarter
 * of the arms below 50 arms and a fifth from there on (5 of 20, 10 of 40, 20 of 100). The others:
 *
 * <ul>
 *   <li>{@code budget}: the arms of these domains under the budget alone;
 *   <li>{@code random}: 4 states, transition rows uniform on the simplex, rewards U(0, 1) by state and action, discount 0.9, a
 *       quarter of the arms; arms need not be indexable;
 *   <li>{@code maintenance}: machines that wear (Glazebrook, Ruiz-Hernandez and Kirkbride, "Some indexable families of restless
 *       bandit problems", Adv. Appl. Prob. 38(3), 2006, doi:10.1239/aap/1158684996): 6 levels of wear, repair returns to new,
 *       discount 0.95, a tenth of the machines;
 *   <li>{@code deadline}: Yu, Xu and Tong, "Deadline scheduling as restless bandits", IEEE Trans. Automatic Control 63(8), 2018,
 *       doi:10.1109/TAC.2018.2807924: lead times to 6, jobs of size to 4, processing cost 0.5, penalty 0.2 b² for b unfinished
 *       units, discount 0.95, a quarter of the positions;
 *   <li>{@code maternal}: two states, engaged or not, as in the adherence and maternal health studies (Mate et al., "Collapsing
 *       bandits and their application to public health intervention", NeurIPS 2020): acting and being engaged both help; reward 1
 *       for each engaged beneficiary, horizon 20, a tenth of them reached a step.
 * </ul>
 */
final class RestlessBanditGenerator implements Generator<RestlessBanditInstance> {
    static final RestlessBanditGenerator GENERATOR = new RestlessBanditGenerator();

    static final List<String> DISTRIBUTIONS = List.of(
            "random", "maternal", "maintenance", "deadline", "budget", "capacity", "schedule", "path", "interventions");
    private static final int MAX_SIZE = 10_000;
    private static final int HORIZON = 20;
    private static final int EPISODES = 50;
    private static final int SLOTS = 5;

    private RestlessBanditGenerator() {}

    @Override
    public List<String> distributions() {
        return DISTRIBUTIONS;
    }

    @Override
    public RestlessBanditInstance generate(int size, long seed, String distribution) {
        if (!DISTRIBUTIONS.contains(distribution)) {
            throw new InputException(Suggestions.unknown("distribution", distribution, DISTRIBUTIONS) + ".");
        }
        int least = distribution.equals("interventions") ? 8 : 1;
        if (size < least || size > MAX_SIZE) {
            throw new InputException("The size " + size + " must be between " + least + " and " + MAX_SIZE + ".");
        }
        String name = "rmab-" + distribution + "-" + size + "-" + seed;
        Random random = new Random(seed);
        return switch (distribution) {
            case "random" -> discounted(name, arms(size, () -> randomArm(4, random)), atLeastOne(size / 4), 0.9);
            case "maintenance" ->
                discounted(name, arms(size, () -> maintenanceArm(6, random)), atLeastOne(size / 10), 0.95);
            case "deadline" -> {
                Arm position = deadlineArm(6, 4);
                yield discounted(name, arms(size, () -> position), atLeastOne(size / 4), 0.95);
            }
            case "maternal" -> finite(name, arms(size, () -> maternalArm(random)), atLeastOne(size / 10), null);
            default -> coupled(name, size, distribution, random);
        };
    }

    private static int atLeastOne(int value) {
        return Math.max(1, value);
    }

    private static List<Arm> arms(int size, java.util.function.Supplier<Arm> supplier) {
        List<Arm> arms = new ArrayList<>();
        for (int j = 0; j < size; j++) {
            arms.add(supplier.get());
        }
        return arms;
    }

    private static RestlessBanditInstance discounted(String name, List<Arm> arms, int budget, double discount) {
        return new RestlessBanditInstance(name, arms, budget, null, discount, null, EPISODES, 1);
    }

    private static RestlessBanditInstance finite(
            String name, List<Arm> arms, int budget, @org.jspecify.annotations.Nullable ActionConstraint constraint) {
        return new RestlessBanditInstance(name, arms, budget, HORIZON, 1, constraint, EPISODES, 1);
    }

    /** Rows uniform on the simplex, rewards uniform on [0, 1). */
    static Arm randomArm(int states, Random random) {
        double[][][] transitions = new double[2][states][states];
        double[][] rewards = new double[2][states];
        for (int a = 0; a < 2; a++) {
            for (int s = 0; s < states; s++) {
                double sum = 0;
                for (int next = 0; next < states; next++) {
                    transitions[a][s][next] = -Math.log(1 - random.nextDouble());
                    sum += transitions[a][s][next];
                }
                for (int next = 0; next < states; next++) {
                    transitions[a][s][next] /= sum;
                }
                rewards[a][s] = random.nextDouble();
            }
        }
        double[] initial = new double[states];
        Arrays.fill(initial, 1.0 / states);
        return new Arm(transitions, rewards, initial);
    }

    private static Arm maintenanceArm(int levels, Random random) {
        double wear = 0.1 + 0.4 * random.nextDouble();
        double repair = 0.2 + 0.6 * random.nextDouble();
        double curve = 1 + 2 * random.nextDouble();
        double[][][] transitions = new double[2][levels][levels];
        double[][] rewards = new double[2][levels];
        for (int s = 0; s < levels; s++) {
            int worse = Math.min(s + 1, levels - 1);
            transitions[0][s][worse] += wear;
            transitions[0][s][s] += 1 - wear;
            transitions[1][s][0] = 1;
            rewards[0][s] = 1 - Math.pow((double) s / (levels - 1), curve);
            rewards[1][s] = rewards[0][s] - repair;
        }
        return new Arm(transitions, rewards, unit(levels, 0));
    }

    /** State 0 is an empty position; else lead time T in 1..most and B units left, at (T - 1) * (units + 1) + B + 1. */
    private static Arm deadlineArm(int most, int units) {
        int states = 1 + most * (units + 1);
        double[] arrival = new double[states];
        arrival[0] = 0.3;
        for (int lead = 1; lead <= most; lead++) {
            for (int left = 1; left <= units; left++) {
                arrival[deadlineState(lead, left, units)] = 0.7 / (most * units);
            }
        }
        double[][][] transitions = new double[2][states][states];
        double[][] rewards = new double[2][states];
        for (int a = 0; a < 2; a++) {
            transitions[a][0] = arrival.clone();
            for (int lead = 1; lead <= most; lead++) {
                for (int left = 0; left <= units; left++) {
                    int state = deadlineState(lead, left, units);
                    int after = Math.max(0, left - a);
                    rewards[a][state] = a == 1 && left > 0 ? 1 - 0.5 : 0;
                    if (lead == 1) {
                        rewards[a][state] -= 0.2 * after * after;
                        transitions[a][state] = arrival.clone();
                    } else {
                        transitions[a][state][deadlineState(lead - 1, after, units)] = 1;
                    }
                }
            }
        }
        return new Arm(transitions, rewards, unit(states, 0));
    }

    private static int deadlineState(int lead, int left, int units) {
        return (lead - 1) * (units + 1) + left + 1;
    }

    private static Arm maternalArm(Random random) {
        double[][][] transitions = new double[2][2][2];
        double stay = 0.5 + 0.4 * random.nextDouble();
        double returns = 0.05 + 0.3 * random.nextDouble();
        double[] engaged = {stay, stay + (1 - stay) * random.nextDouble()};
        double[] lost = {returns, returns + (stay - returns) * random.nextDouble()};
        for (int a = 0; a < 2; a++) {
            transitions[a][0] = new double[] {1 - lost[a], lost[a]};
            transitions[a][1] = new double[] {1 - engaged[a], engaged[a]};
        }
        return new Arm(transitions, new double[][] {{0, 1}, {0, 1}}, new double[] {0.5, 0.5});
    }

    private static double[] unit(int states, int state) {
        double[] initial = new double[states];
        initial[state] = 1;
        return initial;
    }

    // The four coupled domains.

    private static RestlessBanditInstance coupled(String name, int size, String distribution, Random random) {
        int budget = atLeastOne(size < 50 ? size / 4 : size / 5);
        double[][] top = new double[size][];
        for (int j = 0; j < size; j++) {
            top[j] = j < budget
                    ? new double[] {0.2, 0.15, 0.1, 4 + random.nextInt(3)}
                    : new double[] {0.1, 0.15, 0.2, 1 + random.nextInt(3)};
        }
        if (distribution.equals("interventions")) {
            return interventions(name, size, budget, top, random);
        }
        List<Arm> arms = new ArrayList<>();
        for (int j = 0; j < size; j++) {
            double passive = 0.2 * random.nextDouble();
            double active = 0.7 + 0.2 * random.nextDouble();
            arms.add(chain(new double[] {passive, active}, top[j]));
        }
        return finite(
                name,
                arms,
                budget,
                switch (distribution) {
                    case "budget" -> null;
                    case "capacity" ->
                        new ActionConstraint.Capacity(
                                random.ints(size, 2, 7).toArray(),
                                random.ints(budget, 2, 8).toArray());
                    case "schedule" -> schedule(size, budget, random);
                    default -> network(size, budget, random);
                });
    }

    /** A chain of states: one up with the probability of the action, else one down; the reward is that of the next state. */
    static Arm chain(double[] up, double[] stateRewards) {
        int states = stateRewards.length;
        double[][][] transitions = new double[up.length][states][states];
        double[][] rewards = new double[up.length][states];
        for (int a = 0; a < up.length; a++) {
            for (int s = 0; s < states; s++) {
                int above = Math.min(s + 1, states - 1);
                int below = Math.max(s - 1, 0);
                transitions[a][s][above] += up[a];
                transitions[a][s][below] += 1 - up[a];
                rewards[a][s] = up[a] * stateRewards[above] + (1 - up[a]) * stateRewards[below];
            }
        }
        double[] initial = new double[states];
        initial[0] = 0.8;
        initial[1] = 0.2;
        return new Arm(transitions, rewards, initial);
    }

    private static ActionConstraint schedule(int arms, int workers, Random random) {
        double[] rising = random.doubles(SLOTS).sorted().toArray();
        double[] falling = random.doubles(SLOTS).sorted().toArray();
        for (int i = 0; i < SLOTS / 2; i++) {
            double swap = falling[i];
            falling[i] = falling[SLOTS - 1 - i];
            falling[SLOTS - 1 - i] = swap;
        }
        int[][] armSlots = new int[arms][];
        int[][] workerSlots = new int[workers][];
        for (int j = 0; j < arms; j++) {
            armSlots[j] = draw(rising, 2, random);
        }
        for (int i = 0; i < workers; i++) {
            workerSlots[i] = draw(falling, 3, random);
        }
        return new ActionConstraint.Schedule(SLOTS, armSlots, workerSlots);
    }

    /** Distinct indices drawn one after the other in proportion to their weights, then sorted. */
    private static int[] draw(double[] weights, int count, Random random) {
        double[] left = weights.clone();
        int[] drawn = new int[count];
        for (int k = 0; k < count; k++) {
            double u = random.nextDouble() * Arrays.stream(left).sum();
            int index = -1;
            for (int i = 0; i < left.length; i++) {
                if (left[i] > 0) {
                    index = i;
                    u -= left[i];
                    if (u < 0) {
                        break;
                    }
                }
            }
            drawn[k] = index;
            left[index] = 0;
        }
        Arrays.sort(drawn);
        return drawn;
    }

    /**
     * A network like that of an underground railway: the Euclidean minimum spanning tree of uniform points, and for every sixth
     * node the shortest edge that closes a cycle of at least six edges. The source is the node with the smallest sum of hops.
     */
    private static ActionConstraint network(int nodes, int budget, Random random) {
        double[] x = random.doubles(nodes).toArray();
        double[] y = random.doubles(nodes).toArray();
        List<int[]> edges = new ArrayList<>();
        double[] nearest = new double[nodes];
        int[] parent = new int[nodes];
        boolean[] inTree = new boolean[nodes];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        nearest[0] = 0;
        for (int k = 0; k < nodes; k++) {
            int node = -1;
            for (int j = 0; j < nodes; j++) {
                if (!inTree[j] && (node < 0 || nearest[j] < nearest[node])) {
                    node = j;
                }
            }
            inTree[node] = true;
            if (k > 0) {
                edges.add(new int[] {Math.min(node, parent[node]), Math.max(node, parent[node])});
            }
            for (int j = 0; j < nodes; j++) {
                double d = Math.hypot(x[j] - x[node], y[j] - y[node]);
                if (!inTree[j] && d < nearest[j]) {
                    nearest[j] = d;
                    parent[j] = node;
                }
            }
        }
        for (int extra = 0; extra < nodes / 6; extra++) {
            int[] shortest = null;
            double length = Double.POSITIVE_INFINITY;
            ActionConstraint.Path so = new ActionConstraint.Path(0, 0, edges.toArray(int[][]::new));
            for (int i = 0; i < nodes; i++) {
                int[] hops = so.distances(nodes, i);
                for (int j = i + 1; j < nodes; j++) {
                    double d = Math.hypot(x[j] - x[i], y[j] - y[i]);
                    if (hops[j] >= 5 && d < length) {
                        length = d;
                        shortest = new int[] {i, j};
                    }
                }
            }
            if (shortest == null) {
                break;
            }
            edges.add(shortest);
        }
        ActionConstraint.Path graph = new ActionConstraint.Path(0, 0, edges.toArray(int[][]::new));
        int source = IntStream.range(0, nodes)
                .boxed()
                .min(java.util.Comparator.comparingInt(
                        j -> Arrays.stream(graph.distances(nodes, j)).sum()))
                .orElse(0);
        return new ActionConstraint.Path(source, 2 * budget, graph.edges());
    }

    /**
     * Up-probability of an arm under k of its interventions, each of weight 3: {@code 0.98 (a / (1 + exp(x0 - 3 b k)) - a / (1 +
     * exp(x0))) + 0.01}. Interventions come in threes that reach the same three arms; what is left over reaches three arms alone.
     * There are twice as many interventions as the budget.
     */
    private static RestlessBanditInstance interventions(
            String name, int size, int budget, double[][] top, Random random) {
        int count = 2 * budget;
        int insensitive = (size * budget + count - 1) / count;
        int[] shuffled = shuffle(IntStream.range(0, count).toArray(), random);
        int[] good = Arrays.copyOf(shuffled, budget);
        int[] bad = Arrays.copyOfRange(shuffled, budget, count);
        double[] a = new double[size];
        double[] b = new double[size];
        double[] x0 = new double[size];
        for (int j = 0; j < size; j++) {
            boolean sensitive = j >= insensitive;
            a[j] = Math.rint((random.nextDouble() * 0.3 + (sensitive ? 0.7 : 0.2)) * 10) / 10;
            b[j] = sensitive ? Math.rint((random.nextDouble() * 0.5 + 1.4) * 10) / 10 : 1;
            x0[j] = sensitive ? 9 + random.nextInt(2) : 1 + random.nextInt(2);
        }
        List<List<Integer>> links = new ArrayList<>();
        for (int j = 0; j < size; j++) {
            links.add(new ArrayList<>());
        }
        link(links, good, IntStream.range(insensitive, size).toArray(), random);
        link(links, bad, IntStream.range(0, insensitive).toArray(), random);
        int[][] linkArrays = new int[size][];
        List<Arm> arms = new ArrayList<>();
        for (int j = 0; j < size; j++) {
            linkArrays[j] =
                    links.get(j).stream().mapToInt(Integer::intValue).sorted().toArray();
            double[] up = new double[Math.max(2, linkArrays[j].length + 1)];
            for (int k = 0; k < up.length; k++) {
                double sigmoid = a[j] / (1 + Math.exp(x0[j] - 3 * b[j] * k)) - a[j] / (1 + Math.exp(x0[j]));
                up[k] = 0.98 * sigmoid + 0.01;
            }
            arms.add(chain(up, top[j]));
        }
        return finite(name, arms, budget, new ActionConstraint.Interventions(count, linkArrays));
    }

    private static void link(List<List<Integer>> links, int[] interventions, int[] arms, Random random) {
        int[] order = shuffle(arms, random);
        int used = 0;
        for (int k = 0; k < interventions.length && used < order.length; ) {
            int group = interventions.length - k >= 3 ? 3 : 1;
            int reach = Math.min(3, order.length - used);
            for (int g = 0; g < group; g++) {
                for (int r = 0; r < reach; r++) {
                    links.get(order[used + r]).add(interventions[k + g]);
                }
            }
            k += group;
            used += reach;
        }
    }

    private static int[] shuffle(int[] values, Random random) {
        for (int i = values.length - 1; i > 0; i--) {
            int k = random.nextInt(i + 1);
            int swap = values[i];
            values[i] = values[k];
            values[k] = swap;
        }
        return values;
    }
}
