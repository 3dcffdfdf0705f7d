package dev.ansatz.problems.cvrp;

import dev.ansatz.problems.Formats;
import dev.ansatz.problems.distance.Distances;
import dev.ansatz.problems.distance.Metric;
import dev.ansatz.problems.io.FileTypes;
import dev.ansatz.problems.io.Geometry;
import dev.ansatz.problems.io.IdText;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.InputFile;
import dev.ansatz.problems.io.InputFiles;
import dev.ansatz.problems.io.JsonInput;
import dev.ansatz.problems.io.JsonOutput;
import dev.ansatz.problems.io.Mistakes;
import dev.ansatz.problems.io.NodeIds;
import dev.ansatz.problems.io.NodeTable;
import dev.ansatz.problems.io.Numbers;
import dev.ansatz.problems.io.TextScanner;
import dev.ansatz.problems.io.TsplibFile;
import dev.ansatz.problems.io.TsplibGeometry;
import dev.ansatz.problems.io.VrplibSections;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Files of the CVRP: CVRPLIB {@code .vrp} and {@code .sol}, and JSON for both. */
final class CvrpFormats implements Formats<CvrpInstance, Routes> {
    static final CvrpFormats FORMATS = new CvrpFormats();

    private static final Pattern TRUCKS = Pattern.compile("(?i)\\bno\\.? of (?:trucks|vehicles)\\s*:\\s*(\\d{1,9})");
    private static final Pattern CLASSIC_NAME = Pattern.compile("[ABEFMP]-n\\d+-k(\\d{1,9})");

    /** Sets whose published results are on real distances although their files say EUC_2D, which TSPLIB rounds. */
    private static final Pattern REAL_NAME = Pattern.compile("(?i)golden_\\d+|cmt\\d+|tai\\d+[a-d]|li_\\d+");

    private static final String SERVICE_FAULT = "the service times of all customers sum to more than 2^53.";
    private static final String LOAD_FAULT = "the sum of the demands exceeds 2^53.";

    private CvrpFormats() {}

    @Override
    public List<String> instanceExtensions() {
        return List.of(".vrp", ".json");
    }

    @Override
    public String solutionExtension() {
        return ".sol";
    }

    @Override
    public boolean recognises(InputFile file) {
        if (Cvrp.isOrders(file)) {
            // The reader says what the header of another table would need.
            return !NodeTable.recognises(file) || NodeTable.hasDemands(file);
        }
        if (VrplibSections.isRich(file)) {
            return false;
        }
        String type = FileTypes.tsplibType(file.head());
        boolean named = file.fileName().toLowerCase(Locale.ROOT).endsWith(".vrp");
        return type == null ? named : type.contains("VRP") || (named && !type.contains("TSP"));
    }

    @Override
    public CvrpInstance readInstance(InputFile input) {
        byte[] data = input.bytes();
        Path path = input.path();
        if (Cvrp.isOrders(input)) {
            return readOrders(input, null);
        }
        return InputFiles.isJson(data) ? readJsonInstance(path, data) : readCvrplib(path, data);
    }

    /** Reads orders as a table; their mistakes are told together with a capacity that is missing. */
    static CvrpInstance readOrders(InputFile input, @Nullable Long capacity) {
        NodeTable table = NodeTable.read(input);
        Mistakes mistakes = table.mistakes();
        if (!table.hasDemands()) {
            mistakes.add(table.headerLine(), "the header has no column demand, which vehicle routing needs.");
            mistakes.throwIfAny();
        }
        if (capacity == null) {
            mistakes.add(0, "the capacity of a vehicle is not in the table; give it with --capacity N.");
        } else if (capacity < 0) {
            mistakes.add(0, "the capacity " + capacity + " must not be negative.");
        }
        int depot = depotRow(table);
        long[] demands = new long[table.size()];
        for (int row = 0; row < table.size(); row++) {
            Double demand = table.demand(row);
            if (demand == null) {
                demand = 0.0;
                if (row != depot && depot >= 0) {
                    mistakes.add(
                            table.line(row), "the demand of " + TextScanner.quoted(table.id(row)) + " is missing.");
                }
            }
            if (demand != Math.rint(demand)) {
                mistakes.add(
                        table.line(row),
                        "the demand " + Numbers.format(demand) + " of " + TextScanner.quoted(table.id(row))
                                + " is not a whole number; count in a smaller unit.");
            }
            String fault = demandFault(demand, row == depot, capacity == null ? Long.MAX_VALUE : capacity);
            if (fault != null) {
                mistakes.add(
                        table.line(row),
                        "the demand " + Numbers.format(demand) + " of " + TextScanner.quoted(table.id(row)) + " "
                                + fault);
            }
            demands[row < depot ? row + 1 : row == depot ? 0 : row] = demand.longValue();
        }
        mistakes.throwIfAny();
        List<String> notes = new ArrayList<>(table.notes(null));
        notes.add(0, "The depot is '" + table.id(depot) + "', line " + table.line(depot) + ".");
        return new CvrpInstance(
                        InputFiles.baseName(input.path()),
                        table.geometry().distances(depot),
                        demands,
                        Objects.requireNonNull(capacity))
                .withIds(table.ids(depot))
                .withNotes(notes);
    }

    /** The row with the id {@code depot}, else the first if it has no demand, else the only one without; -1 and a mistake else. */
    private static int depotRow(NodeTable table) {
        List<Integer> named = rows(table, row -> table.id(row).equalsIgnoreCase("depot"));
        if (!named.isEmpty()) {
            return named.get(0);
        }
        List<Integer> without = rows(table, row -> {
            Double demand = table.demand(row);
            return demand == null || demand == 0;
        });
        if (!without.isEmpty() && (without.size() == 1 || without.get(0) == 0)) {
            return without.get(0);
        }
        table.mistakes()
                .add(
                        table.headerLine() + 1,
                        "no row is the depot: give it the id depot, or make it the first row with the demand 0.");
        return -1;
    }

    private static List<Integer> rows(NodeTable table, IntPredicate condition) {
        return IntStream.range(0, table.size()).filter(condition).boxed().toList();
    }

    private static CvrpInstance readCvrplib(Path path, byte[] data) {
        TsplibFile file = TsplibFile.parse(path, data);
        file.requireType("CVRP", "ACVRP"); // asymmetric distances are allowed in either
        Set<String> keys = new HashSet<>(TsplibGeometry.KEYS);
        keys.addAll(List.of("CAPACITY", "DISTANCE", "SERVICE_TIME", "VEHICLES", "TRUCKS"));
        Set<String> sections = new HashSet<>(TsplibGeometry.SECTIONS);
        sections.addAll(List.of("DEMAND_SECTION", "DEPOT_SECTION"));
        file.allowOnly(keys, sections);

        String name = file.value("NAME", InputFiles.baseName(path));
        Geometry geometry = TsplibGeometry.read(file);
        List<String> notes = new ArrayList<>();
        if (geometry.metric() == Metric.EUC_2D && REAL_NAME.matcher(name).matches()) {
            geometry = geometry.withMetric(Metric.EXACT_2D);
            notes.add("Distances are real, not rounded as EUC_2D says: the name " + name
                    + " is of a set whose published values are so.");
        }
        notes.addAll(geometry.notes());
        Long capacity = file.integer("CAPACITY");
        if (capacity == null) {
            throw file.missing("CAPACITY");
        }
        if (capacity < 0) {
            throw file.error(
                    Objects.requireNonNull(file.key("CAPACITY")), "CAPACITY " + capacity + " must not be negative.");
        }
        int n = geometry.size();
        int depot = readDepot(file, n);
        long[] demands = readDemands(file, n, depot, capacity);
        Double limit = notNegative(file, "DISTANCE");
        Double service = notNegative(file, "SERVICE_TIME");
        if (service != null && service * n > Numbers.MAX_EXACT) {
            throw file.error(Objects.requireNonNull(file.key("SERVICE_TIME")), SERVICE_FAULT);
        }
        Fleet fleet = fleet(file, name);
        return new CvrpInstance(
                        name, geometry.distances(depot), demands, capacity, null, limit, service == null ? 0 : service)
                .withMaxVehicles(fleet.vehicles(), fleet.origin())
                .withNotes(notes);
    }

    /** A limit of the fleet and where it comes from, if it is no key of the file. */
    private record Fleet(
            @Nullable Integer vehicles, @Nullable String origin) {}

    private static @Nullable Double notNegative(TsplibFile file, String key) {
        Double value = file.number(key);
        if (value != null && value < 0) {
            throw file.error(
                    Objects.requireNonNull(file.key(key)),
                    key + " " + Numbers.format(value) + " must not be negative.");
        }
        return value;
    }

    /** The fleet by key, else by comment, else by the name of a classic set; null where it is free. */
    private static Fleet fleet(TsplibFile file, String name) {
        Integer vehicles = null;
        for (String key : List.of("VEHICLES", "TRUCKS")) {
            Long value = file.integer(key);
            if (value != null) {
                TsplibFile.Entry entry = Objects.requireNonNull(file.key(key));
                if (value < 1 || value > Integer.MAX_VALUE) {
                    throw file.error(entry, key + " " + value + " must be between 1 and " + Integer.MAX_VALUE + ".");
                }
                if (vehicles != null && vehicles.longValue() != value) {
                    throw file.error(entry, "TRUCKS " + value + " contradicts VEHICLES " + vehicles + ".");
                }
                vehicles = value.intValue();
            }
        }
        if (vehicles != null) {
            return new Fleet(vehicles, null);
        }
        Matcher comment = TRUCKS.matcher(file.value("COMMENT", ""));
        if (comment.find()) {
            return new Fleet(positive(comment.group(1)), "the comment '" + comment.group() + "'");
        }
        Matcher classic = CLASSIC_NAME.matcher(name);
        return classic.matches() ? new Fleet(positive(classic.group(1)), "the name " + name) : new Fleet(null, null);
    }

    private static @Nullable Integer positive(String digits) {
        int value = Integer.parseInt(digits);
        return value > 0 ? value : null;
    }

    private static int readDepot(TsplibFile file, int n) {
        TextScanner scanner = file.section("DEPOT_SECTION");
        int depot = -1;
        while (scanner.nextField()) {
            long node = scanner.lastInteger("depot");
            if (node == -1) {
                break;
            }
            if (depot >= 0) {
                throw scanner.error("several depots are not supported.");
            }
            if (node < 1 || node > n) {
                throw scanner.error("the depot " + node + " is outside 1.." + n + " (DIMENSION).");
            }
            depot = (int) node - 1;
        }
        if (scanner.nextField()) {
            throw scanner.error("unexpected text after the -1 that ends DEPOT_SECTION.");
        }
        if (depot < 0) {
            throw scanner.error("DEPOT_SECTION names no depot.");
        }
        return depot;
    }

    private static long[] readDemands(TsplibFile file, int n, int depot, long capacity) {
        TextScanner scanner = file.section("DEMAND_SECTION");
        double load = 0;
        long[] demands = new long[n];
        int[] lines = new int[n];
        int count = 0;
        while (scanner.nextRow()) {
            int node = TsplibGeometry.nodeOf(scanner, n);
            if (lines[node] != 0) {
                throw scanner.error("the demand of node " + (node + 1) + " is repeated; it was given in line "
                        + lines[node] + " already.");
            }
            long demand = scanner.integer("demand");
            scanner.endRow();
            String fault = demandFault(demand, node == depot, capacity);
            if (fault != null) {
                throw scanner.error("the demand " + demand + " of node " + (node + 1) + " " + fault);
            }
            load += demand;
            if (load > Numbers.MAX_EXACT) {
                throw scanner.error(LOAD_FAULT);
            }
            lines[node] = scanner.line();
            demands[node < depot ? node + 1 : node == depot ? 0 : node] = demand;
            count++;
        }
        if (count < n) {
            throw scanner.error("DEMAND_SECTION has " + count + " of " + n + " demands; node "
                    + TsplibGeometry.firstMissing(lines) + " is missing.");
        }
        return demands;
    }

    static @Nullable String demandFault(double demand, boolean depot, long capacity) {
        if (demand < 0) {
            return "is negative.";
        }
        if (depot && demand != 0) {
            return "must be 0 since it is the depot.";
        }
        return demand > capacity ? "is above the capacity " + capacity + "." : null;
    }

    private static CvrpInstance readJsonInstance(Path path, byte[] data) {
        try (JsonInput json = new JsonInput(path, data)) {
            return new JsonFields(path, json).build(json);
        }
    }

    /** Fields of an instance in JSON as they come; whatever depends on several of them is checked at the end. */
    private static final class JsonFields {
        private final Path path;
        private String name;
        private @Nullable Metric metric;
        private JsonInput.@Nullable Rows coordinates;
        private JsonInput.@Nullable Rows matrix;
        private JsonInput.@Nullable Rows demandRows;
        private @Nullable Long capacity;
        private @Nullable Integer vehicles;
        private @Nullable Double limit;
        private double service;
        private JsonInput.@Nullable Ids ids;

        JsonFields(Path path, JsonInput json) {
            this.path = path;
            name = InputFiles.baseName(path);
            for (String field = json.nextField(); field != null; field = json.nextField()) {
                switch (field) {
                    case "problem" -> json.requireProblem(Cvrp.ID);
                    case "name" -> name = json.string("name");
                    case "metric" -> metric = json.metric();
                    case "coordinates" -> coordinates = json.rows("coordinates", "coordinate");
                    case "matrix" -> matrix = json.rows("matrix", "distance");
                    case "demands" -> demandRows = json.column("demands", "demand");
                    case "capacity" -> capacity = (long) atLeast(json, "capacity", json.integer("capacity"), 0);
                    case "vehicles" -> {
                        double value = atLeast(json, "number of vehicles", json.integer("number of vehicles"), 1);
                        vehicles = (int) Math.min(value, Integer.MAX_VALUE);
                    }
                    case "maxRouteLength" -> limit = atLeast(json, "maxRouteLength", json.number("maxRouteLength"), 0);
                    case "serviceTime" -> service = atLeast(json, "serviceTime", json.number("serviceTime"), 0);
                    case "ids" -> ids = json.ids("ids");
                    default -> throw json.unknown(field);
                }
            }
        }

        CvrpInstance build(JsonInput json) {
            Geometry geometry = json.geometry(metric, coordinates, matrix);
            if (service * geometry.size() > Numbers.MAX_EXACT) {
                throw json.error(SERVICE_FAULT);
            }
            JsonInput.Rows rows = demandRows;
            if (rows == null) {
                throw json.error("the object has no 'demands'.");
            }
            Long most = capacity;
            if (most == null) {
                throw json.error("the object has no 'capacity'.");
            }
            if (rows.size() != geometry.size()) {
                throw json.error("there are " + rows.size() + " demands for " + geometry.size()
                        + " nodes; the first is that of the depot.");
            }
            return new CvrpInstance(
                            name.isBlank() ? InputFiles.baseName(path) : name,
                            geometry.distances(),
                            demands(rows, most),
                            most,
                            vehicles,
                            limit,
                            service)
                    .withIds(json.nodeIds(ids, geometry.size()))
                    .withNotes(geometry.notes());
        }

        private long[] demands(JsonInput.Rows rows, long most) {
            long[] demands = new long[rows.size()];
            double load = 0;
            for (int i = 0; i < demands.length; i++) {
                demands[i] = (long) rows.values().get(i)[0];
                String fault = demandFault(demands[i], i == 0, most);
                load += demands[i];
                if (fault == null && load > Numbers.MAX_EXACT) {
                    throw new InputException(path, rows.lines().get(i), LOAD_FAULT);
                }
                if (fault != null) {
                    throw new InputException(
                            path,
                            rows.lines().get(i),
                            "the demand " + demands[i] + " of " + (i == 0 ? "the depot " : "customer " + i + " ")
                                    + fault);
                }
            }
            return demands;
        }
    }

    private static double atLeast(JsonInput json, String what, double value, double least) {
        if (value < least) {
            throw json.error(
                    "the " + what + " " + Numbers.format(value) + " must be at least " + Numbers.format(least) + ".");
        }
        return value;
    }

    @Override
    public @Nullable String notNative(CvrpInstance instance) {
        return instance.ids() != null ? "CVRPLIB has no place for ids; write a .json file." : null;
    }

    @Override
    public void writeInstance(CvrpInstance instance, Writer out) throws IOException {
        Distances distances = instance.distances();
        Integer vehicles = instance.maxVehicles();
        Double limit = instance.maxRouteLength();
        double service = instance.serviceTime();
        out.write("NAME : " + TsplibGeometry.oneLine(instance.name()) + "\nTYPE : CVRP\nDIMENSION : " + distances.size()
                + "\n");
        TsplibGeometry.writeKeys(out, distances);
        out.write("CAPACITY : " + instance.capacity() + "\n");
        if (vehicles != null) {
            out.write("VEHICLES : " + vehicles + "\n");
        }
        if (limit != null) {
            out.write("DISTANCE : " + Numbers.format(limit) + "\n");
        }
        if (service != 0) {
            out.write("SERVICE_TIME : " + Numbers.format(service) + "\n");
        }
        TsplibGeometry.writeSections(out, distances);
        out.write("DEMAND_SECTION\n");
        for (int node = 0; node < distances.size(); node++) {
            out.write((node + 1) + " " + instance.demand(node) + "\n");
        }
        out.write("DEPOT_SECTION\n1\n-1\nEOF\n");
    }

    @Override
    public void writeInstanceAsJson(CvrpInstance instance, Writer out) throws IOException {
        Distances distances = instance.distances();
        Integer vehicles = instance.maxVehicles();
        Double limit = instance.maxRouteLength();
        double service = instance.serviceTime();
        JsonOutput json = new JsonOutput(out);
        json.string("problem", "cvrp");
        json.string("name", instance.name());
        json.number("capacity", instance.capacity());
        if (vehicles != null) {
            json.number("vehicles", vehicles);
        }
        if (limit != null) {
            json.number("maxRouteLength", limit);
        }
        if (service != 0) {
            json.number("serviceTime", service);
        }
        NodeIds ids = instance.ids();
        if (ids != null) {
            json.strings("ids", ids.toList());
        }
        json.integers("demands", instance.demands());
        json.distances(distances);
        json.end();
    }

    /** Routes of a solution file and the cost it claims. */
    private record Plan(Routes routes, @Nullable Double cost) {}

    @Override
    public Routes readSolution(InputFile input, CvrpInstance instance) {
        return readPlan(input, instance).routes();
    }

    @Override
    public @Nullable Double readClaimedObjective(InputFile input) {
        return readPlan(input, null).cost();
    }

    /** @param instance whose customers are visited; null to pass over the routes */
    private static Plan readPlan(InputFile input, @Nullable CvrpInstance instance) {
        byte[] data = input.bytes();
        Path path = input.path();
        if (InputFiles.isJson(data)) {
            return readJsonPlan(path, data, instance);
        }
        List<int[]> routes = new ArrayList<>();
        Double cost = null;
        int[] buffer = new int[64];
        Mistakes mistakes = new Mistakes(path);
        TextScanner scanner = new TextScanner(path, data);
        while (scanner.nextField()) {
            String word = scanner.lastField().toLowerCase(Locale.ROOT);
            if (word.startsWith("route")) {
                if (!word.endsWith(":")) {
                    skipRouteNumber(scanner);
                }
                if (instance == null || instance.ids() != null) {
                    int line = scanner.line();
                    routes.add(IdText.words(scanner.restOfRow()).stream()
                            .mapToInt(id -> instance == null
                                    ? 0
                                    : instance.customer(id.id(), fault -> mistakes.add(line, fault)))
                            .toArray());
                    continue;
                }
                int count = 0;
                while (scanner.hasFieldOnRow()) {
                    if (count == buffer.length) {
                        buffer = Arrays.copyOf(buffer, 2 * count);
                    }
                    buffer[count++] = scanner.smallInteger("customer");
                }
                routes.add(Arrays.copyOf(buffer, count));
            } else if (word.startsWith("cost") && (word.length() == 4 || word.equals("cost:"))) {
                if (cost != null) {
                    throw scanner.error("the cost is given twice.");
                }
                cost = readCost(scanner);
            } else {
                throw scanner.error("expected 'Route #…: …' or 'Cost …'.");
            }
        }
        if (routes.isEmpty() && cost == null) {
            throw scanner.error("the file has no route.");
        }
        mistakes.throwIfAny();
        return new Plan(new Routes(routes.toArray(int[][]::new)), cost);
    }

    /** Skips {@code #3:}, {@code 3:}, {@code # 3 :} after the word route. */
    private static void skipRouteNumber(TextScanner scanner) {
        for (int words = 0; words < 3 && scanner.hasFieldOnRow(); words++) {
            scanner.nextField();
            if (scanner.lastField().endsWith(":")) {
                return;
            }
        }
        throw scanner.error("expected ':' after the number of the route.");
    }

    private static double readCost(TextScanner scanner) {
        if (!scanner.hasFieldOnRow()) {
            throw scanner.error("the line ends where the cost is expected.");
        }
        scanner.nextField();
        if (scanner.lastField().equals(":") || scanner.lastField().equals("=")) {
            return readCost(scanner);
        }
        double cost = scanner.lastNumber("cost");
        scanner.endRow();
        return cost;
    }

    private static Plan readJsonPlan(Path path, byte[] data, @Nullable CvrpInstance instance) {
        try (JsonInput json = new JsonInput(path, data)) {
            int[][] routes = null;
            Double cost = null;
            for (String field = json.nextField(); field != null; field = json.nextField()) {
                switch (field) {
                    case "problem" -> json.requireProblem(Cvrp.ID);
                    case "instance" -> json.string("instance");
                    case "cost" -> cost = json.number("cost");
                    case "routes" -> routes = readJsonRoutes(path, json, instance);
                    default -> throw json.unknown(field);
                }
            }
            if (routes == null) {
                throw json.error("the object has no 'routes'.");
            }
            return new Plan(new Routes(routes), cost);
        }
    }

    private static int[][] readJsonRoutes(Path path, JsonInput json, @Nullable CvrpInstance instance) {
        if (instance == null) {
            json.skip();
            return new int[0][];
        }
        if (instance.ids() == null) {
            return json.intRows("routes", "customer");
        }
        Mistakes mistakes = new Mistakes(path);
        List<int[]> routes = new ArrayList<>();
        for (JsonInput.Ids row : json.idRows("routes")) {
            int[] route = new int[row.values().size()];
            for (int i = 0; i < route.length; i++) {
                int line = row.lines().get(i);
                route[i] = instance.customer(row.values().get(i), fault -> mistakes.add(line, fault));
            }
            routes.add(route);
        }
        mistakes.throwIfAny();
        return routes.toArray(int[][]::new);
    }

    @Override
    public String formatSolution(CvrpInstance instance, Routes routes) {
        StringBuilder text = new StringBuilder();
        int[][] all = routes.toArray();
        for (int r = 0; r < all.length; r++) {
            text.append("Route #").append(r + 1).append(':');
            for (int customer : all[r]) {
                text.append(' ').append(IdText.word(instance.id(customer)));
            }
            text.append('\n');
        }
        double cost = Cvrp.PROBLEM.evaluate(instance, routes).objective();
        if (!Double.isNaN(cost)) {
            text.append("Cost ").append(Numbers.format(cost)).append('\n');
        }
        return text.toString();
    }

    @Override
    public String formatSolutionAsJson(CvrpInstance instance, Routes routes) {
        return JsonOutput.text(json -> {
            json.string("problem", "cvrp");
            json.string("instance", instance.name());
            double cost = Cvrp.PROBLEM.evaluate(instance, routes).objective();
            if (!Double.isNaN(cost)) {
                json.number("cost", cost);
            }
            if (instance.ids() != null) {
                json.stringRows("routes", instance.ids(routes));
            } else {
                json.rows(
                        "routes",
                        Arrays.stream(routes.toArray())
                                .map(r -> Arrays.stream(r).asLongStream().toArray())
                                .toArray(long[][]::new));
            }
        });
    }
}
