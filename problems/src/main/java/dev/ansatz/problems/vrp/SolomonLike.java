package dev.ansatz.problems.vrp;

import dev.ansatz.problems.random.RandomPoints;
import java.util.List;
import java.util.Random;

/**
 * Time windows in the manner of Solomon (Operations Research 35, 1987), on [0, 1,000]² with his times tenfold, and shipments in the manner
 * of Li and Lim. As there: the depot is central; r customers are uniform, c customers in clusters, rc half and half; the day and the
 * capacity are short in the first kind (2,300, 12,360 and 2,400; 200) and long in the second (10,000, 33,900 and 9,600; 1,000, 700 and
 * 1,000); service takes 100, of c 900; a quarter, half, three quarters or all customers of an instance have a window, others the whole day.
 * Windows of r and rc have a random centre, those of c lie around the arrivals of a route through their cluster; their widths are drawn by
 * instance. Each customer is served in time on a route of its own.
 */
final class SolomonLike {
    static final List<String> DISTRIBUTIONS =
            List.of("solomon-r1", "solomon-c1", "solomon-rc1", "solomon-r2", "solomon-c2", "solomon-rc2");

    private static final int SIDE = 1000;
    private static final int[] HALF_WIDTHS = {50, 100, 150, 300, 600};
    private static final double[] SHARES = {0.25, 0.5, 0.75, 1, 1};
    private static final int LI_LIM_DAY = 10_000;

    private SolomonLike() {}

    private record Kind(boolean clustered, boolean mixed, boolean wide) {
        static Kind of(String distribution) {
            return new Kind(
                    distribution.startsWith("solomon-c"),
                    distribution.startsWith("solomon-rc"),
                    distribution.endsWith("2"));
        }

        int day() {
            return clustered ? (wide ? 33_900 : 12_360) : mixed ? (wide ? 9600 : 2400) : wide ? 10_000 : 2300;
        }

        int capacity() {
            return wide ? (clustered ? 700 : 1000) : 200;
        }

        int service() {
            return clustered ? 900 : 100;
        }

        int perCluster() {
            return clustered && wide ? 32 : 10;
        }
    }

    static VrpInstance instance(String name, int size, String distribution, Random random) {
        Kind kind = Kind.of(distribution);
        double[] x = new double[size + 1];
        double[] y = new double[size + 1];
        x[0] = SIDE / 2.0;
        y[0] = SIDE / 2.0;
        int inClusters = kind.clustered() ? size : kind.mixed() ? size / 2 : 0;
        clusters(x, y, 1, inClusters + 1, kind.perCluster(), random);
        RandomPoints.uniform(x, y, inClusters + 1, size + 1, SIDE, random);
        double share = SHARES[random.nextInt(SHARES.length)];
        long half = (long) HALF_WIDTHS[random.nextInt(HALF_WIDTHS.length)] * (kind.wide() ? 4 : 1);
        long[] centres = new long[size + 1];
        long[] latest = new long[size + 1];
        for (int i = 1; i <= size; i++) {
            int away = VrpGenerator.distance(x, y, 0, i);
            latest[i] = (long) kind.day() - away - kind.service();
            centres[i] = away + (long) (random.nextDouble() * (latest[i] - away));
        }
        if (kind.clustered()) {
            for (int from = 1; from <= size; from += kind.perCluster()) {
                visitInOrder(x, y, from, Math.min(size + 1, from + kind.perCluster()), kind.service(), centres);
            }
        }
        VrpBuilder builder = VrpGenerator.places(name, x, y);
        for (int i = 1; i <= size; i++) {
            String id = Integer.toString(i);
            long demand = kind.clustered() ? 10L * (1 + random.nextInt(4)) : 1L + random.nextInt(30);
            boolean windowed = random.nextDouble() < share;
            long width = half / 2 + (long) (random.nextDouble() * half);
            long centre = Math.min(centres[i], latest[i]);
            long earliest = windowed ? Math.max(0, centre - width) : 0;
            long end = windowed ? Math.min(latest[i], centre + width) : latest[i];
            builder.job(
                    id,
                    job -> job.at(id).delivery(demand).service(kind.service()).window(earliest, end));
        }
        return builder.vehicles(
                        "vehicle",
                        size,
                        vehicle -> vehicle.start("0")
                                .end("0")
                                .capacity(kind.capacity())
                                .shift(0, kind.day()))
                .build();
    }

    /** Clusters of so many points, 120 wide at most. */
    private static void clusters(double[] x, double[] y, int from, int to, int each, Random random) {
        double centreX = 0;
        double centreY = 0;
        for (int i = from; i < to; i++) {
            if ((i - from) % each == 0) {
                centreX = 60 + random.nextInt(SIDE - 119);
                centreY = 60 + random.nextInt(SIDE - 119);
            }
            x[i] = centreX + random.nextInt(121) - 60;
            y[i] = centreY + random.nextInt(121) - 60;
        }
    }

    /** Arrivals at the points of a cluster on a route that always goes on to the nearest one. */
    private static void visitInOrder(double[] x, double[] y, int from, int to, int service, long[] arrivals) {
        boolean[] done = new boolean[to - from];
        int here = 0;
        long now = 0;
        for (int k = from; k < to; k++) {
            int next = -1;
            for (int i = from; i < to; i++) {
                if (!done[i - from]
                        && (next < 0
                                || VrpGenerator.distance(x, y, here, i) < VrpGenerator.distance(x, y, here, next))) {
                    next = i;
                }
            }
            now += VrpGenerator.distance(x, y, here, next);
            arrivals[next] = now;
            now += service;
            done[next - from] = true;
            here = next;
        }
    }

    /**
     * Shipments of 10 to 40 for vehicles of 200 in a day of 10,000; half of the ends in clusters. Each is served in time on a route of its
     * own, its delivery's window lies up to a quarter of the day after the pickup's.
     */
    static VrpInstance shipments(String name, int size, Random random) {
        int ends = 2 * size;
        double[] x = new double[ends + 1];
        double[] y = new double[ends + 1];
        x[0] = SIDE / 2.0;
        y[0] = SIDE / 2.0;
        clusters(x, y, 1, size + 1, 10, random);
        RandomPoints.uniform(x, y, size + 1, ends + 1, SIDE, random);
        int[] order = new int[ends];
        for (int i = 0; i < ends; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i + 1;
        }
        int service = 100;
        long half = HALF_WIDTHS[random.nextInt(HALF_WIDTHS.length)];
        VrpBuilder builder = VrpGenerator.places(name, x, y);
        for (int s = 0; s < size; s++) {
            int from = order[2 * s];
            int to = order[2 * s + 1];
            int way = VrpGenerator.distance(x, y, from, to) + service;
            long first = VrpGenerator.distance(x, y, 0, from);
            long last = (long) LI_LIM_DAY - service - VrpGenerator.distance(x, y, to, 0);
            long pickup = first + (long) (random.nextDouble() * (last - way - first));
            long delivery = pickup + way + (long) (random.nextDouble() * Math.min(LI_LIM_DAY / 4, last - way - pickup));
            long width = half / 2 + (long) (random.nextDouble() * half);
            long amount = 10L * (1 + random.nextInt(4));
            builder.shipment(
                    from + "-" + to,
                    shipment -> shipment.amount(amount)
                            .from(stop -> stop.id(Integer.toString(from))
                                    .at(Integer.toString(from))
                                    .service(service)
                                    .window(Math.max(0, pickup - width), pickup + width))
                            .to(stop -> stop.id(Integer.toString(to))
                                    .at(Integer.toString(to))
                                    .service(service)
                                    .window(Math.max(0, delivery - width), Math.min(last, delivery + width))));
        }
        return builder.vehicles(
                        "vehicle",
                        size,
                        vehicle -> vehicle.start("0").end("0").capacity(200).shift(0, LI_LIM_DAY))
                .build();
    }
}
