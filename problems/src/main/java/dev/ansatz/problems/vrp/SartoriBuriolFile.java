package dev.ansatz.problems.vrp;

import dev.ansatz.problems.distance.Rounding;
import dev.ansatz.problems.io.InputFile;
import dev.ansatz.problems.io.InputFiles;
import dev.ansatz.problems.io.Suggestions;
import dev.ansatz.problems.io.TextScanner;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Pickups and deliveries in cities as Sartori and Buriol wrote them: keys, {@code NODES} with a {@link ShipmentTable} of latitudes and
 * longitudes, and {@code EDGES} with the full matrix of travel times in whole minutes, which are distances as well. There are as many
 * vehicles as shipments.
 */
final class SartoriBuriolFile implements InstanceFile {
    private static final Pattern TYPE = Pattern.compile("(?im)^\\s*TYPE\\s*:\\s*PDPTW\\s*$");
    private static final Pattern ROUTE_TIME = Pattern.compile("(?im)^\\s*ROUTE-TIME\\s*:");
    /** Those that say nothing of the problem: how it was generated, and the width of windows that stand with the nodes. */
    private static final List<String> REMARKS = List.of("LOCATION", "COMMENT", "DISTRIBUTION", "DEPOT", "TIME-WINDOW");

    private static final List<String> KEYS = List.of(
            "NAME",
            "LOCATION",
            "COMMENT",
            "TYPE",
            "SIZE",
            "DISTRIBUTION",
            "DEPOT",
            "ROUTE-TIME",
            "TIME-WINDOW",
            "CAPACITY");

    /** Keys that are needed, as far as they are read. */
    private static final class Header {
        @Nullable
        String name;

        @Nullable
        Integer size;

        @Nullable
        Long routeTime;

        @Nullable
        Long capacity;
    }

    @Override
    public boolean recognises(InputFile file) {
        String head = file.head();
        return TYPE.matcher(head).find() && ROUTE_TIME.matcher(head).find();
    }

    /** Nothing is computed from coordinates, so that there is nothing to round. */
    @Override
    public VrpInstance read(InputFile file, @Nullable Rounding rounding) {
        TextRows rows = new TextRows(file, null, Rounding.ROUND);
        Header header = header(rows);
        String name = header.name;
        VrpBuilder builder = VrpInstance.builder(name == null ? InputFiles.baseName(file.path()) : name)
                .geographic();
        ShipmentTable table = new ShipmentTable(rows, builder, true);
        boolean atEdges = nodes(rows, table);
        Integer size = header.size;
        if (size != null && table.size() != size) {
            rows.add("there are " + table.size() + " nodes, but SIZE is " + size + ".");
        }
        long[][] minutes = atEdges ? edges(rows, table.size()) : new long[0][];
        int shipments = table.addShipments();
        if (shipments == 0 && rows.faults() == 0) {
            rows.add("there is no shipment.");
        }
        rows.throwIfAny();
        TextRows.noteOn(builder, rounding);
        long capacity = header.capacity == null ? 0 : header.capacity;
        long horizon = header.routeTime == null ? 0 : header.routeTime;
        String depot = table.depot();
        long[] open = table.depotWindow();
        builder.profile("road", minutes, minutes)
                .vehicles(
                        "vehicle",
                        shipments,
                        vehicle -> vehicle.start(depot)
                                .end(depot)
                                .capacity(capacity)
                                .shift(open[0], Math.min(open[1], horizon)));
        return rows.build(builder);
    }

    private static Header header(TextRows rows) {
        Header header = new Header();
        Map<String, Integer> seen = new HashMap<>();
        boolean atNodes = false;
        while (!atNodes && rows.next()) {
            atNodes = rows.text().equalsIgnoreCase("NODES");
            if (!atNodes) {
                readKey(rows, header, seen);
            }
        }
        for (String key : List.of("SIZE", "ROUTE-TIME", "CAPACITY")) {
            if (!seen.containsKey(key)) {
                rows.add("there is no " + key + " before the nodes.");
            }
        }
        if (!atNodes) {
            rows.add("the file has no NODES.");
        }
        return header;
    }

    private static void readKey(TextRows rows, Header header, Map<String, Integer> seen) {
        String text = rows.text();
        int colon = text.indexOf(':');
        String key =
                text.substring(0, colon < 0 ? text.length() : colon).strip().toUpperCase(Locale.ROOT);
        String value = colon < 0 ? "" : text.substring(colon + 1).strip();
        if (!KEYS.contains(key)) {
            rows.add(Suggestions.unknown("key", TextScanner.printable(key, 40), KEYS) + ".");
            return;
        }
        Integer first = seen.putIfAbsent(key, rows.line());
        if (first != null) {
            rows.add("the key " + key + " is given twice; it stands in line " + first + " as well.");
        }
        if (value.isEmpty() && !REMARKS.contains(key)) {
            rows.add("the key " + key + " has no value.");
            return;
        }
        switch (key) {
            case "NAME" -> header.name = TextScanner.printable(value, 80);
            case "SIZE" -> header.size = rows.replaced(value).count(0, key, 3);
            case "ROUTE-TIME" -> header.routeTime = rows.replaced(value).units(0, key);
            case "CAPACITY" -> header.capacity = rows.replaced(value).wholeAmount(0, key);
            default -> {
                // TYPE is what the file was recognised by.
            }
        }
    }

    /** Reads the nodes; whether EDGES follow. */
    private static boolean nodes(TextRows rows, ShipmentTable table) {
        while (rows.next()) {
            if (rows.text().equalsIgnoreCase("EDGES")) {
                return true;
            }
            table.readRow();
        }
        rows.add("the file has no EDGES.");
        return false;
    }

    private static long[][] edges(TextRows rows, int n) {
        long[][] minutes = new long[n][];
        for (int i = 0; i < n; i++) {
            if (!rows.next() || rows.text().equalsIgnoreCase("EOF")) {
                rows.add("the matrix ends after " + i + " of " + n + " rows.");
                return minutes;
            }
            minutes[i] = rows.matrixRow(i, n);
        }
        if (rows.next() && !rows.text().equalsIgnoreCase("EOF")) {
            rows.add("unexpected " + TextScanner.quoted(rows.field(0)) + " after the matrix.");
        }
        return minutes;
    }
}
