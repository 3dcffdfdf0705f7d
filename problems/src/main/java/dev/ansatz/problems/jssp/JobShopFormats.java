package dev.ansatz.problems.jssp;

import dev.ansatz.problems.Formats;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.InputFile;
import dev.ansatz.problems.io.InputFiles;
import dev.ansatz.problems.io.JsonInput;
import dev.ansatz.problems.io.JsonOutput;
import dev.ansatz.problems.io.NodeIds;
import dev.ansatz.problems.io.Numbers;
import dev.ansatz.problems.io.TextScanner;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.StringTokenizer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Files of the JSSP: {@code .jsp} and {@code .sol} as text, and JSON for both. */
final class JobShopFormats implements Formats<JobShopInstance, Schedule> {
    static final JobShopFormats FORMATS = new JobShopFormats();

    private static final int MAX_OPERATIONS = 50_000_000;

    /** Extension of flexible job shops. */
    static final String FLEXIBLE = ".fjs";

    private JobShopFormats() {}

    @Override
    public List<String> instanceExtensions() {
        return List.of(".jsp", ".json");
    }

    @Override
    public String solutionExtension() {
        return ".sol";
    }

    @Override
    public boolean recognises(InputFile file) {
        // Flexible job shops are recognised too, so that the reader can say by name that they are not supported.
        String name = file.fileName().toLowerCase(Locale.ROOT);
        String head = file.head();
        return name.endsWith(".jsp")
                || name.endsWith(FLEXIBLE)
                || looksLikeJsp(head)
                || (!name.endsWith(".mkp") && !name.endsWith(".kp") && looksFlexible(head));
    }

    @Override
    public JobShopInstance readInstance(InputFile input) {
        byte[] data = input.bytes();
        Path path = input.path();
        if (InputFiles.isJson(data)) {
            return readJsonInstance(path, data);
        }
        String head = input.head();
        if (input.fileName().toLowerCase(Locale.ROOT).endsWith(FLEXIBLE)
                || (!looksLikeJsp(head) && looksFlexible(head))) {
            throw new InputException(
                    path, 1, "flexible job shops, whose operations have a choice of machines, are not supported yet.");
        }
        return readJsp(path, data);
    }

    /** Blanks out what follows a {@code #} on its line, so that lines keep their numbers. */
    private static TextScanner withoutComments(Path path, byte[] data) {
        byte[] text = data.clone();
        boolean comment = false;
        for (int i = 0; i < text.length; i++) {
            if (text[i] == '\n' || text[i] == '\r') {
                comment = false;
            } else if (comment || text[i] == '#') {
                comment = true;
                text[i] = ' ';
            }
        }
        return new TextScanner(path, text);
    }

    private static Stream<String> rows(String head) {
        return head.lines().map(line -> line.split("#", 2)[0].strip()).filter(line -> !line.isEmpty());
    }

    /**
     * Whether a text begins as a flexible job shop: {@code jobs machines}, perhaps the mean number of machines of an operation, then a
     * row for each job: its number of operations and for each of them the number of machines, then {@code machine duration} each.
     *
     * @param head the beginning of a file; its last row may be cut off
     */
    static boolean looksFlexible(String head) {
        List<String> lines = rows(head).toList();
        String[] counts = lines.isEmpty() ? new String[0] : lines.get(0).split("\\s+");
        if (lines.size() < 2
                || counts.length < 2
                || counts.length > 3
                || !isCount(counts[0])
                || !isCount(counts[1])
                || (counts.length == 3 && !counts[2].matches("\\d{1,9}(\\.\\d*)?"))
                || lines.size() - 1 > Integer.parseInt(counts[0])) {
            return false;
        }
        for (int row = 1; row < lines.size(); row++) {
            boolean mayBeCut = row > 1 && row == lines.size() - 1;
            if (!isFlexibleJob(lines.get(row), mayBeCut)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isFlexibleJob(String row, boolean mayBeCut) {
        int[] values = new int[row.length() / 2 + 1];
        int count = 0;
        for (StringTokenizer fields = new StringTokenizer(row); fields.hasMoreTokens(); ) {
            String field = fields.nextToken();
            if (!isCount(field)) {
                return false;
            }
            values[count++] = Integer.parseInt(field);
        }
        int at = 1;
        for (int op = 0; op < values[0] && at < count; op++) {
            if (values[at] < 1) {
                return false;
            }
            at = (int) Math.min(Integer.MAX_VALUE, at + 1 + 2L * values[at]);
            if (at >= count && op + 1 < values[0]) {
                return mayBeCut;
            }
        }
        return values[0] > 0 && (at == count || (mayBeCut && at > count));
    }

    /** Whether a text begins as a {@code .jsp}: {@code jobs machines}, then a row that visits each machine once. */
    static boolean looksLikeJsp(String head) {
        List<String> lines = rows(head).limit(2).toList();
        if (lines.size() < 2) {
            return false;
        }
        String[] counts = lines.get(0).split("\\s+");
        if (counts.length != 2 || !isCount(counts[0]) || !isCount(counts[1])) {
            return false;
        }
        int machines = Integer.parseInt(counts[1]);
        StringTokenizer row = new StringTokenizer(lines.get(1));
        // With one machine, two numbers a line may be anything, such as a knapsack.
        if (machines < 2 || row.countTokens() != 2 * machines) {
            return false;
        }
        boolean[] visited = new boolean[machines + 1]; // numbered from 0 or from 1
        while (row.hasMoreTokens()) {
            String machine = row.nextToken();
            if (!isCount(machine) || !isCount(row.nextToken())) {
                return false;
            }
            int number = Integer.parseInt(machine);
            if (number > machines || visited[number]) {
                return false;
            }
            visited[number] = true;
        }
        return !visited[0] || !visited[machines];
    }

    private static boolean isCount(String text) {
        return text.length() < 10 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static JobShopInstance readJsp(Path path, byte[] data) {
        TextScanner scanner = withoutComments(path, data);
        if (!scanner.nextRow()) {
            throw scanner.error("the file has no line 'jobs machines'.");
        }
        int jobs = count(scanner, "number of jobs");
        int machines = count(scanner, "number of machines");
        scanner.endRow();
        if ((long) jobs * machines > MAX_OPERATIONS) {
            throw scanner.error("more than " + MAX_OPERATIONS + " operations are not supported.");
        }
        scanner.requireRoom(jobs + " jobs on " + machines + " machines", (long) jobs * machines, 2);
        int[][] order = new int[jobs][machines];
        int[][] durations = new int[jobs][machines];
        int[] shop = {}; // ids of the machines in ascending order, those of the first job
        double total = 0;
        for (int job = 0; job < jobs; job++) {
            if (!scanner.nextRow()) {
                throw scanner.error("the file ends after " + job + " of " + jobs + " jobs.");
            }
            for (int op = 0; op < machines; op++) {
                if (!scanner.hasFieldOnRow()) {
                    throw scanner.error("job " + job + " has " + op + " of " + machines + " operations.");
                }
                long machine = scanner.integer("machine");
                if (machine < 0 || machine > Integer.MAX_VALUE) {
                    throw scanner.error(
                            "the machine " + machine + " of job " + job + " is outside 0.." + Integer.MAX_VALUE + ".");
                }
                if (job > 0 && Arrays.binarySearch(shop, (int) machine) < 0) {
                    throw scanner.error("the machine " + machine + " of job " + job + " is none of the " + machines
                            + " that job 0 visits.");
                }
                if (!scanner.hasFieldOnRow()) {
                    throw scanner.error("the duration of job " + job + " on machine " + machine + " is missing.");
                }
                long duration = scanner.integer("duration");
                String fault = durationFault(duration);
                if (fault != null) {
                    throw scanner.error(
                            "the duration " + duration + " of job " + job + " on machine " + machine + fault);
                }
                order[job][op] = (int) machine;
                durations[job][op] = (int) duration;
                total += duration;
            }
            scanner.endRow();
            int[] sorted = order[job].clone();
            Arrays.sort(sorted);
            for (int k = 1; k < machines; k++) {
                if (sorted[k] == sorted[k - 1]) {
                    throw scanner.error("job " + job + " visits machine " + sorted[k] + " twice.");
                }
            }
            shop = job == 0 ? sorted : shop;
        }
        if (total > Numbers.MAX_EXACT) {
            throw scanner.error("the sum of all durations exceeds 2^53.");
        }
        if (scanner.nextRow()) {
            throw scanner.error("unexpected text after the last of " + jobs + " jobs.");
        }
        return new JobShopInstance(InputFiles.baseName(path), order, durations);
    }

    private static int count(TextScanner scanner, String what) {
        long value = scanner.integer(what);
        if (value < 1 || value > Integer.MAX_VALUE) {
            throw scanner.error("the " + what + " (" + value + ") must be between 1 and " + Integer.MAX_VALUE + ".");
        }
        return (int) value;
    }

    static @Nullable String durationFault(double duration) {
        if (duration != Math.rint(duration)) {
            return " is not an integer.";
        }
        return duration < 0 ? " is negative." : duration > Integer.MAX_VALUE ? " is above 2147483647." : null;
    }

    private static JobShopInstance readJsonInstance(Path path, byte[] data) {
        try (JsonInput json = new JsonInput(path, data)) {
            String name = InputFiles.baseName(path);
            JsonInput.Rows machines = null;
            JsonInput.Rows durations = null;
            JsonInput.Ids jobIds = null;
            JsonInput.Ids machineIds = null;
            for (String field = json.nextField(); field != null; field = json.nextField()) {
                switch (field) {
                    case "problem" -> json.requireProblem(JobShop.ID);
                    case "name" -> name = json.string("name");
                    case "machines" -> machines = json.rows("machines", "machine");
                    case "durations" -> durations = json.rows("durations", "duration");
                    case "jobIds" -> jobIds = json.ids("jobIds");
                    case "machineIds" -> machineIds = json.ids("machineIds");
                    default -> throw json.unknown(field);
                }
            }
            if (machines == null || durations == null) {
                throw json.error("the object has no '" + (machines == null ? "machines" : "durations") + "'.");
            }
            if (machines.size() == 0) {
                throw json.error("there are no jobs.");
            }
            if (machines.size() != durations.size()) {
                throw json.error("there are machines for " + machines.size() + " jobs and durations for "
                        + durations.size() + " jobs.");
            }
            JobShopInstance instance =
                    jsonInstance(path, name.isBlank() ? InputFiles.baseName(path) : name, machines, durations);
            return instance.withIds(
                    json.ids(jobIds, instance.jobs(), "jobs"), json.ids(machineIds, instance.machines(), "machines"));
        }
    }

    private static JobShopInstance jsonInstance(
            Path path, String name, JsonInput.Rows machines, JsonInput.Rows durations) {
        int jobs = machines.size();
        int[][] order = new int[jobs][];
        int[][] times = new int[jobs][];
        double total = 0;
        for (int job = 0; job < jobs; job++) {
            double[] visits = machines.values().get(job);
            double[] lengths = durations.values().get(job);
            if (visits.length == 0) {
                throw new InputException(path, machines.lines().get(job), "job " + job + " has no operations.");
            }
            if (visits.length != lengths.length) {
                throw new InputException(
                        path,
                        durations.lines().get(job),
                        "job " + job + " has " + visits.length + " machines and " + lengths.length + " durations.");
            }
            for (double machine : visits) {
                if (machine != Math.rint(machine) || machine < 0 || machine > Integer.MAX_VALUE) {
                    throw new InputException(
                            path,
                            machines.lines().get(job),
                            "the machine " + Numbers.format(machine) + " of job " + job
                                    + " is not an integer from 0 to " + Integer.MAX_VALUE + ".");
                }
            }
            order[job] =
                    Arrays.stream(visits).mapToInt(machine -> (int) machine).toArray();
            int[] sorted = order[job].clone();
            Arrays.sort(sorted);
            for (int k = 1; k < sorted.length; k++) {
                if (sorted[k] == sorted[k - 1]) {
                    throw new InputException(
                            path, machines.lines().get(job), "job " + job + " visits machine " + sorted[k] + " twice.");
                }
            }
            for (double duration : lengths) {
                String fault = durationFault(duration);
                if (fault != null) {
                    throw new InputException(
                            path,
                            durations.lines().get(job),
                            "the duration " + Numbers.format(duration) + " of job " + job + fault);
                }
                total += duration;
            }
            times[job] =
                    Arrays.stream(lengths).mapToInt(duration -> (int) duration).toArray();
        }
        if (total > Numbers.MAX_EXACT) {
            throw new InputException(path, durations.lines().get(0), "the sum of all durations exceeds 2^53.");
        }
        return new JobShopInstance(name, order, times);
    }

    @Override
    public @Nullable String notNative(JobShopInstance instance) {
        if (instance.jobIds() != null || instance.machineIds() != null) {
            return "a .jsp file has no place for ids; write a .json file.";
        }
        return !instance.isComplete()
                ? "in a .jsp file every job visits every machine; write a .json file for " + instance.name() + "."
                : null;
    }

    @Override
    public void writeInstance(JobShopInstance instance, Writer out) throws IOException {
        int jobs = instance.jobs();
        out.write("# " + instance.name().replaceAll("\\s+", " ") + "\n" + jobs + " " + instance.machines() + "\n");
        for (int job = 0; job < jobs; job++) {
            for (int op = 0; op < instance.operations(job); op++) {
                out.write((op == 0 ? "" : "  ") + instance.machineId(instance.machine(job, op)) + " "
                        + instance.duration(job, op));
            }
            out.write("\n");
        }
    }

    @Override
    public void writeInstanceAsJson(JobShopInstance instance, Writer out) throws IOException {
        int jobs = instance.jobs();
        long[][] machines = new long[jobs][];
        long[][] durations = new long[jobs][];
        for (int job = 0; job < jobs; job++) {
            int j = job;
            int operations = instance.operations(job);
            machines[job] = new long[operations];
            durations[job] = new long[operations];
            Arrays.setAll(machines[job], op -> instance.machineId(instance.machine(j, op)));
            Arrays.setAll(durations[job], op -> instance.duration(j, op));
        }
        JsonOutput json = new JsonOutput(out);
        json.string("problem", JobShop.ID);
        json.string("name", instance.name());
        json.rows("machines", machines);
        json.rows("durations", durations);
        NodeIds jobIds = instance.jobIds();
        if (jobIds != null) {
            json.strings("jobIds", jobIds.toList());
        }
        NodeIds machineIds = instance.machineIds();
        if (machineIds != null) {
            json.strings("machineIds", machineIds.toList());
        }
        json.end();
    }

    private record Plan(Schedule schedule, @Nullable Double makespan) {}

    @Override
    public Schedule readSolution(InputFile input, JobShopInstance instance) {
        return readPlan(input).schedule();
    }

    @Override
    public @Nullable Double readClaimedObjective(InputFile input) {
        return readPlan(input).makespan();
    }

    private static Plan readPlan(InputFile input) {
        byte[] data = input.bytes();
        Path path = input.path();
        if (InputFiles.isJson(data)) {
            return readJsonPlan(path, data);
        }
        TextScanner scanner = withoutComments(path, data);
        if (!scanner.nextRow()) {
            throw scanner.error("the file has no makespan.");
        }
        double makespan = scanner.integer("makespan");
        if (scanner.hasFieldOnRow()) {
            throw scanner.error("the first line must hold the makespan alone.");
        }
        List<long[]> rows = new ArrayList<>();
        long[] row = new long[16];
        while (scanner.nextRow()) {
            int count = 0;
            while (scanner.hasFieldOnRow()) {
                if (count == row.length) {
                    row = Arrays.copyOf(row, 2 * count);
                }
                row[count++] = scanner.integer("start time");
            }
            rows.add(Arrays.copyOf(row, count));
        }
        if (rows.isEmpty()) {
            throw scanner.error("the file has no start times.");
        }
        return new Plan(Schedule.of(rows.toArray(long[][]::new)), makespan);
    }

    private static Plan readJsonPlan(Path path, byte[] data) {
        try (JsonInput json = new JsonInput(path, data)) {
            JsonInput.Rows starts = null;
            Double makespan = null;
            for (String field = json.nextField(); field != null; field = json.nextField()) {
                switch (field) {
                    case "problem" -> json.requireProblem(JobShop.ID);
                    case "instance" -> json.string("instance");
                    case "makespan" -> makespan = json.number("makespan");
                    case "starts" -> starts = json.rows("starts", "start time");
                    default -> throw json.unknown(field);
                }
            }
            if (starts == null) {
                throw json.error("the object has no 'starts'.");
            }
            long[][] rows = new long[starts.size()][];
            for (int job = 0; job < rows.length; job++) {
                for (double start : starts.values().get(job)) {
                    if (start != Math.rint(start) || Math.abs(start) > Numbers.MAX_EXACT) {
                        throw new InputException(
                                path,
                                starts.lines().get(job),
                                "the start time " + Numbers.format(start) + " of job " + job + " is not an integer.");
                    }
                }
                rows[job] = Arrays.stream(starts.values().get(job))
                        .mapToLong(start -> (long) start)
                        .toArray();
            }
            return new Plan(Schedule.of(rows), makespan);
        }
    }

    @Override
    public String formatSolution(JobShopInstance instance, Schedule schedule) {
        StringBuilder text = new StringBuilder();
        double makespan = JobShop.PROBLEM.evaluate(instance, schedule).objective();
        text.append(Double.isNaN(makespan) ? "0" : Numbers.format(makespan)).append('\n');
        for (int job = 0; job < schedule.jobs(); job++) {
            for (int op = 0; op < schedule.operations(job); op++) {
                text.append(op == 0 ? "" : " ").append(schedule.start(job, op));
            }
            text.append('\n');
        }
        return text.toString();
    }

    @Override
    public String formatSolutionAsJson(JobShopInstance instance, Schedule schedule) {
        return JsonOutput.text(json -> {
            json.string("problem", JobShop.ID);
            json.string("instance", instance.name());
            double makespan = JobShop.PROBLEM.evaluate(instance, schedule).objective();
            if (!Double.isNaN(makespan)) {
                json.number("makespan", makespan);
            }
            json.rows("starts", schedule.toArray());
        });
    }
}
