package dev.ansatz.problems.tsp;

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
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Files of the TSP: TSPLIB {@code .tsp}, {@code .atsp} and {@code .tour}, and JSON for instances and tours. */
final class TspFormats implements Formats<TspInstance, Tour> {
    static final TspFormats FORMATS = new TspFormats();

    private static final Pattern LENGTH =
            Pattern.compile("(?i)length\\s*[:=]?\\s*(\\d+(?:\\.\\d+)?)|\\((\\d+(?:\\.\\d+)?)\\)");

    private TspFormats() {}

    @Override
    public List<String> instanceExtensions() {
        return List.of(".tsp", ".atsp", ".json");
    }

    @Override
    public String solutionExtension() {
        return ".tour";
    }

    @Override
    public boolean recognises(InputFile file) {
        if (NodeTable.recognises(file)) {
            return !NodeTable.hasDemands(file);
        }
        // Relatives of the problem are recognised too, so that the reader can say by name what is not supported.
        String type = FileTypes.tsplibType(file.head());
        String fileName = file.fileName().toLowerCase(Locale.ROOT);
        boolean named = fileName.endsWith(".tsp") || fileName.endsWith(".atsp");
        return type == null ? named : type.contains("TSP") || (named && !type.contains("VRP"));
    }

    @Override
    public TspInstance readInstance(InputFile input) {
        byte[] data = input.bytes();
        Path path = input.path();
        if (NodeTable.recognises(input)) {
            return readTable(input);
        }
        return InputFiles.isJson(data) ? readJsonInstance(path, data) : readTsplib(path, data);
    }

    private static TspInstance readTable(InputFile input) {
        NodeTable table = NodeTable.read(input);
        table.mistakes().throwIfAny();
        return new TspInstance(
                InputFiles.baseName(input.path()),
                table.geometry().distances(),
                table.notes(table.hasDemands() ? "demand" : null),
                table.ids(0));
    }

    private static TspInstance readTsplib(Path path, byte[] data) {
        TsplibFile file = TsplibFile.parse(path, data);
        file.requireType("TSP", "ATSP");
        file.allowOnly(TsplibGeometry.KEYS, TsplibGeometry.SECTIONS);
        Geometry geometry = TsplibGeometry.read(file);
        TsplibFile.Entry type = file.key("TYPE");
        if (type == null || !type.value().toUpperCase(Locale.ROOT).startsWith("ATSP")) {
            geometry.requireSymmetric(path, "; TYPE : ATSP takes asymmetric ones.");
        }
        return instance(file.value("NAME", InputFiles.baseName(path)), geometry);
    }

    /** Tells of asymmetric distances: in JSON nothing else does, and a single one may be a slip. */
    private static TspInstance instance(String name, Geometry geometry) {
        Distances distances = geometry.distances();
        List<String> notes = new ArrayList<>(geometry.notes());
        if (!distances.symmetric()) {
            notes.add("The distances are asymmetric.");
        }
        return new TspInstance(name, distances, notes);
    }

    private static TspInstance readJsonInstance(Path path, byte[] data) {
        try (JsonInput json = new JsonInput(path, data)) {
            String name = InputFiles.baseName(path);
            Metric metric = null;
            JsonInput.Rows coordinates = null;
            JsonInput.Rows matrix = null;
            JsonInput.Ids ids = null;
            for (String field = json.nextField(); field != null; field = json.nextField()) {
                switch (field) {
                    case "problem" -> json.requireProblem(Tsp.ID);
                    case "name" -> name = json.string("name");
                    case "metric" -> metric = json.metric();
                    case "coordinates" -> coordinates = json.rows("coordinates", "coordinate");
                    case "matrix" -> matrix = json.rows("matrix", "distance");
                    case "ids" -> ids = json.ids("ids");
                    default -> throw json.unknown(field);
                }
            }
            Geometry geometry = json.geometry(metric, coordinates, matrix);
            return instance(name.isBlank() ? InputFiles.baseName(path) : name, geometry)
                    .withIds(json.nodeIds(ids, geometry.size()));
        }
    }

    @Override
    public @Nullable String notNative(TspInstance instance) {
        return instance.ids() != null ? "TSPLIB has no place for ids; write a .json file." : null;
    }

    @Override
    public void writeInstance(TspInstance instance, Writer out) throws IOException {
        out.write("NAME : " + TsplibGeometry.oneLine(instance.name()) + "\nTYPE : "
                + (instance.symmetric() ? "TSP" : "ATSP") + "\nDIMENSION : " + instance.size() + "\n");
        TsplibGeometry.writeKeys(out, instance.distances());
        TsplibGeometry.writeSections(out, instance.distances());
        out.write("EOF\n");
    }

    @Override
    public void writeInstanceAsJson(TspInstance instance, Writer out) throws IOException {
        JsonOutput json = new JsonOutput(out);
        json.string("problem", "tsp");
        json.string("name", instance.name());
        NodeIds ids = instance.ids();
        if (ids != null) {
            json.strings("ids", ids.toList());
        }
        json.distances(instance.distances());
        json.end();
    }

    @Override
    public Tour readSolution(InputFile input, TspInstance instance) {
        byte[] data = input.bytes();
        Path path = input.path();
        if (InputFiles.isJson(data)) {
            return readJsonTour(path, data, instance).tour();
        }
        TsplibFile file = parseTour(path, data);
        int n = instance.size();
        Long dimension = file.integer("DIMENSION");
        if (dimension != null && dimension != n) {
            throw file.error(
                    java.util.Objects.requireNonNull(file.key("DIMENSION")),
                    "the tour has DIMENSION " + dimension + ", but " + TextScanner.printable(instance.name(), 80)
                            + " has " + n + " cities.");
        }
        TextScanner scanner = file.section("TOUR_SECTION");
        if (instance.ids() != null) {
            return readIds(scanner, path, instance);
        }
        int[] order = new int[Math.max(1, n)];
        int count = 0;
        boolean ended = false;
        while (scanner.nextField()) {
            long city = scanner.lastInteger("city");
            if (ended && city != -1) {
                throw scanner.error("the file holds a second tour; only one is supported.");
            }
            if (city == -1) {
                ended = true;
                continue;
            }
            if (city < 1 || city > Integer.MAX_VALUE) {
                throw scanner.error("the city " + city + " is out of range; cities are numbered from 1.");
            }
            if (count == order.length) {
                order = Arrays.copyOf(order, 2 * count);
            }
            order[count++] = (int) city - 1;
        }
        return new Tour(Arrays.copyOf(order, count));
    }

    private static Tour readIds(TextScanner scanner, Path path, TspInstance instance) {
        Mistakes mistakes = new Mistakes(path);
        List<Integer> order = new ArrayList<>();
        boolean ended = false;
        while (scanner.nextRow()) {
            int line = scanner.line();
            for (IdText.Word word : IdText.words(scanner.restOfRow())) {
                boolean end = word.id().equals("-1") && !word.quoted();
                if (ended && !end) {
                    throw new InputException(path, line, "the file holds a second tour; only one is supported.");
                }
                ended |= end;
                if (!end) {
                    order.add(instance.city(word.id(), fault -> mistakes.add(line, fault)));
                }
            }
        }
        mistakes.throwIfAny();
        return new Tour(order.stream().mapToInt(Integer::intValue).toArray());
    }

    /** In a tour an id that does not begin with a digit is quoted: it could be read as a key, or as the -1 at the end. */
    private static String cityWord(TspInstance instance, int city) {
        String id = instance.id(city);
        return Character.isDigit(id.charAt(0)) || instance.ids() == null ? IdText.word(id) : IdText.quoted(id);
    }

    private static TsplibFile parseTour(Path path, byte[] data) {
        TsplibFile file = TsplibFile.parse(path, data);
        file.requireType("TOUR");
        file.allowOnly(Set.of("NAME", "TYPE", "COMMENT", "DIMENSION"), Set.of("TOUR_SECTION"));
        return file;
    }

    @Override
    public @Nullable Double readClaimedObjective(InputFile input) {
        byte[] data = input.bytes();
        Path path = input.path();
        if (InputFiles.isJson(data)) {
            return readJsonTour(path, data, null).length();
        }
        Matcher matcher = LENGTH.matcher(parseTour(path, data).value("COMMENT", ""));
        return matcher.find() ? Double.valueOf(matcher.group(1) != null ? matcher.group(1) : matcher.group(2)) : null;
    }

    private record JsonTour(Tour tour, @Nullable Double length) {}

    private static JsonTour readJsonTour(Path path, byte[] data, @Nullable TspInstance instance) {
        try (JsonInput json = new JsonInput(path, data)) {
            int[] order = null;
            Double length = null;
            for (String field = json.nextField(); field != null; field = json.nextField()) {
                switch (field) {
                    case "problem" -> json.requireProblem(Tsp.ID);
                    case "instance" -> json.string("instance");
                    case "length" -> length = json.number("length");
                    case "tour" -> order = readJsonOrder(path, json, instance);
                    default -> throw json.unknown(field);
                }
            }
            if (order == null) {
                throw json.error("the object has no 'tour'.");
            }
            return new JsonTour(new Tour(order), length);
        }
    }

    /** @param instance whose cities are visited; null to pass over them */
    private static int[] readJsonOrder(Path path, JsonInput json, @Nullable TspInstance instance) {
        if (instance == null) {
            json.skip();
            return new int[0];
        }
        if (instance.ids() != null) {
            Mistakes mistakes = new Mistakes(path);
            JsonInput.Ids ids = json.ids("tour");
            int[] order = new int[ids.values().size()];
            for (int i = 0; i < order.length; i++) {
                int line = ids.lines().get(i);
                order[i] = instance.city(ids.values().get(i), fault -> mistakes.add(line, fault));
            }
            mistakes.throwIfAny();
            return order;
        }
        int[] order = json.ints("tour", "city");
        for (int i = 0; i < order.length; i++) {
            if (order[i] < 1) {
                throw json.error("the city " + order[i] + " is out of range; cities are numbered from 1.");
            }
            order[i]--;
        }
        return order;
    }

    @Override
    public String formatSolution(TspInstance instance, Tour tour) {
        StringBuilder text = new StringBuilder();
        text.append("NAME : ").append(TsplibGeometry.oneLine(instance.name())).append(".tour\n");
        double length = Tsp.PROBLEM.evaluate(instance, tour).objective();
        if (!Double.isNaN(length)) {
            text.append("COMMENT : Length ").append(Numbers.format(length)).append('\n');
        }
        text.append("TYPE : TOUR\nDIMENSION : ").append(instance.size()).append("\nTOUR_SECTION\n");
        for (int position = 0; position < tour.size(); position++) {
            text.append(cityWord(instance, tour.city(position))).append('\n');
        }
        return text.append("-1\nEOF\n").toString();
    }

    @Override
    public String formatSolutionAsJson(TspInstance instance, Tour tour) {
        return JsonOutput.text(json -> {
            json.string("problem", "tsp");
            json.string("instance", instance.name());
            double length = Tsp.PROBLEM.evaluate(instance, tour).objective();
            if (!Double.isNaN(length)) {
                json.number("length", length);
            }
            if (instance.ids() != null) {
                json.strings("tour", instance.ids(tour));
            } else {
                json.integers(
                        "tour",
                        Arrays.stream(tour.order()).mapToLong(c -> c + 1L).toArray());
            }
        });
    }
}
