package dev.ansatz.problems.io;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Problems;
import dev.ansatz.problems.Solutions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is in a file, a reader reads it or refuses it in one sentence, within {@value #MOST_BYTES} bytes of memory and
 * {@value #MOST_SECONDS} s of processor time. {@code -Dansatz.fuzz=10000} makes as many files instead of {@value #FILES}.
 */
class ReadersFuzzTest {
    private static final int FILES = 2000;
    private static final long MOST_BYTES = 100_000_000;
    private static final double MOST_SECONDS = 2;

    private static final String[] NUMBERS = {
        "NaN",
        "-inf",
        "Infinity",
        "1e308",
        "-1e308",
        "1e-320",
        "1e999",
        "-1",
        "0",
        "-0",
        "0.5",
        "9007199254740993",
        "9223372036854775807",
        "9223372036854775808",
        "2147483647",
        "2147483648",
        "4294967296",
        "-2147483648",
        "1000000",
        "99999999999999999999999999999999999999",
        "0.000000000000001",
        "1d",
        "0x10",
        "1_000",
        "٣",
        "½",
        "1e",
        "--1",
        "1.2.3",
        "46341",
        "100000000"
    };

    private static final List<String> TEXTS = List.of(
            "t.tsp|NAME : t\nTYPE : TSP\nCOMMENT : c\nDIMENSION : 4\nEDGE_WEIGHT_TYPE : GEO\nNODE_COORD_SECTION\n1 1.30 2.15\n"
                    + "2 -3.59 4.01\n3 5.5 6.0\n4 80 170\nEOF\n",
            "m.tsp|NAME : m\nTYPE : TSP\nDIMENSION : 4\nEDGE_WEIGHT_TYPE : EXPLICIT\nEDGE_WEIGHT_FORMAT : LOWER_DIAG_ROW\n"
                    + "EDGE_WEIGHT_SECTION\n0\n1 0\n2 3 0\n4 5 6 0\nDISPLAY_DATA_SECTION\n1 0 0\n2 0 1\n3 1 0\n4 1 1\nEOF\n",
            "A-n4-k2.vrp|NAME : A-n4-k2\nCOMMENT : (mine, No of trucks: 2)\nTYPE : CVRP (mine)\nDIMENSION : 4\nEDGE_WEIGHT_TYPE :"
                    + " EUC_2D\nCAPACITY : 10\nVEHICLES : 3\nDISTANCE : 90\nSERVICE_TIME : 1\nNODE_COORD_SECTION\n1 0 0\n2 0 7\n"
                    + "3 8 0\n4 9 9\nDEMAND_SECTION\n1 0\n2 3\n3 4\n4 5\nDEPOT_SECTION\n1\n-1\nEOF\n",
            "w.vrp|NAME : w\nTYPE : VRPTW\nDIMENSION : 4\nEDGE_WEIGHT_TYPE : FLOOR_2D\nSCALE : 10\nVEHICLES : 2\nNODE_COORD_SECTION\n"
                    + "1 0 0\n2 0 7\n3 8 0\n4 9 9\nDEMAND_SECTION\n2 3\n3 4\n4 5\nSERVICE_TIME_SECTION\n2 1\n3 1\n4 2\n"
                    + "TIME_WINDOW_SECTION\n1 0 90\n2 3 9\n3 0 50\n4 7 7.5\nCAPACITY_SECTION\n1 9\n2 8\n"
                    + "VEHICLES_RELOAD_DEPOT_SECTION\n1 1\n2\nVEHICLES_ALLOWED_CLIENTS_SECTION\n1 2 3\n2 3 4\nDEPOT_SECTION\n1\n-1\n",
            "p.txt|NAME : p\nTYPE : PDPTW\nDIMENSION : 5\nEDGE_WEIGHT_TYPE : EXPLICIT\nEDGE_WEIGHT_FORMAT : LOWER_ROW\nCAPACITY : 9\n"
                    + "EDGE_WEIGHT_SECTION\n1\n2 3\n4 5.5 6\n4 5 6 7\nPICKUP_AND_DELIVERY_SECTION\n1 0 0 99 0 0 0\n2 3 0 50 1 0 3\n"
                    + "3 -3 9 40 1 2 0\n4 0 0 99 2 0 0\nDEPOT_SECTION\n1\n5\n-1\nVEHICLES_DEPOT_SECTION\n1 1\n2 5\nEOF\n",
            "b.vrp|NAME : b\nTYPE : VRPB\nDIMENSION : 4\nEDGE_WEIGHT_TYPE : EXACT_2D\nCAPACITY : 9\nDISTANCE : 70\nNODE_COORD_SECTION\n"
                    + "1 0 0\n2 0 7\n3 8 0\n4 9 9\nDEMAND_SECTION\n1 0\n2 3\n3 4\n4 5\nBACKHAUL_SECTION\n3 4 -1\nPRIZE_SECTION\n"
                    + "2 1\n3 0\n4 2\nMUTUALLY_EXCLUSIVE_GROUP_SECTION\n1 3\nDEPOT_SECTION\n1\n-1\n",
            "h.json|{\"problem\": \"cvrp\", \"capacity\": 9, \"demands\": [0, 4, 5], \"metric\": \"HAVERSINE\", \"vehicles\": 2,\n"
                    + "\"maxRouteLength\": 1e6, \"serviceTime\": 2, \"coordinates\": [[50.1, 7.2], [50.3, 7.9], [51, -8]]}\n",
            "s.json|{\"problem\": \"jssp\", \"machines\": [[70001, 88], [88, 70001]],\n \"durations\": [[3, 2], [2, 1]]}\n",
            "one.jsp|# mine\n2 2\n1 3 2 4\n2 2 1 5\n",
            "f.fjs|2 2 1.5\n2 2 0 5 1 4 1 1 3\n1 1 0 6\n",
            "p.kp|3 8\n10 4\n30 5\n25 3\n",
            "q.kp|3\n8\n10 4\n30 5\n25 3\n",
            "i.kp|3\n7 10 4\n9 30 5\n11 25 3\n8\n",
            "i.json|{\"problem\": \"kp\", \"capacity\": 8, \"ids\": [7, 9, 11], \"profits\": [1, 2, 3],\n\"weights\": [4, 5, 3]}\n",
            "several.mkp|2\n2 1 7\n3 4.5\n1 1\n2\n3 1 0\n1 2 3\n1 1 1\n2\n",
            "c.rmab.json|{\"problem\": \"rmab\", \"horizon\": 5, \"budget\": 1, \"episodes\": 5, \"arms\": [{\"count\": 4, \"initial\": 1,\n"
                    + "\"rewards\": [0, 1], \"transitions\": [[[0.5, 0.5], [0, 1]], [[1, 0], [1, 0]]]}, {\"count\": 3,\n"
                    + "\"rewards\": [0, 1], \"transitions\": [[[0.5, 0.5], [0, 1]], [[1, 0], [1, 0]]]}], \"constraint\": {\n"
                    + "\"type\": \"path\", \"source\": 0, \"length\": 7, \"edges\": [[0, 1], [1, 2]]}}\n",
            "d.rmab.json|{\"problem\": \"rmab\", \"discount\": 0.5, \"episodes\": 5, \"arms\": [{\"count\": 4,\n"
                    + "\"rewards\": [[0, 1], [1, 2]], \"transitions\": [[[0.5, 0.5], [0, 1]], [[1, 0], [1, 0]]]}],\n"
                    + "\"constraint\": {\"type\": \"capacity\", \"costs\": [1, 2, 3, 4], \"capacities\": [3, 5]}}\n",
            "o.mkp|3 2 0\n100 200.25 0.5\n1 2 3\n3 2 1\n4\n5\n");

    /** A file to spoil, of an instance or of a solution to the instance. */
    private record Original(
            Problem<?, ?> problem, @Nullable Instance instance, String name, byte[] bytes, boolean solution) {}

    @TempDir
    Path folder;

    private final SplittableRandom random = new SplittableRandom(20261130);
    private final List<Original> originals = new ArrayList<>();
    private int read;
    private int refused;
    private final List<String> failures = new ArrayList<>();

    private <I extends Instance, S> void addOriginals(Problem<I, S> problem) throws IOException {
        List<String> distributions = problem.generator().distributions();
        for (String distribution : distributions.subList(0, Math.min(8, distributions.size()))) {
            I instance = problem.generate(distribution.startsWith("ta") ? 15 : 8, 3, distribution);
            for (String extension : problem.formats().instanceExtensions()) {
                if (!extension.equals(".json") && problem.formats().notNative(instance) != null) {
                    continue;
                }
                Path file = folder.resolve("original" + extension);
                problem.writeInstance(instance, file);
                originals.add(new Original(
                        problem, instance, file.getFileName().toString(), Files.readAllBytes(file), false));
            }
        }
        I instance = problem.generate(6, 4, distributions.get(0));
        S solution = Solutions.any(problem, instance);
        for (String extension : List.of(problem.formats().solutionExtension(), ".json")) {
            Path file = folder.resolve("solution" + extension);
            problem.writeSolution(instance, solution, file);
            originals.add(
                    new Original(problem, instance, file.getFileName().toString(), Files.readAllBytes(file), true));
        }
    }

    private void addText(String text) throws IOException {
        String[] parts = text.split("\\|", 2);
        Path file = Files.writeString(folder.resolve(parts[0]), parts[1]);
        Problem<?, ?> problem = Problems.recognise(file);
        originals.add(new Original(problem, null, parts[0], parts[1].getBytes(StandardCharsets.UTF_8), false));
    }

    @Test
    void everySpoiltFileIsReadOrRefusedInOneSentence() throws IOException {
        for (Problem<?, ?> problem : Problems.all()) {
            addOriginals(problem);
        }
        for (String text : TEXTS) {
            addText(text);
        }
        int files = Integer.getInteger("ansatz.fuzz", FILES);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().threadId();
        long most = 0;
        long slowest = 0;
        for (int k = 0; k < files; k++) {
            Original original = originals.get(random.nextInt(originals.size()));
            byte[] spoilt = spoilt(original.bytes());
            Path file = Files.write(folder.resolve("spoilt-" + original.name()), spoilt);
            String what = "file " + k + " from " + original.name() + ":\n" + head(spoilt);
            long bytes = threads.getThreadAllocatedBytes(thread);
            long time = threads.getCurrentThreadCpuTime();
            if (original.solution()) {
                check(what, () -> readSolution(original.problem(), Objects.requireNonNull(original.instance()), file));
            } else {
                check(
                        what,
                        () -> original.problem().formats().readInstances(file).forEach(ReadersFuzzTest::use));
                check(
                        what,
                        () -> Problems.recognise(file)
                                .formats()
                                .readInstances(file)
                                .forEach(ReadersFuzzTest::use));
            }
            bytes = threads.getThreadAllocatedBytes(thread) - bytes;
            time = threads.getCurrentThreadCpuTime() - time;
            most = Math.max(most, bytes);
            slowest = Math.max(slowest, time);
            if (bytes > MOST_BYTES || time * 1e-9 > MOST_SECONDS) {
                failures.add(bytes + " bytes and " + time * 1e-9 + " s for " + what);
            }
        }
        System.out.printf(
                "%,d spoilt files of %d kinds: %,d readings, %,d refusals; at most %,d kB and %.3f s each%n",
                files, originals.size(), read, refused, most / 1000, slowest * 1e-9);
        assertThat(failures.stream().limit(5)).isEmpty();
        assertThat(read).isGreaterThan(files / 20);
        assertThat(refused).isGreaterThan(files / 5);
    }

    private static void use(Instance instance) {
        assertThat(instance.name()).isNotBlank();
        instance.notes().forEach(note -> assertThat(note).endsWith("."));
    }

    @SuppressWarnings("unchecked") // the instance is one of the problem
    private static <I extends Instance, S> void readSolution(Problem<I, S> problem, Instance instance, Path file) {
        S solution = problem.readSolution(file, (I) instance);
        problem.formats().readClaimedObjective(file);
        problem.evaluate((I) instance, solution);
    }

    private void check(String what, Runnable reading) {
        try {
            reading.run();
            read++;
        } catch (InputException e) {
            refused++;
            for (String mistake : e.mistakes()) {
                if (!mistake.matches(".*[.?]") || mistake.matches("(?s).*\\p{Cntrl}.*")) {
                    failures.add("no sentence: " + mistake + " for " + what);
                }
            }
        } catch (RuntimeException | Error e) {
            failures.add(e + " at " + Arrays.toString(Arrays.copyOf(e.getStackTrace(), 4)) + " for " + what);
        }
    }

    private static String head(byte[] bytes) {
        return new String(bytes, 0, Math.min(bytes.length, 400), StandardCharsets.ISO_8859_1);
    }

    private byte[] spoilt(byte[] original) {
        byte[] bytes = original;
        for (int change = 1 + random.nextInt(2); change > 0; change--) {
            bytes = changed(bytes);
        }
        return bytes;
    }

    private byte[] changed(byte[] bytes) {
        if (bytes.length == 0) {
            return bytes;
        }
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(12)) {
            case 0 -> {
                byte[] flipped = bytes.clone();
                flipped[at] ^= (byte) (1 << random.nextInt(8));
                return flipped;
            }
            case 1 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 2 -> {
                byte[] random16 = new byte[1 + random.nextInt(16)];
                random.nextBytes(random16);
                return spliced(bytes, at, at, random16);
            }
            case 3 -> {
                return spliced(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(20)), new byte[0]);
            }
            case 4 -> {
                byte[] other = originals.get(random.nextInt(originals.size())).bytes();
                int from = random.nextInt(other.length);
                return spliced(bytes, at, at, Arrays.copyOfRange(other, from, Math.min(other.length, from + 100)));
            }
            case 5, 6, 7 -> {
                return withNumber(bytes);
            }
            default -> {
                return rewritten(new String(bytes, StandardCharsets.ISO_8859_1));
            }
        }
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] middle) {
        byte[] all = new byte[bytes.length - (to - from) + middle.length];
        System.arraycopy(bytes, 0, all, 0, from);
        System.arraycopy(middle, 0, all, from, middle.length);
        System.arraycopy(bytes, to, all, from + middle.length, bytes.length - to);
        return all;
    }

    /** Another number in the place of one of those in the text. */
    private byte[] withNumber(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        Matcher number = Pattern.compile("-?\\d+(\\.\\d+)?").matcher(text);
        List<int[]> places = new ArrayList<>();
        while (number.find()) {
            places.add(new int[] {number.start(), number.end()});
        }
        if (places.isEmpty()) {
            return bytes;
        }
        int[] place = places.get(random.nextInt(random.nextBoolean() ? Math.min(6, places.size()) : places.size()));
        String other = NUMBERS[random.nextInt(NUMBERS.length)];
        return spliced(bytes, place[0], place[1], other.getBytes(StandardCharsets.UTF_8));
    }

    /** Lines dropped, doubled or exchanged, other line ends, marks and encodings. */
    private byte[] rewritten(String text) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        int at = random.nextInt(Math.max(1, lines.size()));
        if (lines.isEmpty()) {
            return new byte[0];
        }
        switch (random.nextInt(8)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(at, lines.get(at));
            case 2 -> lines.add(lines.remove(at));
            case 3 -> {
                return text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
            }
            case 4 -> {
                return text.replace("\n", "\r").getBytes(StandardCharsets.ISO_8859_1);
            }
            case 5 -> {
                return ("\ufeff" + text).getBytes(StandardCharsets.UTF_8);
            }
            case 6 -> {
                return text.getBytes(random.nextBoolean() ? StandardCharsets.UTF_16 : StandardCharsets.UTF_16LE);
            }
            default -> {
                return text.replace(" ", random.nextBoolean() ? "\u00a0" : "\t").getBytes(StandardCharsets.UTF_8);
            }
        }
        return lines.stream().collect(Collectors.joining("\n")).getBytes(StandardCharsets.ISO_8859_1);
    }
}
