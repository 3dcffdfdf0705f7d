package dev.ansatz.problems.vrp;

import dev.ansatz.problems.distance.Metric;
import dev.ansatz.problems.distance.Rounding;
import dev.ansatz.problems.io.FileTypes;
import dev.ansatz.problems.io.InputFile;
import dev.ansatz.problems.io.InputFiles;
import dev.ansatz.problems.io.TextScanner;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Vehicle routing with time windows as Solomon, and Gehring and Homberger, wrote it: a name, {@code VEHICLE} with {@code NUMBER} and
 * {@code CAPACITY}, then {@code CUSTOMER} and a table whose first row is the depot. Ids are the file's customer numbers, the number of
 * vehicles is a limit, and durations are distances.
 */
final class SolomonFile implements InstanceFile {
    private static final Pattern VEHICLE = Pattern.compile("(?im)^\\s*VEHICLES?\\s*\\R\\s*NUMBER\\s+CAPACITY\\s*$");
    private static final Pattern CUSTOMER = Pattern.compile("(?im)^\\s*CUSTOMERS?\\s*$");
    private static final String[] COLUMNS = {
        "customer number", "x coordinate", "y coordinate", "demand", "ready time", "due date", "service time"
    };

    @Override
    public boolean recognises(InputFile file) {
        String head = file.head();
        return FileTypes.tsplibType(head) == null
                && VEHICLE.matcher(head).find()
                && CUSTOMER.matcher(head).find();
    }

    @Override
    public VrpInstance read(InputFile file, @Nullable Rounding given) {
        Rounding rounding = Objects.requireNonNullElse(given, Rounding.NONE);
        TextRows rows = new TextRows(file, null, rounding);
        String name = name(rows, file);
        VrpBuilder builder = VrpInstance.builder(name)
                .scale(rounding.scale(), rounding.scale())
                .profile("plane", Metric.EXACT_2D, rounding);
        expect(rows, "NUMBER");
        int vehicles = 1;
        long capacity = 0;
        if (rows.nextHas("the row of the number of vehicles and their capacity", "number of vehicles", "capacity")) {
            vehicles = rows.count(0, "number of vehicles", 1);
            capacity = rows.wholeAmount(1, "capacity");
        }
        expect(rows, "CUSTOMER");
        expect(rows, "CUST");
        Map<String, Integer> lines = new HashMap<>();
        int count = 0;
        while (rows.next()) {
            readRow(rows, builder, lines, count++ == 0 ? new Fleet(vehicles, capacity) : null);
        }
        if (count < 2) {
            rows.add("the table needs the depot and at least one customer.");
        }
        rows.throwIfAny();
        return rows.build(builder);
    }

    /** The name in the first row; that of the file where the first row is the title of the vehicles. */
    private static String name(TextRows rows, InputFile file) {
        String base = InputFiles.baseName(file.path());
        if (!rows.next() || rows.text().toUpperCase(Locale.ROOT).startsWith("VEHICLE")) {
            return base;
        }
        String name = TextScanner.printable(rows.text(), 80);
        expect(rows, "VEHICLE");
        return name;
    }

    private static void expect(TextRows rows, String title) {
        if (!rows.next()) {
            rows.add("the file ends where the title " + title + " is expected.");
        } else if (!rows.text().toUpperCase(Locale.ROOT).startsWith(title)) {
            rows.add("the title " + title + " is expected instead of " + TextScanner.quoted(rows.text()) + ".");
        }
    }

    private record Fleet(int number, long capacity) {}

    /** @param fleet that starts at the depot where the row is the depot's; null for a customer */
    private static void readRow(TextRows rows, VrpBuilder builder, Map<String, Integer> lines, @Nullable Fleet fleet) {
        if (!rows.has(COLUMNS)) {
            return;
        }
        int before = rows.faults();
        String id = rows.id(0, COLUMNS[0]);
        double x = rows.coordinate(1, COLUMNS[1]);
        double y = rows.coordinate(2, COLUMNS[2]);
        long demand = rows.wholeAmount(3, COLUMNS[3]);
        long[] window = rows.window(4, COLUMNS[4], COLUMNS[5]);
        long service = rows.units(6, COLUMNS[6]);
        Integer first = lines.putIfAbsent(id, rows.line());
        if (first != null) {
            rows.add("the customer " + id + " is given twice; its first row is line " + first + ".");
        }
        if (fleet != null && (demand != 0 || service != 0)) {
            rows.add("the first row is the depot, whose demand and service time must be 0.");
        }
        if (rows.faults() > before) {
            return;
        }
        builder.location(id, x, y);
        if (fleet != null) {
            builder.vehicles(
                    "vehicle",
                    fleet.number(),
                    vehicle ->
                            vehicle.start(id).end(id).capacity(fleet.capacity()).shift(window[0], window[1]));
        } else {
            builder.job(
                    id,
                    job -> job.at(id)
                            .delivery(demand)
                            .window(window[0], window[1])
                            .service(service));
        }
    }
}
