package dev.ansatz.problems.vrp;

import dev.ansatz.problems.distance.Metric;
import dev.ansatz.problems.distance.Rounding;
import dev.ansatz.problems.io.InputFile;
import dev.ansatz.problems.io.InputFiles;
import dev.ansatz.problems.io.TextScanner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Vehicle routing with a mixed fleet as Duhamel, Lacomme and Prodhon wrote it: {@code customers types range service lower-bound best},
 * then {@code number capacity fixed-cost cost-per-distance} for each type of vehicle. What follows has one of two forms:
 *
 * <ul>
 *   <li>the depot {@code x y} and the customers {@code x y demand}, which are numbered from 1; durations are distances;
 *   <li>the index of the depot, the full matrix of road distances in metres, and {@code index demand} for each customer; the cost is per
 *       kilometre.
 * </ul>
 *
 * <p>What follows {@code //} on a line is a remark.
 */
final class FleetFile implements InstanceFile {
    private static final String REMARK = "//";
    /** A range of so much, or of 0, is none. */
    private static final double NO_RANGE = 999_999;

    private static final long METRES_PER_KILOMETRE = 1000;

    private static final String[] HEADER = {
        "number of customers", "number of vehicle types", "range", "service time", "lower bound", "best known value"
    };
    private static final String[] TYPE = {"number of vehicles", "capacity", "fixed cost", "cost per distance"};

    /** @param range longest route in units, 0 for any */
    private record Header(int line, int customers, int types, long range, long service) {}

    private record FleetType(int number, long capacity, double fixed, double perDistance) {}

    /** By the widths of the first rows. */
    @Override
    public boolean recognises(InputFile file) {
        List<String[]> rows = TextRows.head(file, REMARK);
        if (rows.size() < 3
                || rows.get(0).length != HEADER.length
                || !TextRows.areNumbers(rows.get(0))
                || !TextRows.areCounts(rows.get(0)[0], rows.get(0)[1])) {
            return false;
        }
        int types = Integer.parseInt(rows.get(0)[1]);
        if (types < 1 || rows.size() < types + 2) {
            return false;
        }
        String[] depot = rows.get(types + 1);
        return rows.subList(1, types + 1).stream()
                        .allMatch(row -> row.length == TYPE.length && TextRows.areNumbers(row))
                && (depot.length == 1 || depot.length == 2)
                && TextRows.areNumbers(depot);
    }

    @Override
    public VrpInstance read(InputFile file, @Nullable Rounding given) {
        boolean matrix = isMatrix(file);
        Rounding rounding = matrix ? Rounding.ROUND : Objects.requireNonNullElse(given, Rounding.NONE);
        TextRows rows = new TextRows(file, REMARK, rounding);
        Header header = header(rows);
        List<FleetType> fleet = new ArrayList<>();
        for (int k = 0; k < header.types(); k++) {
            if (rows.nextHas("the row of the vehicle type " + (k + 1), TYPE)) {
                fleet.add(new FleetType(
                        rows.count(0, TYPE[0], 1),
                        rows.wholeAmount(1, TYPE[1]),
                        rows.amount(2, TYPE[2]),
                        rows.amount(3, TYPE[3])));
            }
        }
        VrpBuilder builder = VrpInstance.builder(InputFiles.baseName(file.path()));
        String depot = matrix ? readMatrix(rows, builder, header) : readPlane(rows, builder, header, rounding);
        rows.throwIfAny();
        TextRows.noteOn(builder, matrix ? given : null);
        for (int k = 0; k < fleet.size(); k++) {
            FleetType type = fleet.get(k);
            builder.vehicles("type-" + (k + 1), type.number(), vehicle -> {
                vehicle.start(depot)
                        .end(depot)
                        .capacity(type.capacity())
                        .fixedCost(type.fixed())
                        .costPerDistance(type.perDistance());
                if (header.range() > 0 && header.service() > 0) {
                    vehicle.maxDuration(header.range()); // service counts, and nobody waits
                } else if (header.range() > 0) {
                    vehicle.maxDistance(header.range());
                }
            });
        }
        return rows.build(builder);
    }

    /** Whether the index of the depot follows the vehicle types, and not its place. */
    private static boolean isMatrix(InputFile file) {
        List<String[]> rows = TextRows.head(file, REMARK);
        return rows.stream().skip(1).anyMatch(row -> row.length == 1)
                && rows.stream()
                                .skip(1)
                                .filter(row -> row.length != TYPE.length)
                                .findFirst()
                                .orElseThrow()
                                .length
                        == 1;
    }

    private static Header header(TextRows rows) {
        if (!rows.nextHas("the header", HEADER)) {
            rows.throwIfAny();
        }
        int customers = rows.count(0, HEADER[0], 1);
        int types = rows.count(1, HEADER[1], 1);
        double range = rows.amount(2, HEADER[2]);
        boolean limited = range > 0 && range < NO_RANGE;
        return new Header(
                rows.line(), customers, types, limited ? rows.units(2, HEADER[2]) : 0, rows.units(3, HEADER[3]));
    }

    private static String readPlane(TextRows rows, VrpBuilder builder, Header header, Rounding rounding) {
        builder.scale(rounding.scale(), rounding.scale()).profile("plane", Metric.EXACT_2D, rounding);
        String depot = "0";
        if (rows.nextHas("the row of the depot", "x coordinate of the depot", "y coordinate of the depot")) {
            builder.location(depot, rows.coordinate(0, "x coordinate"), rows.coordinate(1, "y coordinate"));
        }
        for (int i = 1; i <= header.customers(); i++) {
            if (!rows.next()) {
                rows.add("the file ends after " + (i - 1) + " of " + header.customers() + " customers.");
                return depot;
            }
            if (rows.has("x coordinate", "y coordinate", "demand")) {
                String id = Integer.toString(i);
                builder.location(id, rows.coordinate(0, "x coordinate"), rows.coordinate(1, "y coordinate"));
                long demand = rows.wholeAmount(2, "demand");
                builder.job(id, job -> job.at(id).delivery(demand).service(header.service()));
            }
        }
        rows.end("the last customer");
        return depot;
    }

    private static String readMatrix(TextRows rows, VrpBuilder builder, Header header) {
        if (header.range() > 0 || header.service() > 0) {
            rows.add(
                    header.line(),
                    "a range or service time beside a matrix in metres is not supported, for want of a unit.");
        }
        int n = header.customers() + 1;
        String depot = "0";
        if (rows.nextHas("the index of the depot", "index of the depot")) {
            depot = rows.id(0, "index of the depot");
            if (Long.parseLong(depot) >= n) {
                rows.add("the index of the depot " + depot + " must be below " + n + ".");
            }
        }
        long[][] metres = new long[0][];
        List<long[]> read = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            if (!rows.next()) {
                rows.add("the matrix ends after " + i + " of " + n + " rows.");
                return depot;
            }
            read.add(rows.matrixRow(i, n));
            builder.location(Integer.toString(i));
        }
        metres = read.toArray(metres);
        builder.scale(METRES_PER_KILOMETRE, METRES_PER_KILOMETRE).profile("road", metres, metres);
        Map<String, Integer> lines = new HashMap<>();
        for (int i = 0; i < header.customers(); i++) {
            if (!rows.next()) {
                rows.add("the file ends after the demands of " + i + " of " + header.customers() + " customers.");
                return depot;
            }
            readDemand(rows, builder, lines, depot, n);
        }
        while (rows.next()) {
            ignore(rows, builder, n);
        }
        return depot;
    }

    /** One published file has a demand for a place that its matrix lacks, after all others. */
    private static void ignore(TextRows rows, VrpBuilder builder, int n) {
        if (rows.count() != 2 || !TextRows.areCounts(rows.field(0)) || Integer.parseInt(rows.field(0)) < n) {
            rows.add("unexpected " + TextScanner.quoted(rows.field(0)) + " after the last demand.");
            return;
        }
        builder.note("The demand of " + rows.field(0) + " in line " + rows.line()
                + " is left out: the matrix has no such place.");
    }

    private static void readDemand(TextRows rows, VrpBuilder builder, Map<String, Integer> lines, String depot, int n) {
        int before = rows.faults();
        if (!rows.has("index", "demand")) {
            return;
        }
        String id = rows.id(0, "index");
        long demand = rows.wholeAmount(1, "demand");
        Integer first = lines.putIfAbsent(id, rows.line());
        if (first != null) {
            rows.add("the demand of " + id + " is given twice; it stands in line " + first + " as well.");
        }
        if (Long.parseLong(id) >= n || id.equals(depot)) {
            rows.add("the index " + id + " is no customer; they are below " + n + " and not the depot.");
        }
        if (rows.faults() == before) {
            builder.job(id, job -> job.at(id).delivery(demand));
        }
    }
}
