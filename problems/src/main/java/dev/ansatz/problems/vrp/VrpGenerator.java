package dev.ansatz.problems.vrp;

import dev.ansatz.problems.Generator;
import dev.ansatz.problems.distance.Metric;
import dev.ansatz.problems.distance.Rounding;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.Suggestions;
import dev.ansatz.problems.random.RandomPoints;
import dev.ansatz.problems.random.Recurring;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Random instances of rich routing on an integer grid; distances and travel times are Euclidean, rounded to whole numbers. The size is the
 * number of tasks, and there are as many vehicles unless said otherwise. The same size, seed and distribution give the same instance on
 * every platform.
 *
 * <ul>
 *   <li>{@code cvrptw} and the other variants of MTVRP (Berto et al., RouteFinder, TMLR 2025), on [0, 10,000]² for the unit square:
 *       depot and customers uniform; demands 1..9; capacity 30 up to 20 customers, {@code 30 + n / 5} up to 1,000, then {@code 230 + (n -
 *       1000) / 33.3}. The name says the attributes: {@code o} open routes; {@code b} each customer is a backhaul with probability 0.2,
 *       deliveries go first; {@code mb} backhauls in any order, where the load is what is aboard at the time; {@code l} a limit of the
 *       distance, uniform from twice the longest distance to the depot to 2.8 sides or more; {@code tw} service 0.15 to 0.18, windows of
 *       0.18 to 0.20, a day of 4.6, each customer in time if served alone. Such as {@code cvrp}, {@code ovrpbltw}, {@code vrpmbtw}: 24;
 *   <li>{@code mtvrp}: each of the four attributes with probability 1/2, backhauls of the first kind: 16 variants;
 *   <li>{@code solomon-r1}, {@code -c1}, {@code -rc1}, {@code -r2}, {@code -c2}, {@code -rc2}: in the manner of Solomon (1987), see {@link
 *       SolomonLike}; {@code li-lim}: shipments in the manner of Li and Lim (2001);
 *   <li>{@code recurring}: the days of one company. A city has one depot and twice as many customer addresses as an instance has customers,
 *       each with its own window and service time as in {@code cvrptw}, drawn once for every size (half of them uniform, half clustered);
 *       the seed is the day, which draws without replacement the addresses that order, and their demands 1..9. Another city is spelled
 *       {@code recurring-CITY} with its seed, a whole number;
 *   <li>{@code hcvrp} (PARCO, NeurIPS 2025): demands 1..9, one vehicle for 20 customers but at least two, with capacity 20..40 and speed 0.5
 *       to 1.0 in tenths, which may return to reload. There the longest route counts; here the sum of all durations does;
 *   <li>{@code omdcpdp} (there, too): shipments of open routes from many depots, one vehicle each of room for three. There the sum of
 *       arrivals at deliveries counts; here the sum of all durations does;
 *   <li>{@code rich}: a random mixture of all attributes, see {@link RichVrp}.
 * </ul>
 */
final class VrpGenerator implements Generator<VrpInstance> {
    static final VrpGenerator GENERATOR = new VrpGenerator();

    private static final int MAX_SIZE = 1_000_000;
    private static final int SIDE = RandomPoints.UNIT_SIDE;
    private static final int DAY = 46_000;
    private static final long CITY_SEED = 400;
    private static final int ADDRESSES_PER_CUSTOMER = 2;
    private static final Pattern VARIANT = Pattern.compile("([oc]?)vrp(m?b)?(l?)(tw)?");
    private static final List<String> DISTRIBUTIONS = distributionNames();

    /** What an MTVRP has. */
    private record Attributes(boolean open, boolean backhauls, boolean mixed, boolean limit, boolean windows) {}

    private VrpGenerator() {}

    private static List<String> distributionNames() {
        List<String> names = new ArrayList<>(List.of("cvrptw", "mtvrp"));
        names.addAll(SolomonLike.DISTRIBUTIONS);
        names.addAll(List.of("li-lim", Recurring.NAME, "hcvrp", "omdcpdp", "rich"));
        for (String open : List.of("", "o")) {
            for (String backhauls : List.of("", "b", "mb")) {
                for (String limit : List.of("", "l")) {
                    for (String windows : List.of("", "tw")) {
                        String name = open + "vrp" + backhauls + limit + windows;
                        String usual = name.equals("vrp") || name.equals("vrptw") ? "c" + name : name;
                        if (!names.contains(usual)) {
                            names.add(usual);
                        }
                    }
                }
            }
        }
        return List.copyOf(names);
    }

    @Override
    public List<String> distributions() {
        return DISTRIBUTIONS;
    }

    @Override
    public VrpInstance generate(int size, long seed, String distribution) {
        if (size < 1 || size > MAX_SIZE) {
            throw new InputException("The size " + size + " must be between 1 and " + MAX_SIZE + ".");
        }
        Random random = random(seed);
        String name = distribution + "-" + size + "-" + seed;
        if (Recurring.is(distribution)) {
            return day(name, size, Recurring.place(distribution, CITY_SEED), random);
        }
        if (SolomonLike.DISTRIBUTIONS.contains(distribution)) {
            return SolomonLike.instance(name, size, distribution, random);
        }
        Matcher variant = VARIANT.matcher(distribution);
        if (variant.matches()) {
            String backhauls = variant.group(2);
            return multiTask(
                    name,
                    size,
                    new Attributes(
                            variant.group(1).equals("o"),
                            backhauls != null,
                            "mb".equals(backhauls),
                            !variant.group(3).isEmpty(),
                            variant.group(4) != null),
                    random);
        }
        return switch (distribution) {
            case "mtvrp" -> {
                boolean open = random.nextBoolean();
                boolean windows = random.nextBoolean();
                boolean limit = random.nextBoolean();
                boolean backhauls = random.nextBoolean();
                yield multiTask(name, size, new Attributes(open, backhauls, false, limit, windows), random);
            }
            case "li-lim" -> SolomonLike.shipments(name, size, random);
            case "hcvrp" -> heterogeneous(name, size, random);
            case "omdcpdp" -> multiDepotShipments(name, size, random);
            case "rich" -> RichVrp.instance(name, size, random);
            default -> throw new InputException(Suggestions.unknown("distribution", distribution, DISTRIBUTIONS) + ".");
        };
    }

    /** Random numbers whose first ones differ between the seeds 1, 2, 3, too. */
    static Random random(long seed) {
        long mixed = (seed + 1) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return new Random(mixed ^ mixed >>> 31);
    }

    static long capacity(int size) {
        if (size <= 20) {
            return 30;
        }
        return size <= 1000 ? 30 + size / 5 : 230 + (long) ((size - 1000) / 33.3);
    }

    static int distance(double[] x, double[] y, int i, int j) {
        return (int) Metric.EUC_2D.distance(x[i], y[i], x[j], y[j]);
    }

    /** The locations {@code 0} to {@code n}, and how far they are apart. */
    static VrpBuilder places(String name, double[] x, double[] y) {
        VrpBuilder builder = VrpInstance.builder(name);
        for (int i = 0; i < x.length; i++) {
            builder.location(Integer.toString(i), x[i], y[i]);
        }
        return builder.profile("euclidean", Metric.EUC_2D, Rounding.ROUND);
    }

    private static VrpInstance multiTask(String name, int size, Attributes with, Random random) {
        double[] x = new double[size + 1];
        double[] y = new double[size + 1];
        RandomPoints.uniform(x, y, 0, size + 1, SIDE, random);
        VrpBuilder builder = places(name, x, y);
        int farthest = 0;
        for (int i = 1; i <= size; i++) {
            farthest = Math.max(farthest, distance(x, y, 0, i));
            long demand = 1L + random.nextInt(9);
            boolean backhaul = random.nextDouble() < 0.2 && with.backhauls();
            Visit visit = Visit.draw(distance(x, y, 0, i), random);
            String id = Integer.toString(i);
            builder.job(id, job -> {
                job.at(id);
                if (backhaul) {
                    job.pickup(demand);
                } else {
                    job.delivery(demand);
                }
                if (with.windows()) {
                    job.service(visit.service()).window(visit.start(), visit.end());
                }
            });
        }
        int least = 2 * farthest;
        int most = Math.max(28_000, least + 1);
        long limit = least + 1 + (long) (random.nextDouble() * (most - least));
        builder.vehicles("vehicle", size, vehicle -> {
            vehicle.start("0").capacity(capacity(size));
            if (!with.open()) {
                vehicle.end("0");
            }
            if (with.windows()) {
                vehicle.shift(0, DAY);
            }
            if (with.limit()) {
                vehicle.maxDistance(limit);
            }
            if (with.backhauls() && !with.mixed()) {
                vehicle.order(VehicleType.Order.DELIVERIES_FIRST);
            }
        });
        return builder.build();
    }

    /** Service and window of a customer that is served in time on a route of its own. */
    private record Visit(long service, long start, long end) {
        static Visit draw(int fromDepot, Random random) {
            long service = 1500 + (long) (300 * random.nextDouble());
            long length = 1800 + (long) (200 * random.nextDouble());
            double share = random.nextDouble();
            // From the way there to the last time from which the way back ends with the day.
            long latest = DAY - service - length - fromDepot;
            long start = fromDepot + (long) (share * (latest - fromDepot));
            return new Visit(service, start, start + length);
        }
    }

    /** One day of the city of this size. */
    private static VrpInstance day(String name, int size, long citySeed, Random random) {
        int addresses = ADDRESSES_PER_CUSTOMER * size;
        double[] cityX = new double[addresses + 1];
        double[] cityY = new double[addresses + 1];
        Random city = random(citySeed);
        RandomPoints.clustered(cityX, cityY, 1, size + 1, SIDE, 3 + city.nextInt(6), city);
        RandomPoints.uniform(cityX, cityY, size + 1, addresses + 1, SIDE, city);
        RandomPoints.uniform(cityX, cityY, 0, 1, SIDE, city);
        Visit[] habits = new Visit[addresses + 1];
        for (int address = 1; address <= addresses; address++) {
            habits[address] = Visit.draw(distance(cityX, cityY, 0, address), city);
        }
        double[] x = new double[size + 1];
        double[] y = new double[size + 1];
        Visit[] visits = new Visit[size + 1];
        long[] demands = new long[size + 1];
        x[0] = cityX[0];
        y[0] = cityY[0];
        int customer = 0;
        // Selection sampling: every set of addresses of this size is equally likely, in the order of the city.
        for (int address = 1; customer < size; address++) {
            if (random.nextInt(addresses - address + 1) < size - customer) {
                customer++;
                x[customer] = cityX[address];
                y[customer] = cityY[address];
                visits[customer] = habits[address];
                demands[customer] = 1L + random.nextInt(9);
            }
        }
        VrpBuilder builder = places(name, x, y);
        for (int i = 1; i <= size; i++) {
            String id = Integer.toString(i);
            long demand = demands[i];
            Visit visit = visits[i];
            builder.job(
                    id,
                    job -> job.at(id).delivery(demand).service(visit.service()).window(visit.start(), visit.end()));
        }
        return builder.vehicles(
                        "vehicle",
                        size,
                        vehicle -> vehicle.start("0")
                                .end("0")
                                .capacity(capacity(size))
                                .shift(0, DAY))
                .build();
    }

    private static VrpInstance heterogeneous(String name, int size, Random random) {
        double[] x = new double[size + 1];
        double[] y = new double[size + 1];
        RandomPoints.uniform(x, y, 0, size + 1, SIDE, random);
        VrpBuilder builder = places(name, x, y);
        for (int i = 1; i <= size; i++) {
            String id = Integer.toString(i);
            long demand = 1L + random.nextInt(9);
            builder.job(id, job -> job.at(id).delivery(demand));
        }
        int vehicles = Math.max(2, size / 20);
        for (int v = 1; v <= vehicles; v++) {
            long capacity = 20L + random.nextInt(21);
            double speed = (5 + random.nextInt(6)) / 10.0;
            builder.vehicle(
                    "vehicle-" + v,
                    vehicle -> vehicle.start("0")
                            .end("0")
                            .capacity(capacity)
                            .speedFactor(speed)
                            .reload("depot", "0")
                            .costPerTime(1));
        }
        return builder.build();
    }

    private static VrpInstance multiDepotShipments(String name, int size, Random random) {
        int ends = 2 * size;
        int few = Math.max(1, ends / 5);
        int depots = few + random.nextInt(Math.max(1, ends / 2) - few + 1);
        double[] x = new double[depots + ends];
        double[] y = new double[depots + ends];
        RandomPoints.uniform(x, y, 0, depots + ends, SIDE, random);
        VrpBuilder builder = places(name, x, y);
        for (int s = 0; s < size; s++) {
            String pickup = Integer.toString(depots + 2 * s);
            String delivery = Integer.toString(depots + 2 * s + 1);
            builder.shipment(
                    pickup + "-" + delivery,
                    shipment -> shipment.amount(1)
                            .from(stop -> stop.id(pickup).at(pickup))
                            .to(stop -> stop.id(delivery).at(delivery)));
        }
        for (int v = 0; v < depots; v++) {
            String depot = Integer.toString(v);
            builder.vehicle(
                    "vehicle-" + (v + 1),
                    vehicle -> vehicle.start(depot).capacity(3).costPerTime(1));
        }
        return builder.build();
    }
}
