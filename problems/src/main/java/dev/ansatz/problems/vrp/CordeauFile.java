package dev.ansatz.problems.vrp;

import dev.ansatz.problems.distance.Metric;
import dev.ansatz.problems.distance.Rounding;
import dev.ansatz.problems.io.InputFile;
import dev.ansatz.problems.io.InputFiles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Vehicle routing as Cordeau wrote it: {@code type vehicles customers t}; for each of {@code t} depots or types of vehicles {@code
 * duration capacity}, a duration of 0 being no limit; then {@code id x y service demand frequency combinations list [earliest latest]}
 * a row. Rows of frequency 0 are depots. There are that many vehicles for each depot (types 2 and 6) or of each type (3 and 7). The
 * duration counts travel, service and waiting, and durations are distances.
 *
 * <p>The list holds, bit by bit from left to right, which depots or types of vehicles may serve a customer. Periodic problems, types 1
 * and 5, are recognised and refused.
 */
final class CordeauFile implements InstanceFile {
    /** Problems by their number in the header. */
    private enum Type {
        VRP(false, false, false),
        PVRP(false, false, false),
        MDVRP(true, false, false),
        SDVRP(false, true, false),
        VRPTW(false, false, true),
        PVRPTW(false, false, true),
        MDVRPTW(true, false, true),
        SDVRPTW(false, true, true);

        final boolean manyDepots;
        final boolean manyTypes;
        final boolean windows;

        Type(boolean manyDepots, boolean manyTypes, boolean windows) {
            this.manyDepots = manyDepots;
            this.manyTypes = manyTypes;
            this.windows = windows;
        }

        boolean periodic() {
            return this == PVRP || this == PVRPTW;
        }
    }

    private record Header(Type type, int line, int vehicles, int customers, int kinds) {
        int depots() {
            return type.manyDepots ? kinds : 1;
        }
    }

    /** @param duration 0 for no limit */
    private record Limits(long duration, long capacity) {}

    /** @param allowed numbers of the depots or vehicle types that may serve a customer, from 0; empty for a depot */
    private record Place(String id, long service, long demand, Set<Integer> allowed, long @Nullable [] window) {}

    /** A file while it is read. */
    private record Reading(
            TextRows rows, VrpBuilder builder, Header header, List<Place> depots, List<Place> customers) {}

    private static final String[] COLUMNS = {
        "id", "x coordinate", "y coordinate", "service time", "demand", "frequency", "number of combinations"
    };

    /** By the header, the rows of two that follow it, and the width of the first place. */
    @Override
    public boolean recognises(InputFile file) {
        List<String[]> rows = TextRows.head(file, null);
        if (rows.size() < 3 || rows.get(0).length != 4 || !TextRows.areCounts(rows.get(0))) {
            return false;
        }
        int type = Integer.parseInt(rows.get(0)[0]);
        int kinds = Integer.parseInt(rows.get(0)[3]);
        if (type >= Type.values().length || kinds < 1 || rows.size() < kinds + 2) {
            return false;
        }
        String[] place = rows.get(kinds + 1);
        return rows.subList(1, kinds + 1).stream().allMatch(row -> row.length == 2 && TextRows.areNumbers(row))
                && place.length >= COLUMNS.length
                && TextRows.areNumbers(place);
    }

    @Override
    public VrpInstance read(InputFile file, @Nullable Rounding given) {
        Rounding rounding = Objects.requireNonNullElse(given, Rounding.NONE);
        TextRows rows = new TextRows(file, null, rounding);
        Header header = header(rows);
        VrpBuilder builder = VrpInstance.builder(InputFiles.baseName(file.path()))
                .scale(rounding.scale(), rounding.scale())
                .profile("plane", Metric.EXACT_2D, rounding);
        List<Limits> limits = new ArrayList<>();
        for (int k = 0; k < header.kinds(); k++) {
            if (rows.nextHas("the row of the longest duration and the capacity", "longest duration", "capacity")) {
                limits.add(new Limits(rows.units(0, "longest duration"), rows.wholeAmount(1, "capacity")));
            }
        }
        Reading reading = new Reading(rows, builder, header, new ArrayList<>(), new ArrayList<>());
        places(reading);
        rows.throwIfAny();
        vehicles(reading, limits);
        customers(reading);
        return rows.build(builder);
    }

    /** The first row. What cannot be told apart from another problem ends the reading. */
    private static Header header(TextRows rows) {
        if (!rows.nextHas(
                "the header", "type", "number of vehicles", "number of customers", "number of depots or types")) {
            rows.throwIfAny();
        }
        int number = rows.count(0, "type", 0);
        Type type = number < Type.values().length ? Type.values()[number] : Type.VRP;
        Header header = new Header(
                type,
                rows.line(),
                rows.count(1, "number of vehicles", 1),
                rows.count(2, "number of customers", 1),
                rows.count(3, type.manyTypes ? "number of vehicle types" : "number of depots", 1));
        if (number >= Type.values().length) {
            rows.add("there is no type " + number + " of Cordeau's format; they go from 0 to 7.");
        }
        if (type.periodic()) {
            rows.add("the type " + number + " of Cordeau's format, periodic vehicle routing (" + type
                    + "), is not supported.");
        } else if (!type.manyDepots && !type.manyTypes && header.kinds() != 1) {
            rows.add("the type " + number + " (" + type + ") has one depot, not " + header.kinds() + ".");
        }
        if (header.kinds() > Integer.SIZE - 2) {
            rows.add("more than " + (Integer.SIZE - 2) + " depots or types of vehicles are not supported.");
        }
        rows.throwIfAny();
        return header;
    }

    private static void places(Reading reading) {
        TextRows rows = reading.rows();
        Header header = reading.header();
        Map<String, Integer> lines = new HashMap<>();
        int expected = header.customers() + header.depots();
        int count = 0;
        int before = rows.faults();
        while (rows.next()) {
            if (++count > expected) {
                rows.add("unexpected row after " + header.customers() + " customers and " + header.depots()
                        + " depots.");
                return;
            }
            readPlace(reading, lines);
        }
        if (count < expected) {
            rows.add("the file ends after " + count + " of " + expected + " rows: " + header.customers()
                    + " customers and " + header.depots() + " depots.");
        } else if (rows.faults() == before && reading.depots().size() != header.depots()) {
            rows.add(
                    header.line(),
                    "there are " + reading.depots().size() + " rows of frequency 0, which are depots, instead of "
                            + header.depots() + ".");
        }
    }

    private static void readPlace(Reading reading, Map<String, Integer> lines) {
        TextRows rows = reading.rows();
        Type type = reading.header().type();
        int before = rows.faults();
        int combinations = rows.count() < COLUMNS.length ? 0 : rows.count(6, COLUMNS[6], 0);
        if (rows.faults() > before || !rows.has(columns(Math.min(combinations, 1000), type.windows))) {
            return;
        }
        String id = rows.id(0, COLUMNS[0]);
        double x = rows.coordinate(1, COLUMNS[1]);
        double y = rows.coordinate(2, COLUMNS[2]);
        long service = rows.units(3, COLUMNS[3]);
        long demand = rows.wholeAmount(4, COLUMNS[4]);
        long frequency = rows.wholeAmount(5, COLUMNS[5]);
        Set<Integer> allowed = new TreeSet<>();
        for (int c = 0; c < combinations; c++) {
            allow(rows, COLUMNS.length + c, reading.header().kinds(), allowed);
        }
        int next = COLUMNS.length + combinations;
        long[] window = type.windows ? rows.window(next, "earliest time", "latest time") : null;
        Integer first = lines.putIfAbsent(id, rows.line());
        if (first != null) {
            rows.add("the id " + id + " is given twice; its first row is line " + first + ".");
        }
        if (frequency > 1) {
            rows.add("the customer " + id + " is to be visited " + frequency + " times; only 1 is supported.");
        } else if (frequency == 1 && combinations == 0) {
            rows.add("the customer " + id + " has no combination, so that nothing may serve it.");
        } else if (frequency == 0 && (demand != 0 || service != 0 || combinations != 0)) {
            rows.add("the frequency of " + id
                    + " is 0, as of a depot, whose demand, service time and combinations must be 0.");
        }
        if (rows.faults() == before) {
            reading.builder().location(id, x, y);
            (frequency == 0 ? reading.depots() : reading.customers())
                    .add(new Place(id, service, demand, allowed, window));
        }
    }

    private static String[] columns(int combinations, boolean windows) {
        List<String> columns = new ArrayList<>(List.of(COLUMNS));
        for (int c = 0; c < combinations; c++) {
            columns.add("combination " + (c + 1));
        }
        if (windows) {
            columns.addAll(List.of("earliest time", "latest time"));
        }
        return columns.toArray(String[]::new);
    }

    /** A single visit is by one depot or type: the code of a combination has one bit, of which the highest is the first. */
    private static void allow(TextRows rows, int index, int kinds, Set<Integer> allowed) {
        long code = rows.whole(index, "combination");
        if (Long.bitCount(code) != 1 || code < 1 || code >= 1L << kinds) {
            rows.add("the combination " + rows.field(index) + " is not a power of two below " + (1L << kinds)
                    + ": one of " + kinds + " depots or types of vehicles.");
            return;
        }
        allowed.add(kinds - 1 - Long.numberOfTrailingZeros(code));
    }

    private static String vehicleId(Reading reading, int kind) {
        Header header = reading.header();
        return header.type().manyDepots
                ? "depot-" + reading.depots().get(kind).id()
                : header.type().manyTypes ? "type-" + (kind + 1) : "vehicle";
    }

    private static void vehicles(Reading reading, List<Limits> limits) {
        Header header = reading.header();
        for (int k = 0; k < header.kinds(); k++) {
            Place depot = reading.depots().get(header.type().manyDepots ? k : 0);
            Limits of = limits.get(k);
            long[] open = depot.window();
            reading.builder().vehicles(vehicleId(reading, k), header.vehicles(), vehicle -> {
                vehicle.start(depot.id()).end(depot.id()).capacity(of.capacity());
                if (of.duration() > 0) {
                    vehicle.maxDuration(of.duration());
                }
                if (open != null) {
                    vehicle.shift(open[0], open[1]);
                }
            });
        }
    }

    private static void customers(Reading reading) {
        int kinds = reading.header().kinds();
        for (Place customer : reading.customers()) {
            reading.builder().job(customer.id(), job -> {
                job.at(customer.id()).delivery(customer.demand()).service(customer.service());
                long[] window = customer.window();
                if (window != null) {
                    job.window(window[0], window[1]);
                }
                if (customer.allowed().size() < kinds) {
                    job.vehicles(customer.allowed().stream()
                            .map(kind -> vehicleId(reading, kind))
                            .toList());
                }
            });
        }
    }
}
