package dev.ansatz.training;

import dev.ansatz.problems.InputException;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.distance.CoordinateDistances;
import dev.ansatz.problems.distance.Metric;
import dev.ansatz.problems.jssp.JobShopInstance;
import dev.ansatz.problems.mkp.MultiKnapsackInstance;
import dev.ansatz.problems.tsp.TspInstance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * New instances from a user's own past ones, of a random one in all that is fixed:
 *
 * <ul>
 *   <li>CVRP: its depot, capacity, fleet and limits; as many customers, drawn without replacement from the addresses of all
 *       instances with that depot, each as often as it has ordered, with one of its own demands;
 *   <li>TSP: as many cities, drawn from those of all instances in the same way;
 *   <li>JSSP: as many jobs, drawn from the jobs of all instances that have the same machines;
 *   <li>others, and routing by distance matrices: the instance itself.
 * </ul>
 *
 * <p>Of routing instances of more than {@value #WHOLE} nodes three quarters are pieces: a node of such a new instance and those nearest
 * to it, {@value #SMALLEST_PIECE} to {@value #LARGEST_PIECE} together, since it is in pieces that the search over a policy re-solves them.
 *
 * <p>Immutable and thread-safe; all randomness comes from the generator given.
 */
final class Recombination<I extends Instance> {
    /** Routing instances up to this size are learned from as a whole. */
    private static final int WHOLE = 100;

    private static final int SMALLEST_PIECE = 30;
    private static final int LARGEST_PIECE = 80;

    /** Pieces that rank checkpoints have so many nodes. */
    private static final int RANKING_PIECE = 60;

    private static final double PIECES = 0.75;

    private final List<I> instances;
    private final List<I> large;
    private final Map<List<Integer>, List<I>> byShape = new LinkedHashMap<>();
    private final Map<List<Object>, Places> places = new LinkedHashMap<>();
    private final Map<List<Integer>, List<int[][]>> jobs = new LinkedHashMap<>();

    Recombination(List<I> instances) {
        this.instances = List.copyOf(instances);
        this.large = instances.stream().filter(Recombination::isLarge).toList();
        for (I instance : instances) {
            byShape.computeIfAbsent(key(shape(instance)), unseen -> new ArrayList<>())
                    .add(instance);
            if (instance instanceof CvrpInstance cvrp && cvrp.distances() instanceof CoordinateDistances points) {
                addPlaces(points, 1, cvrp.demands());
            } else if (instance instanceof TspInstance tsp && tsp.distances() instanceof CoordinateDistances points) {
                addPlaces(points, 0, new long[points.size()]);
            } else if (instance instanceof JobShopInstance shop) {
                addJobs(shop);
            }
        }
    }

    private static List<Integer> key(int[] shape) {
        return Arrays.stream(shape).boxed().toList();
    }

    /** Instances of equal shape go into one batch: number of nodes, of items, or of jobs and machines, or of items and constraints. */
    static int[] shape(Instance instance) {
        if (instance instanceof JobShopInstance shop) {
            if (!shop.isComplete()) {
                throw new InputException("Policies are trained on job shops whose jobs visit every machine; those of "
                        + shop.name() + " leave machines out.");
            }
            return new int[] {shop.jobs(), shop.machines()};
        }
        if (instance instanceof MultiKnapsackInstance knapsack) {
            return new int[] {knapsack.size(), knapsack.constraints()};
        }
        return new int[] {instance.size()};
    }

    private static boolean isLarge(Instance instance) {
        return instance.size() > WHOLE
                && (instance instanceof CvrpInstance cvrp && cvrp.distances() instanceof CoordinateDistances
                        || instance instanceof TspInstance tsp && tsp.distances() instanceof CoordinateDistances);
    }

    /** Shape of a random one of the instances, or of a piece of it. */
    int[] shape(SplittableRandom random) {
        I instance = instances.get(random.nextInt(instances.size()));
        return isLarge(instance) && random.nextDouble() < PIECES
                ? new int[] {random.nextInt(SMALLEST_PIECE, LARGEST_PIECE + 1)}
                : shape(instance);
    }

    /**
     * A new instance.
     *
     * @param shape that of one of the instances, or of a piece of one
     */
    I draw(int[] shape, SplittableRandom random) {
        List<I> same = byShape.get(key(shape));
        if (same != null) {
            return recombined(same.get(random.nextInt(same.size())), random);
        }
        if (large.isEmpty() || shape[0] < SMALLEST_PIECE || shape[0] > LARGEST_PIECE) {
            throw new IllegalArgumentException("No instance has the shape " + Arrays.toString(shape) + ".");
        }
        I whole = recombined(large.get(random.nextInt(large.size())), random);
        return piece(whole, shape[0], random);
    }

    @SuppressWarnings("unchecked") // a piece has the class of the whole
    private static <I extends Instance> I piece(I whole, int size, SplittableRandom random) {
        return whole instanceof CvrpInstance cvrp
                ? (I) cvrp.district(1 + random.nextInt(cvrp.size()), size)
                : (I) ((TspInstance) whole).district(random.nextInt(whole.size()), size);
    }

    /** An instance, and where it is large pieces of it that are together about as large. */
    static <I extends Instance> List<I> withPieces(I instance, SplittableRandom random) {
        List<I> all = new ArrayList<>(List.of(instance));
        for (int i = 0; isLarge(instance) && i < instance.size() / RANKING_PIECE; i++) {
            all.add(piece(instance, RANKING_PIECE, random));
        }
        return all;
    }

    @SuppressWarnings("unchecked") // an instance of the class of the one that it is made from
    private I recombined(I base, SplittableRandom random) {
        if (base instanceof CvrpInstance cvrp && cvrp.distances() instanceof CoordinateDistances points) {
            return (I) day(cvrp, points, random);
        }
        if (base instanceof TspInstance tsp && tsp.distances() instanceof CoordinateDistances points) {
            Drawn drawn = places(points, 0).draw(tsp.size(), random);
            return (I) new TspInstance(tsp.name(), new CoordinateDistances(drawn.x(), drawn.y(), points.metric()));
        }
        return base instanceof JobShopInstance shop ? (I) mix(shop, random) : base;
    }

    private static CvrpInstance day(Drawn drawn, CvrpInstance base, CoordinateDistances points) {
        int n = base.size();
        double[] x = new double[n + 1];
        double[] y = new double[n + 1];
        long[] demands = new long[n + 1];
        x[0] = points.x(0);
        y[0] = points.y(0);
        System.arraycopy(drawn.x(), 0, x, 1, n);
        System.arraycopy(drawn.y(), 0, y, 1, n);
        for (int i = 0; i < n; i++) {
            demands[i + 1] = Math.min(drawn.demands()[i], base.capacity());
        }
        return new CvrpInstance(
                base.name(),
                new CoordinateDistances(x, y, points.metric()),
                demands,
                base.capacity(),
                base.maxVehicles(),
                base.maxRouteLength(),
                base.serviceTime());
    }

    private CvrpInstance day(CvrpInstance base, CoordinateDistances points, SplittableRandom random) {
        return day(places(points, 1).draw(base.size(), random), base, points);
    }

    private JobShopInstance mix(JobShopInstance base, SplittableRandom random) {
        List<int[][]> known = jobs.getOrDefault(machineIds(base), List.of());
        int[][] machines = new int[base.jobs()][];
        int[][] durations = new int[base.jobs()][];
        for (int job = 0; job < base.jobs(); job++) {
            int[][] drawn = known.get(random.nextInt(known.size()));
            machines[job] = drawn[0];
            durations[job] = drawn[1];
        }
        return new JobShopInstance(base.name(), machines, durations);
    }

    private static List<Integer> machineIds(JobShopInstance shop) {
        return IntStream.range(0, shop.machines()).mapToObj(shop::machineId).toList();
    }

    private void addJobs(JobShopInstance shop) {
        for (int job = 0; job < shop.jobs(); job++) {
            int[][] own = new int[2][shop.operations(job)];
            for (int op = 0; op < own[0].length; op++) {
                own[0][op] = shop.machineId(shop.machine(job, op));
                own[1][op] = shop.duration(job, op);
            }
            jobs.computeIfAbsent(machineIds(shop), unseen -> new ArrayList<>()).add(own);
        }
    }

    private void addPlaces(CoordinateDistances points, int first, long[] demands) {
        Places known = places.computeIfAbsent(placesKey(points, first), unseen -> new Places());
        for (int node = first; node < points.size(); node++) {
            known.add(points.x(node), points.y(node), demands[node]);
        }
    }

    private Places places(CoordinateDistances points, int first) {
        Places known = places.get(placesKey(points, first));
        if (known == null) {
            throw new IllegalArgumentException("An instance that is not one of these.");
        }
        return known;
    }

    /** Addresses are those around one depot. */
    private static List<Object> placesKey(CoordinateDistances points, int first) {
        Metric metric = points.metric();
        return first == 0 ? List.of(metric) : List.of(metric, points.x(0), points.y(0));
    }

    private record Drawn(double[] x, double[] y, long[] demands) {}

    /** Addresses with all their orders. */
    private static final class Places {
        private record Place(double x, double y, List<Long> demands) {}

        private final Map<List<Double>, Place> byPlace = new LinkedHashMap<>();

        void add(double x, double y, long demand) {
            byPlace.computeIfAbsent(List.of(x, y), unseen -> new Place(x, y, new ArrayList<>()))
                    .demands()
                    .add(demand);
        }

        /** Weighted sampling without replacement (Efraimidis and Spirakis 2006): the largest u^(1/w). */
        Drawn draw(int count, SplittableRandom random) {
            record Ticket(Place place, double key) {}
            List<Ticket> tickets = new ArrayList<>();
            for (Place place : byPlace.values()) {
                tickets.add(new Ticket(
                        place, Math.log(random.nextDouble()) / place.demands().size()));
            }
            tickets.sort(Comparator.comparingDouble(Ticket::key).reversed());
            double[] x = new double[count];
            double[] y = new double[count];
            long[] demands = new long[count];
            for (int i = 0; i < count; i++) {
                // An instance may have several customers at one address: then there are fewer addresses than customers.
                Place place = tickets.get(i % tickets.size()).place();
                x[i] = place.x();
                y[i] = place.y();
                demands[i] = place.demands().get(random.nextInt(place.demands().size()));
            }
            return new Drawn(x, y, demands);
        }
    }
}
