package dev.ansatz.problems.op;

import dev.ansatz.problems.Formats;
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
import dev.ansatz.problems.io.Numbers;
import dev.ansatz.problems.io.TextScanner;
import dev.ansatz.problems.io.TsplibFile;
import dev.ansatz.problems.io.TsplibGeometry;
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
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Files of the orienteering problem: OPLib {@code .oplib}, {@code .txt} of Tsiligirides and Chao, {@code .sol}, and JSON. */
final class OpFormats implements Formats<OpInstance, Visits> {
    static final OpFormats FORMATS = new OpFormats();

    private static final String EXTENSION = ".oplib";
    private static final String NUMBER = "[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?";

    private OpFormats() {}

    @Override
    public List<String> instanceExtensions() {
        return List.of(EXTENSION, ".txt", ".json");
    }

    @Override
    public String solutionExtension() {
        return ".sol";
    }

    @Override
    public boolean recognises(InputFile file) {
        if (file.isJson()) {
            return false;
        }
        String type = FileTypes.tsplibType(file.head());
        String name = file.fileName().toLowerCase(Locale.ROOT);
        return type != null
                ? type.equals("OP")
                : name.endsWith(EXTENSION) || (name.endsWith(".txt") && looksLikeChao(file.head()));
    }

    /** Whether the first row has two numbers, the second of them whole, and those after it three. */
    private static boolean looksLikeChao(String head) {
        List<String[]> rows = head.lines()
                .map(String::strip)
                .filter(row -> !row.isEmpty())
                .limit(5)
                .map(row -> row.split("\\s+"))
                .toList();
        return rows.size() >= 3
                && rows.get(0).length == 2
                && rows.get(0)[1].matches("\\d{1,9}")
                && rows.stream().skip(1).limit(rows.size() - 2L).allMatch(row -> row.length == 3)
                && rows.stream().flatMap(Arrays::stream).allMatch(field -> field.matches(NUMBER));
    }

    @Override
    public OpInstance readInstance(InputFile input) {
        byte[] data = input.bytes();
        Path path = input.path();
        if (InputFiles.isJson(data)) {
            return readJsonInstance(path, data);
        }
        return FileTypes.tsplibType(input.head()) == null && looksLikeChao(input.head())
                ? readChao(path, data)
                : readOplib(path, data);
    }

    /** {@code limit paths}, the start, the end, and the other nodes, each with x, y and score. */
    private static OpInstance readChao(Path path, byte[] data) {
        TextScanner scanner = new TextScanner(path, data);
        if (!scanner.nextRow()) {
            throw new InputException(path, 1, "the file is empty.");
        }
        double limit = scanner.number("limit");
        if (limit < 0) {
            throw scanner.error("the limit " + Numbers.format(limit) + " is negative.");
        }
        long paths = scanner.integer("number of paths");
        if (paths != 1) {
            throw scanner.error("team orienteering (" + paths + " paths) is not supported; only one path is.");
        }
        scanner.endRow();
        List<double[]> rows = new ArrayList<>();
        List<Integer> lines = new ArrayList<>();
        double sum = 0;
        while (scanner.nextRow()) {
            lines.add(scanner.line());
            double[] row = {scanner.number("x coordinate"), scanner.number("y coordinate"), scanner.number("score")};
            sum += checked(scanner, row[2]);
            if (sum > Numbers.MAX_EXACT) {
                throw scanner.error("the sum of the scores exceeds 2^53.");
            }
            scanner.endRow();
            rows.add(row);
        }
        if (rows.size() < 2) {
            throw new InputException(path, scanner.line(), "the file ends before the rows of start and end.");
        }
        double[] x = rows.stream().mapToDouble(row -> row[0]).toArray();
        double[] y = rows.stream().mapToDouble(row -> row[1]).toArray();
        int[] at = lines.stream().mapToInt(Integer::intValue).toArray();
        Geometry geometry = new Geometry(x.length, Metric.EXACT_2D, x, y, null, at);
        geometry.checkCoordinates(path);
        return new OpInstance(
                InputFiles.baseName(path),
                geometry.distances(),
                rows.stream().mapToDouble(row -> row[2]).toArray(),
                limit,
                0,
                1);
    }

    private static double checked(TextScanner scanner, double score) {
        if (score < 0) {
            throw scanner.error("the score " + Numbers.format(score) + " is negative.");
        }
        return score;
    }

    private static OpInstance readOplib(Path path, byte[] data) {
        TsplibFile file = TsplibFile.parse(path, data);
        file.requireType("OP");
        Set<String> keys = new HashSet<>(TsplibGeometry.KEYS);
        keys.add("COST_LIMIT");
        Set<String> sections = new HashSet<>(TsplibGeometry.SECTIONS);
        sections.addAll(List.of("NODE_SCORE_SECTION", "DEPOT_SECTION"));
        file.allowOnly(keys, sections);
        Geometry geometry = TsplibGeometry.read(file);
        Double limit = file.number("COST_LIMIT");
        if (limit == null) {
            throw file.missing("COST_LIMIT");
        }
        if (limit < 0) {
            throw file.error(
                    Objects.requireNonNull(file.key("COST_LIMIT")),
                    "COST_LIMIT " + Numbers.format(limit) + " must not be negative.");
        }
        int n = geometry.size();
        double[] scores = readScores(file, n);
        int[] terminals = file.hasSection("DEPOT_SECTION") ? readTerminals(file, n) : new int[] {0, 0};
        List<String> notes = new ArrayList<>(geometry.notes());
        if (!file.hasSection("DEPOT_SECTION")) {
            notes.add("Without a DEPOT_SECTION, node 1 is start and end.");
        }
        return new OpInstance(
                        file.value("NAME", InputFiles.baseName(path)),
                        geometry.distances(),
                        scores,
                        limit,
                        terminals[0],
                        terminals[1])
                .withNotes(notes);
    }

    private static double[] readScores(TsplibFile file, int n) {
        TextScanner scanner = file.section("NODE_SCORE_SECTION");
        double[] scores = new double[n];
        int[] lines = new int[n];
        double sum = 0;
        int count = 0;
        while (scanner.nextRow()) {
            int node = TsplibGeometry.nodeOf(scanner, n);
            if (lines[node] != 0) {
                throw scanner.error(
                        "the score of node " + (node + 1) + " was given in line " + lines[node] + " already.");
            }
            lines[node] = scanner.line();
            scores[node] = checked(scanner, scanner.number("score"));
            sum += scores[node];
            if (sum > Numbers.MAX_EXACT) {
                throw scanner.error("the sum of the scores exceeds 2^53.");
            }
            scanner.endRow();
            count++;
        }
        if (count < n) {
            throw scanner.error("NODE_SCORE_SECTION has " + count + " of " + n + " scores; that of node "
                    + TsplibGeometry.firstMissing(lines) + " is missing.");
        }
        return scores;
    }

    /** Start and end: one depot for both, or two. */
    private static int[] readTerminals(TsplibFile file, int n) {
        TextScanner scanner = file.section("DEPOT_SECTION");
        List<Integer> depots = new ArrayList<>();
        while (scanner.nextField()) {
            long node = scanner.lastInteger("depot");
            if (node == -1) {
                break;
            }
            if (node < 1 || node > n) {
                throw scanner.error("the depot " + node + " is outside 1.." + n + " (DIMENSION).");
            }
            if (depots.size() == 2) {
                throw scanner.error("more depots than start and end are not supported.");
            }
            depots.add((int) node - 1);
        }
        if (depots.isEmpty()) {
            throw scanner.error("DEPOT_SECTION names no depot.");
        }
        return new int[] {depots.get(0), depots.get(depots.size() - 1)};
    }

    private static OpInstance readJsonInstance(Path path, byte[] data) {
        try (JsonInput json = new JsonInput(path, data)) {
            String name = InputFiles.baseName(path);
            Metric metric = null;
            JsonInput.Rows coordinates = null;
            JsonInput.Rows matrix = null;
            JsonInput.Rows scores = null;
            JsonInput.Ids ids = null;
            Double limit = null;
            String start = null;
            String end = null;
            for (String field = json.nextField(); field != null; field = json.nextField()) {
                switch (field) {
                    case "problem" -> json.requireProblem(Orienteering.ID);
                    case "name" -> name = json.string("name");
                    case "limit" -> limit = json.number("limit");
                    case "start" -> start = json.id("start");
                    case "end" -> end = json.id("end");
                    case "scores" -> scores = json.numbers("scores", "score");
                    case "metric" -> metric = json.metric();
                    case "coordinates" -> coordinates = json.rows("coordinates", "coordinate");
                    case "matrix" -> matrix = json.rows("matrix", "distance");
                    case "ids" -> ids = json.ids("ids");
                    default -> throw json.unknown(field);
                }
            }
            Geometry geometry = json.geometry(metric, coordinates, matrix);
            int n = geometry.size();
            if (scores == null || limit == null) {
                throw json.error("the object has no '" + (scores == null ? "scores" : "limit") + "'.");
            }
            if (scores.size() != n) {
                throw json.error("there are " + scores.size() + " scores for " + n + " nodes.");
            }
            if (limit < 0) {
                throw json.error("the limit " + Numbers.format(limit) + " is negative.");
            }
            double[] values = scores(path, scores);
            NodeIds nodeIds = json.nodeIds(ids, n);
            OpInstance numbered = new OpInstance(
                            name.isBlank() ? InputFiles.baseName(path) : name,
                            geometry.distances(),
                            values,
                            limit,
                            0,
                            0)
                    .withIds(nodeIds);
            Mistakes mistakes = new Mistakes(path);
            int from = start == null ? 0 : numbered.node(start, fault -> mistakes.add(0, "as start, " + fault));
            int to = end == null ? from : numbered.node(end, fault -> mistakes.add(0, "as end, " + fault));
            mistakes.throwIfAny();
            return new OpInstance(numbered.name(), numbered.distances(), values, limit, from, to)
                    .withIds(nodeIds)
                    .withNotes(geometry.notes());
        }
    }

    private static double[] scores(Path path, JsonInput.Rows rows) {
        Mistakes mistakes = new Mistakes(path);
        double[] scores = new double[rows.size()];
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            scores[i] = rows.values().get(i)[0];
            if (scores[i] < 0) {
                mistakes.add(
                        rows.lines().get(i),
                        "the score " + Numbers.format(scores[i]) + " of node " + (i + 1) + " is negative.");
            }
            sum += scores[i];
        }
        if (sum > Numbers.MAX_EXACT) {
            mistakes.add(0, "the sum of the scores exceeds 2^53.");
        }
        mistakes.throwIfAny();
        return scores;
    }

    @Override
    public @Nullable String notNative(OpInstance instance) {
        return instance.ids() != null ? "OPLib has no place for ids; write a .json file." : null;
    }

    @Override
    public void writeInstance(OpInstance instance, Writer out) throws IOException {
        int n = instance.size();
        out.write("NAME : " + TsplibGeometry.oneLine(instance.name()) + "\nTYPE : OP\nDIMENSION : " + n
                + "\nCOST_LIMIT : " + Numbers.format(instance.limit()) + "\n");
        TsplibGeometry.writeKeys(out, instance.distances());
        TsplibGeometry.writeSections(out, instance.distances());
        out.write("NODE_SCORE_SECTION\n");
        for (int node = 0; node < n; node++) {
            out.write((node + 1) + " " + Numbers.format(instance.score(node)) + "\n");
        }
        out.write("DEPOT_SECTION\n" + (instance.start() + 1) + "\n"
                + (instance.isTour() ? "" : instance.end() + 1 + "\n") + "-1\nEOF\n");
    }

    @Override
    public void writeInstanceAsJson(OpInstance instance, Writer out) throws IOException {
        JsonOutput json = new JsonOutput(out);
        json.string("problem", Orienteering.ID);
        json.string("name", instance.name());
        json.number("limit", instance.limit());
        NodeIds ids = instance.ids();
        if (ids != null) {
            json.string("start", instance.id(instance.start()));
            json.string("end", instance.id(instance.end()));
            json.strings("ids", ids.toList());
        } else {
            json.number("start", instance.start() + 1);
            json.number("end", instance.end() + 1);
        }
        json.numbers("scores", instance.scores());
        json.distances(instance.distances());
        json.end();
    }

    /** What a solution file says. */
    private record Plan(Visits visits, @Nullable Double score) {}

    @Override
    public Visits readSolution(InputFile input, OpInstance instance) {
        return readPlan(input, instance).visits();
    }

    @Override
    public @Nullable Double readClaimedObjective(InputFile input) {
        return readPlan(input, null).score();
    }

    /** @param instance whose nodes are visited; null to pass over them */
    private static Plan readPlan(InputFile input, @Nullable OpInstance instance) {
        byte[] data = input.bytes();
        Path path = input.path();
        if (InputFiles.isJson(data)) {
            return readJsonPlan(path, data, instance);
        }
        return FileTypes.tsplibType(input.head()) != null
                ? readSequence(TsplibFile.parse(path, data), instance)
                : readRoute(new TextScanner(path, data), path, instance);
    }

    /** {@code Route #1: ids} and {@code Score v}. */
    private static Plan readRoute(TextScanner scanner, Path path, @Nullable OpInstance instance) {
        Mistakes mistakes = new Mistakes(path);
        int[] nodes = null;
        Double score = null;
        while (scanner.nextField()) {
            String word = scanner.lastField().toLowerCase(Locale.ROOT);
            int line = scanner.line();
            String rest = scanner.restOfRow().strip();
            if (word.startsWith("route")) {
                if (nodes != null) {
                    throw new InputException(path, line, "the file holds a second route; a path is one.");
                }
                String row = word.endsWith(":") ? rest : rest.substring(rest.indexOf(':') + 1);
                nodes = instance == null
                        ? new int[0]
                        : IdText.words(row).stream()
                                .mapToInt(id -> instance.node(id.id(), fault -> mistakes.add(line, fault)))
                                .toArray();
            } else if (word.startsWith("score")) {
                String value = rest.isEmpty() ? word.substring(5) : rest;
                value = value.replaceFirst("^[:=]", "").strip();
                if (!value.matches(NUMBER)) {
                    throw new InputException(
                            path, line, "the score " + TextScanner.quoted(value) + " is not a number.");
                }
                score = Double.valueOf(value);
            } else {
                throw new InputException(
                        path,
                        line,
                        "expected 'Route #1: nodes' or 'Score value', found " + TextScanner.quoted(word) + ".");
            }
        }
        if (nodes == null) {
            throw new InputException(path, scanner.line(), "the file has no 'Route #1:' line.");
        }
        mistakes.throwIfAny();
        return new Plan(new Visits(nodes), score);
    }

    /** OPLib's own solutions: the nodes from the start on. */
    private static Plan readSequence(TsplibFile file, @Nullable OpInstance instance) {
        file.requireType("OP");
        file.allowOnly(
                Set.of(
                        "NAME",
                        "TYPE",
                        "COMMENT",
                        "DIMENSION",
                        "COST_LIMIT",
                        "ROUTE_NODES",
                        "ROUTE_SCORE",
                        "ROUTE_COST"),
                Set.of("NODE_SEQUENCE_SECTION", "DEPOT_SECTION"));
        TextScanner scanner = file.section("NODE_SEQUENCE_SECTION");
        Mistakes mistakes = new Mistakes(file.file());
        List<Integer> nodes = new ArrayList<>();
        while (scanner.nextField()) {
            long node = scanner.lastInteger("node");
            if (node == -1) {
                break;
            }
            int line = scanner.line();
            nodes.add(
                    instance == null
                            ? 0
                            : instance.withIds(null).node(Long.toString(node), fault -> mistakes.add(line, fault)));
        }
        mistakes.throwIfAny();
        if (instance != null) {
            if (nodes.isEmpty() || nodes.removeFirst() != instance.start()) {
                throw scanner.error("the sequence does not begin at the start, node " + (instance.start() + 1) + ".");
            }
            if (!instance.isTour() && (nodes.isEmpty() || nodes.removeLast() != instance.end())) {
                throw scanner.error("the sequence does not end at the end, node " + (instance.end() + 1) + ".");
            }
        }
        return new Plan(new Visits(nodes.stream().mapToInt(Integer::intValue).toArray()), file.number("ROUTE_SCORE"));
    }

    private static Plan readJsonPlan(Path path, byte[] data, @Nullable OpInstance instance) {
        try (JsonInput json = new JsonInput(path, data)) {
            JsonInput.Ids route = null;
            Double score = null;
            for (String field = json.nextField(); field != null; field = json.nextField()) {
                switch (field) {
                    case "problem" -> json.requireProblem(Orienteering.ID);
                    case "instance" -> json.string("instance");
                    case "score" -> score = json.number("score");
                    case "length" -> json.number("length");
                    case "route" -> route = json.ids("route");
                    default -> throw json.unknown(field);
                }
            }
            if (route == null) {
                throw json.error("the object has no 'route'.");
            }
            Mistakes mistakes = new Mistakes(path);
            JsonInput.Ids ids = route;
            int[] nodes = instance == null
                    ? new int[0]
                    : IntStream.range(0, ids.values().size())
                            .map(i -> instance.node(
                                    ids.values().get(i),
                                    fault -> mistakes.add(ids.lines().get(i), fault)))
                            .toArray();
            mistakes.throwIfAny();
            return new Plan(new Visits(nodes), score);
        }
    }

    @Override
    public String formatSolution(OpInstance instance, Visits visits) {
        StringBuilder text = new StringBuilder("Route #1:");
        for (int position = 0; position < visits.size(); position++) {
            text.append(' ').append(IdText.word(instance.id(visits.node(position))));
        }
        double score = Orienteering.PROBLEM.evaluate(instance, visits).objective();
        return text.append("\nScore ")
                .append(Numbers.format(score))
                .append('\n')
                .toString();
    }

    @Override
    public String formatSolutionAsJson(OpInstance instance, Visits visits) {
        return JsonOutput.text(json -> {
            json.string("problem", Orienteering.ID);
            json.string("instance", instance.name());
            double score = Orienteering.PROBLEM.evaluate(instance, visits).objective();
            if (!Double.isNaN(score)) {
                json.number("score", score);
                json.number("length", Orienteering.PROBLEM.length(instance, visits));
            }
            if (instance.ids() != null) {
                json.strings("route", instance.ids(visits));
            } else {
                json.integers(
                        "route",
                        Arrays.stream(visits.toArray())
                                .mapToLong(node -> node + 1L)
                                .toArray());
            }
        });
    }
}
