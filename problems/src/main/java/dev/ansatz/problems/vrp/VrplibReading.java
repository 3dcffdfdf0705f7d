package dev.ansatz.problems.vrp;

import dev.ansatz.problems.distance.Rounding;
import dev.ansatz.problems.io.Geometry;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.InputFile;
import dev.ansatz.problems.io.InputFiles;
import dev.ansatz.problems.io.Mistakes;
import dev.ansatz.problems.io.Numbers;
import dev.ansatz.problems.io.TextScanner;
import dev.ansatz.problems.io.TsplibFile;
import dev.ansatz.problems.io.TsplibGeometry;
import dev.ansatz.problems.io.VrplibSections;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One reading of a VRPLIB file: its nodes, then its fleet, each by its sections. All mistakes are told at once. */
final class VrplibReading {
    private static final Set<String> AMOUNT_TYPES = Set.of("VRPSPD", "VRPMPD", "MVRPB", "VRPSPDTW", "VRPMPDTW");

    /** What TYPE may say; where it means more than the sections do, see the code. */
    static final Set<String> TYPES =
            new TreeSet<>(List.of(("CVRP ACVRP VRP CVRPTW VRPTW MDVRP MDVRPTW SDVRP SDVRPTW HFVRP"
                            + " HFVRPTW FSMVRP FSMVRPTW HVRP HVRPTW PCVRP PCVRPTW GVRP GVRPTW MTVRP MTVRPTW MTVRPTWR VRPB VRPBTW VRPMB"
                            + " VRPMBTW MVRPB VRPSPD VRPMPD VRPSPDTW VRPMPDTW PDVRP PDVRPTW VRPPD VRPPDTW PDPTW PDP PDTSP OVRP OVRPTW")
                    .split(" ")));

    /** The latest time of all nodes where LKH-3 has no windows. */
    private static final double NO_WINDOW = 10_000_000;

    private static final List<String> REPLACED = List.of(
            "DEMAND_SECTION", "LINEHAUL_SECTION", "BACKHAUL_SECTION", "SERVICE_TIME_SECTION", "TIME_WINDOW_SECTION");

    private final InputFile input;
    private final Mistakes mistakes;
    private final TsplibFile file;
    private final String type;
    private final @Nullable Rounding wanted;
    private final List<String> notes = new ArrayList<>();
    private int n;
    private boolean[] isDepot = {};
    private List<Integer> depots = List.of();
    private VrplibUnits units;

    // By node.
    private long[][] linehaul = {};
    private long[][] backhaul = {};
    private double[] earliest = {};
    private double[] latest = {};
    private double[] service = {};
    private double[] release = {};
    private double[] prize = {};
    private int[] partner = {};
    private boolean[] picks = {};
    private boolean windowed;
    /** Whether the file is of LKH-3, where VEHICLES is the number of routes. */
    private boolean exactFleet;

    VrplibReading(InputFile input, @Nullable Rounding wanted) {
        this.input = input;
        this.wanted = wanted;
        mistakes = new Mistakes(input.path());
        file = TsplibFile.parse(input.path(), input.bytes(), mistakes);
        Set<String> keys = new HashSet<>(TsplibGeometry.KEYS);
        keys.addAll(VrplibSections.RICH_KEYS);
        keys.addAll(List.of("CAPACITY", "DISTANCE", "SERVICE_TIME", "VEHICLES", "TRUCKS"));
        Set<String> sections = new HashSet<>(TsplibGeometry.SECTIONS);
        sections.addAll(VrplibSections.RICH_SECTIONS);
        sections.addAll(List.of("DEMAND_SECTION", "DEPOT_SECTION"));
        file.allowOnly(keys, sections);
        type = file.value("TYPE", "CVRP").split("[^A-Za-z0-9_-]", 2)[0].toUpperCase(Locale.ROOT);
        units = Objects.requireNonNull(attempt(() -> VrplibUnits.of(file, wanted), VrplibUnits.whole()));
    }

    /** What a part reads; where it has a mistake, that is kept and another value taken. */
    private <T> @Nullable T attempt(Supplier<@Nullable T> part, @Nullable T otherwise) {
        try {
            return part.get();
        } catch (InputException e) {
            mistakes.add(e);
            return otherwise;
        }
    }

    VrpInstance instance() {
        checkType();
        try {
            n = file.dimension();
        } catch (InputException e) {
            mistakes.add(e);
            mistakes.throwIfAny();
        }
        Geometry geometry = attempt(() -> TsplibGeometry.read(file, VrplibUnits.METRICS), null);
        isDepot = new boolean[n];
        depots = depots();
        depots.forEach(depot -> isDepot[depot] = true);
        readNodes();
        exactFleet |= type.equals("ACVRP");
        VrplibFleet fleet = new VrplibFleet(file, mistakes, isDepot, depots, type, exactFleet);
        double[] groupOf = new double[n];
        List<List<Integer>> groups = groups(groupOf);
        mistakes.throwIfAny();
        fleet.limitRoutes(Arrays.stream(service).anyMatch(time -> time > 0), waits());
        mistakes.throwIfAny();
        for (double[] times : new double[][] {earliest, latest, service, release}) {
            for (double time : times) {
                units.cover(time);
            }
        }
        fleet.lengths().forEach(units::cover);
        if (geometry != null && geometry.matrix() != null) {
            for (double length : geometry.matrix()) {
                units.cover(length);
            }
        }
        return build(Objects.requireNonNull(geometry), fleet, groups);
    }

    private void checkType() {
        TsplibFile.Entry key = file.key("TYPE");
        if (key == null) {
            return;
        }
        if (!TYPES.contains(type)) {
            mistakes.add(
                    key.line(),
                    "TYPE " + TextScanner.printable(key.value(), 40) + " is not supported here; supported are "
                            + String.join(", ", TYPES) + ".");
        } else if (type.startsWith("SDVRP") && !file.hasSection("VEHICLES_ALLOWED_CLIENTS_SECTION")) {
            mistakes.add(
                    key.line(),
                    "TYPE " + type + " without VEHICLES_ALLOWED_CLIENTS_SECTION: split deliveries are not supported.");
        }
    }

    /** Nodes of the depots in their order; the first node where the file names none. */
    private List<Integer> depots() {
        if (!file.hasSection("DEPOT_SECTION")) {
            notes.add("There is no DEPOT_SECTION; the depot is the first node.");
            return List.of(0);
        }
        List<Integer> nodes = new ArrayList<>();
        TextScanner scanner = file.section("DEPOT_SECTION");
        boolean ended = false;
        while (scanner.nextField()) {
            long node;
            try {
                node = scanner.lastInteger("depot");
            } catch (InputException e) {
                mistakes.add(e);
                continue;
            }
            if (ended) {
                mistakes.add(scanner.line(), "unexpected text after the -1 that ends DEPOT_SECTION.");
                break;
            }
            if (node == -1) {
                ended = true;
            } else if (node < 1 || node > n) {
                mistakes.add(scanner.line(), "the depot " + node + " is outside 1.." + n + " (DIMENSION).");
            } else if (nodes.contains((int) node - 1)) {
                mistakes.add(scanner.line(), "the depot " + node + " is given twice.");
            } else {
                nodes.add((int) node - 1);
            }
        }
        if (nodes.isEmpty()) {
            mistakes.add(scanner.line(), "DEPOT_SECTION names no depot.");
            return List.of(0);
        }
        return nodes;
    }

    private void readNodes() {
        earliest = new double[n];
        latest = filled(Double.POSITIVE_INFINITY);
        service = new double[n];
        release = column("RELEASE_TIME_SECTION", "release time");
        prize = column("PRIZE_SECTION", "prize");
        partner = new int[n];
        picks = new boolean[n];
        Arrays.fill(partner, -1);
        VrplibRows requests = VrplibRows.read(
                file,
                mistakes,
                "PICKUP_AND_DELIVERY_SECTION",
                "node",
                n,
                VrplibRows.SIGNED + "demand",
                "earliest time",
                "latest time",
                "service time",
                "pickup",
                "delivery");
        if (requests != null) {
            for (String section : REPLACED) {
                if (file.hasSection(section)) {
                    mistakes.add(
                            file.lineOf(section),
                            section + " contradicts PICKUP_AND_DELIVERY_SECTION, which says the same of each node.");
                }
            }
            readRequests(requests);
            return;
        }
        readLoads();
        VrplibRows windows =
                VrplibRows.read(file, mistakes, "TIME_WINDOW_SECTION", "node", n, "earliest time", "latest time");
        if (windows != null) {
            windowed = true;
            windows.requireAll(file, isDepot);
            for (int i = 0; i < n; i++) {
                setWindow(windows, i, windows.at(i, 0, 0), windows.at(i, 1, Double.POSITIVE_INFINITY));
            }
        } else if (type.contains("TW")) {
            notes.add("TYPE " + type + " without TIME_WINDOW_SECTION: nothing has a window.");
        }
        readService();
    }

    private double[] filled(double value) {
        double[] all = new double[n];
        Arrays.fill(all, value);
        return all;
    }

    private double[] column(String section, String what) {
        double[] column = new double[n];
        VrplibRows rows = VrplibRows.read(file, mistakes, section, "node", n, what);
        if (rows != null) {
            rows.requireAll(file, isDepot);
            for (int i = 0; i < n; i++) {
                column[i] = rows.at(i, 0, 0);
                if (isDepot[i] && column[i] != 0) {
                    rows.mistake(i, "the " + what + " of node " + (i + 1) + " must be 0 since it is a depot.");
                }
            }
        }
        return column;
    }

    private void setWindow(VrplibRows rows, int node, double from, double to) {
        if (to < from) {
            rows.mistake(
                    node,
                    "the window of node " + (node + 1) + " ends before it begins: ["
                            + Numbers.format(from) + ", "
                            + Numbers.format(to) + "].");
        }
        earliest[node] = from;
        latest[node] = to;
    }

    private void readService() {
        Double all = attempt(() -> file.number("SERVICE_TIME"), null);
        TsplibFile.Entry key = file.key("SERVICE_TIME");
        if (key != null && all != null && all < 0) {
            mistakes.add(key.line(), "SERVICE_TIME " + key.value() + " must not be negative.");
        }
        if (file.hasSection("SERVICE_TIME_SECTION")) {
            if (key != null) {
                mistakes.add(file.lineOf("SERVICE_TIME_SECTION"), "SERVICE_TIME_SECTION contradicts SERVICE_TIME.");
            }
            service = column("SERVICE_TIME_SECTION", "service time");
            return;
        }
        for (int i = 0; i < n; i++) {
            service[i] = all == null || isDepot[i] ? 0 : all;
        }
    }

    private void readLoads() {
        boolean named = file.hasSection("LINEHAUL_SECTION");
        if (named && file.hasSection("DEMAND_SECTION")) {
            mistakes.add(file.lineOf("LINEHAUL_SECTION"), "LINEHAUL_SECTION contradicts DEMAND_SECTION.");
        }
        linehaul = loads(named ? "LINEHAUL_SECTION" : "DEMAND_SECTION", "demand…");
        if (!file.hasSection("BACKHAUL_SECTION")) {
            backhaul = new long[n][0];
        } else if (!isList("BACKHAUL_SECTION")) {
            backhaul = loads("BACKHAUL_SECTION", "backhaul…");
        } else {
            // LKH-3: their demands are what is picked up there.
            exactFleet = true;
            backhaul = new long[n][0];
            TextScanner scanner = file.section("BACKHAUL_SECTION");
            while (scanner.nextField()) {
                try {
                    long node = scanner.lastInteger("node");
                    if (node == -1) {
                        break;
                    }
                    if (node < 1 || node > n || isDepot[(int) node - 1]) {
                        throw scanner.error("node " + node + " in BACKHAUL_SECTION is no client.");
                    }
                    backhaul[(int) node - 1] = linehaul[(int) node - 1];
                    linehaul[(int) node - 1] = new long[0];
                } catch (InputException e) {
                    mistakes.add(e);
                }
            }
        }
        if (!named && !file.hasSection("DEMAND_SECTION") && file.key("CAPACITY") != null) {
            mistakes.add(file.missing("DEMAND_SECTION"));
        }
    }

    /** Whether a section is nodes up to a -1 instead of rows. */
    private boolean isList(String section) {
        TextScanner scanner = file.section(section);
        String last = "";
        while (scanner.nextField()) {
            last = scanner.lastField();
        }
        return last.equals("-1");
    }

    private long[][] loads(String section, String what) {
        long[][] loads = new long[n][0];
        VrplibRows rows = VrplibRows.read(file, mistakes, section, "node", n, what);
        if (rows == null) {
            return loads;
        }
        rows.requireAll(file, isDepot);
        int width = -1;
        for (int i = 0; i < n; i++) {
            if (!rows.has(i)) {
                continue;
            }
            loads[i] = rows.whole(i, what.replace("…", ""));
            if (isDepot[i] && Arrays.stream(loads[i]).anyMatch(load -> load != 0)) {
                rows.mistake(i, "the demand of node " + (i + 1) + " must be 0 since it is a depot.");
            }
            if (width >= 0 && loads[i].length != width) {
                rows.mistake(
                        i,
                        "node " + (i + 1) + " has " + loads[i].length + " amounts in " + section + ", others have "
                                + width + ".");
            }
            width = width < 0 ? loads[i].length : width;
        }
        return loads;
    }

    /** Windows and service, and amounts or, where the type does not say so, partners. */
    private void readRequests(VrplibRows rows) {
        boolean amounts = AMOUNT_TYPES.contains(type);
        exactFleet |= amounts;
        rows.requireAll(file, isDepot);
        Double all = attempt(() -> file.number("SERVICE_TIME"), null);
        if (all != null) {
            mistakes.add(
                    Objects.requireNonNull(file.key("SERVICE_TIME")).line(),
                    "SERVICE_TIME contradicts PICKUP_AND_DELIVERY_SECTION, which says it of each node.");
        }
        linehaul = new long[n][0];
        backhaul = new long[n][0];
        for (int i = 0; i < n; i++) {
            if (!rows.has(i)) {
                continue;
            }
            setWindow(rows, i, rows.at(i, 1, 0), rows.at(i, 2, 0));
            service[i] = rows.at(i, 3, 0);
            windowed |= earliest[i] > 0 || latest[i] < NO_WINDOW;
            long demand = rows.whole(i, 0, "demand");
            long pickup = rows.whole(i, 4, "pickup");
            long delivery = rows.whole(i, 5, "delivery");
            if (isDepot[i]) {
                checkDepot(rows, i, demand != 0 || pickup != 0 || delivery != 0);
            } else if (amounts) {
                backhaul[i] = new long[] {pickup};
                linehaul[i] = new long[] {delivery};
            } else {
                readPartner(rows, i, demand, pickup, delivery);
            }
        }
        if (!windowed) {
            latest = filled(Double.POSITIVE_INFINITY);
        }
        if (!amounts) {
            checkPartners(rows);
            for (String section :
                    List.of("PRIZE_SECTION", "RELEASE_TIME_SECTION", "MUTUALLY_EXCLUSIVE_GROUP_SECTION")) {
                if (file.hasSection(section)) {
                    mistakes.add(
                            file.lineOf(section), section + " is not supported beside pairs of pickup and delivery.");
                }
            }
        }
    }

    private void checkDepot(VrplibRows rows, int node, boolean loaded) {
        if (loaded) {
            rows.mistake(node, "node " + (node + 1) + " is a depot; it has no amounts and no partner.");
        }
        if (service[node] != 0) {
            // LKH-3's CMT10X has it, and its limit of routes does not count it.
            notes.add("The service time " + Numbers.format(service[node]) + " of the depot, node " + (node + 1)
                    + ", is no part of a route.");
            service[node] = 0;
        }
    }

    private void readPartner(VrplibRows rows, int node, long demand, long pickup, long delivery) {
        String whose = "node " + (node + 1);
        if (pickup != 0 && delivery != 0) {
            rows.mistake(node, whose + " has both a pickup and a delivery; it can be one end of a pair only.");
            return;
        }
        long other = Math.max(pickup, delivery);
        if (other == 0) {
            if (demand != 0) {
                rows.mistake(node, whose + " has the demand " + demand + " but no partner.");
            }
            return;
        }
        if (other > n || other == node + 1 || isDepot[(int) other - 1]) {
            rows.mistake(node, "the partner " + other + " of " + whose + " is no other client.");
            return;
        }
        picks[node] = delivery != 0;
        partner[node] = (int) other - 1;
        backhaul[node] = new long[] {demand};
        if (picks[node] ? demand < 0 : demand > 0) {
            rows.mistake(
                    node,
                    "the demand " + demand + " of " + whose + " must be " + (picks[node] ? "positive" : "negative")
                            + " since it is a " + (picks[node] ? "pickup." : "delivery."));
        }
    }

    private void checkPartners(VrplibRows rows) {
        for (int i = 0; i < n; i++) {
            int other = partner[i];
            if (other < 0) {
                continue;
            }
            String whose = "node " + (i + 1);
            if (partner[other] != i || picks[i] == picks[other]) {
                rows.mistake(
                        i,
                        whose + " names " + (other + 1) + " as its " + (picks[i] ? "delivery" : "pickup")
                                + ", which does" + " not name it as its " + (picks[i] ? "pickup." : "delivery."));
            } else if (picks[i] && backhaul[i][0] != -backhaul[other][0]) {
                rows.mistake(
                        i,
                        whose + " picks up " + backhaul[i][0] + ", but its delivery " + (other + 1) + " takes "
                                + -backhaul[other][0] + ".");
            }
        }
    }

    private List<List<Integer>> groups(double[] groupOf) {
        List<List<Integer>> groups = new ArrayList<>();
        // Rows are numbered; there cannot be more than nodes.
        VrplibRows rows =
                VrplibRows.read(file, mistakes, "MUTUALLY_EXCLUSIVE_GROUP_SECTION", "group", n, (String[]) null);
        if (rows == null) {
            return groups;
        }
        for (int g = 0; g < n; g++) {
            if (!rows.has(g)) {
                continue;
            }
            List<Integer> members = rows.nodes(g, n);
            for (int node : members) {
                if (isDepot[node]) {
                    rows.mistake(g, "node " + (node + 1) + " of group " + (g + 1) + " is a depot.");
                } else if (groupOf[node] != 0) {
                    rows.mistake(g, "node " + (node + 1) + " is in group " + (g + 1) + " and in another.");
                } else if (prize[node] > 0 && members.size() > 1) {
                    rows.mistake(
                            g, "node " + (node + 1) + " of group " + (g + 1) + " has a prize, which is not supported.");
                }
                groupOf[node] = g + 1;
            }
            // A group of one asks for nothing that its client does not.
            if (members.size() > 1) {
                groups.add(members);
            }
        }
        return groups;
    }

    private boolean waits() {
        return windowed && Arrays.stream(earliest).anyMatch(time -> time > 0);
    }

    private VrpInstance build(Geometry geometry, VrplibFleet fleet, List<List<Integer>> groups) {
        VrpBuilder builder = VrpInstance.builder(file.value("NAME", InputFiles.baseName(input.path())));
        // Solutions count clients from 1 where the depots come first, and else say nodes.
        boolean depotsFirst = depots.stream().allMatch(depot -> depot < depots.size());
        List<String> ids = IntStream.range(0, n)
                .mapToObj(i -> Integer.toString(depotsFirst ? i : i + 1))
                .toList();
        units.addTravel(builder, geometry, ids);
        List<VrplibFleet.Kind> kinds = fleet.kinds();
        for (int i = 0; i < n; i++) {
            if (!isDepot[i] && partner[i] < 0) {
                int node = i;
                builder.job(ids.get(i), job -> {
                    job.at(ids.get(node))
                            .delivery(linehaul[node])
                            .pickup(backhaul[node])
                            .service(units.of(service[node]))
                            .release(units.of(release[node]));
                    if (windowed) {
                        job.window(units.of(earliest[node]), units.of(latest[node]));
                    }
                    if (prize[node] > 0) {
                        job.optional(prize[node]);
                    }
                    VrplibFleet.restrict(job, kinds, node, node);
                });
            } else if (picks[i]) {
                int from = i;
                int to = partner[i];
                builder.shipment(ids.get(from) + "-" + ids.get(to), shipment -> {
                    shipment.amount(backhaul[from])
                            .from(stop -> end(stop, ids.get(from), from))
                            .to(stop -> end(stop, ids.get(to), to));
                    VrplibFleet.restrict(shipment, kinds, from, to);
                });
            }
        }
        for (int g = 0; g < groups.size(); g++) {
            builder.oneOf(
                    "group-" + (g + 1), groups.get(g).stream().map(ids::get).toList());
        }
        fleet.addTo(builder, ids, units, earliest, latest);
        if (wanted == null) {
            notes.addAll(geometry.notes());
        }
        notes.addAll(units.notes());
        notes.addAll(fleet.notes());
        notes.forEach(builder::note);
        builder.scale(units.scale(), units.scale());
        mistakes.throwIfAny();
        try {
            return builder.build();
        } catch (InputException e) {
            e.mistakes().forEach(sentence -> mistakes.add(0, sentence));
            mistakes.throwIfAny();
            throw e;
        }
    }

    private void end(VrpBuilder.StopSpec stop, String id, int node) {
        stop.at(id).id(id).service(units.of(service[node]));
        if (windowed) {
            stop.window(units.of(earliest[node]), units.of(latest[node]));
        }
    }
}
