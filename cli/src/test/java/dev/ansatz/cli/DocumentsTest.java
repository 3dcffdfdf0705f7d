package dev.ansatz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ansatz.neural.ModelZoo;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Problems;
import dev.ansatz.search.Engines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.AnnotatedElement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * What documents say holds: lines are narrow, links lead somewhere, code that is shown is code that is compiled, commands are understood,
 * cited results are there, and reference pages are those of the program ({@code -Dansatz.documents=write} writes them anew).
 */
class DocumentsTest {
    private static final Path ROOT = Path.of("..");
    private static final Path REFERENCE = ROOT.resolve("docs/reference");
    private static final Path RESULTS = ROOT.resolve("bench/results");
    private static final int WIDTH = 120;

    /** Those at the root, and what lies below these folders. */
    private static final List<String> FOLDERS = List.of("docs", "examples", "bench/results");

    /** Commands as they were run then, and names of commands. */
    private static final List<String> NOT_FOR_USE = List.of("docs/research", "docs/reference", "CHANGELOG.md");

    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
    private static final Pattern COMMAND = Pattern.compile("`((?:\\./)?ansatz [^`]*)`");
    private static final Pattern HEADING = Pattern.compile("#{1,6} (.*)");
    private static final Pattern POINTER =
            Pattern.compile("(?<![\\w./-])((?:\\.\\./)*(?:docs|bench/results)/[\\w./-]*\\w)");

    @Test
    void linesAreNarrow() {
        List<String> wide = new ArrayList<>();
        for (Document document : documents()) {
            for (int i = 0; i < document.lines().size(); i++) {
                String line = document.lines().get(i);
                boolean oneWord = !line.strip().replaceFirst("^[-*] ", "").contains(" ");
                if (line.codePointCount(0, line.length()) > WIDTH && !oneWord) {
                    wide.add(document.at(i));
                }
            }
        }
        assertThat(wide).isEmpty();
    }

    @Test
    void theReadmeIsShort() {
        assertThat(new Document(ROOT.resolve("README.md")).lines()).hasSizeLessThanOrEqualTo(100);
    }

    @Test
    void linksAndPicturesLeadSomewhere() {
        List<String> broken = new ArrayList<>();
        for (Document document : documents()) {
            for (Map.Entry<Integer, String> link : document.links()) {
                String target = link.getValue();
                if (target.contains("://")) {
                    continue;
                }
                int hash = target.indexOf('#');
                String path = hash < 0 ? target : target.substring(0, hash);
                Path file = path.isEmpty()
                        ? document.path()
                        : document.path().resolveSibling(path).normalize();
                boolean there = Files.exists(file)
                        && (hash < 0 || new Document(file).anchors().contains(target.substring(hash + 1)));
                if (!there) {
                    broken.add(document.at(link.getKey()) + " " + target);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void everyPageIsReachedFromTheReadme() {
        Set<Path> reached = new TreeSet<>();
        List<Path> todo = new ArrayList<>(List.of(ROOT.resolve("README.md")));
        while (!todo.isEmpty()) {
            Path page = todo.removeLast();
            if (reached.add(page) && page.toString().endsWith(".md")) {
                for (Map.Entry<Integer, String> link : new Document(page).links()) {
                    Path file = page.resolveSibling(link.getValue().replaceFirst("#.*", ""))
                            .normalize();
                    if (!link.getValue().contains("://") && Files.isRegularFile(file)) {
                        todo.add(file);
                    }
                }
            }
        }
        assertThat(documents().stream().map(Document::path).filter(page -> !reached.contains(page)))
                .isEmpty();
    }

    @Test
    void javaThatIsShownIsCompiled() throws IOException {
        StringBuilder compiled = new StringBuilder();
        try (Stream<Path> files = Files.walk(ROOT.resolve("examples"))) {
            for (Path file : files.filter(
                            f -> f.toString().endsWith(".java") && !f.toString().contains("/target/"))
                    .toList()) {
                compiled.append(withoutSpace(Files.readString(file)));
            }
        }
        List<String> strangers = new ArrayList<>();
        int blocks = 0;
        for (Document document : documents()) {
            for (Block block : document.blocks()) {
                if (block.language().equals("java")) {
                    blocks++;
                    if (!compiled.toString().contains(withoutSpace(block.text()))) {
                        strangers.add(document.at(block.line()));
                    }
                }
            }
        }
        assertThat(strangers).isEmpty();
        assertThat(blocks).isGreaterThan(10);
    }

    @Test
    void commandsAreUnderstood() {
        List<String> wrong = new ArrayList<>();
        int commands = 0;
        for (Document document : documents()) {
            if (NOT_FOR_USE.stream().anyMatch(page -> document.path().startsWith(ROOT.resolve(page)))) {
                continue;
            }
            for (Map.Entry<Integer, String> command : document.commands()) {
                commands++;
                String mistake = mistake(words(command.getValue()));
                if (mistake != null) {
                    wrong.add(document.at(command.getKey()) + " " + mistake);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(commands).isGreaterThan(30);
    }

    /** What is wrong with the words behind {@code ansatz}, or null. */
    private static String mistake(String[] words) {
        ParseResult parsed;
        try {
            parsed = Converters.register(AnsatzCommand.commandLine(words))
                    .setCaseInsensitiveEnumValuesAllowed(true)
                    .parseArgs(words);
        } catch (ParameterException e) {
            return e.getMessage();
        }
        while (parsed.hasSubcommand()) {
            parsed = parsed.subcommand();
        }
        for (String option : List.of("--engine", "--engines")) {
            if (parsed.hasMatchedOption(option)) {
                for (String value : parsed.matchedOption(option).stringValues()) {
                    for (String engine : value.split(",")) {
                        if (isNoPlaceholder(engine)
                                && Problems.all().stream().noneMatch(problem -> Engines.has(problem, engine))) {
                            return "no engine " + engine;
                        }
                    }
                }
            }
        }
        if (parsed.hasMatchedOption("--model")) {
            String model = parsed.matchedOption("--model").stringValues().get(0);
            if (isNoPlaceholder(model)
                    && !model.contains("/")
                    && ModelZoo.bundled().stream().noneMatch(card -> card.name().equals(model))) {
                return "no model " + model;
            }
        }
        return null;
    }

    private static boolean isNoPlaceholder(String word) {
        return word.equals(word.toLowerCase(Locale.ROOT));
    }

    /** The words of a shell line behind the program's name, up to a comment, pipe or redirection. */
    private static String[] words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean any = false;
        char quote = 0;
        for (char c : (line + " ").toCharArray()) {
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '\'' || c == '"') {
                quote = c;
                any = true;
            } else if (Character.isWhitespace(c)) {
                if (any) {
                    words.add(word.toString());
                }
                word.setLength(0);
                any = false;
            } else if ((c == '#' && !any) || "|;&>".indexOf(c) >= 0) {
                break;
            } else {
                word.append(c);
                any = true;
            }
        }
        return words.subList(1, words.size()).toArray(new String[0]);
    }

    @Test
    void sourcesPointToDocumentsThatExist() throws IOException {
        List<Path> sources =
                new ArrayList<>(List.of(ROOT.resolve("pom.xml"), ROOT.resolve("ansatz"), ROOT.resolve(".ci/run")));
        for (String folder : List.of(
                "problems", "neural-solvers", "training", "classical", "search", "bench", "cli", "examples", "zoo")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
                files.filter(file -> file.toString().matches(".*\\.(java|yaml|html|txt|xml)")
                                && !file.toString().contains("/target/")
                                && !file.endsWith("DocumentsTest.java"))
                        .forEach(sources::add);
            }
        }
        List<String> lost = new ArrayList<>();
        for (Path source : sources) {
            Matcher matcher = POINTER.matcher(Files.readString(source));
            while (matcher.find()) {
                String pointer = matcher.group(1).replaceFirst("^(\\.\\./)+", "");
                if (!Files.exists(ROOT.resolve(pointer))) {
                    lost.add(source + " " + pointer);
                }
            }
        }
        assertThat(lost).isEmpty();
    }

    @Test
    void resultsAreCitedAndCitedOnesAreThere() throws IOException {
        String commands = Files.readString(RESULTS.resolve("README.md"));
        StringBuilder citing = new StringBuilder();
        List<String> lost = new ArrayList<>();
        for (Document document : documents()) {
            String text = String.join("\n", document.lines());
            if (document.path().startsWith(ROOT.resolve("docs"))) {
                citing.append(text).append('\n');
            }
            Matcher matcher = POINTER.matcher(text);
            while (matcher.find()) {
                Path file = ROOT.resolve(matcher.group(1).replaceFirst("^(\\.\\./)+", ""));
                if (!Files.exists(file) && !Files.exists(Path.of(file + ".json"))) {
                    lost.add(document.path() + " " + matcher.group(1));
                }
            }
        }
        assertThat(lost).isEmpty();
        List<String> uncited = new ArrayList<>();
        try (Stream<Path> files = Files.list(RESULTS)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString().replaceFirst("\\.json$", "");
                Pattern word = Pattern.compile("(?:bench/results/|`)" + Pattern.quote(name) + "(?:\\.json)?(?![\\w-])");
                if (file.toString().endsWith(".json")
                        && !(word.matcher(citing).find()
                                && word.matcher(commands).find())) {
                    uncited.add(name);
                }
            }
        }
        assertThat(uncited).isEmpty();
    }

    @Test
    void theTestCommandIsOne() throws IOException {
        assertThat(Files.readString(ROOT.resolve("README.md"))).contains("\n    mvn verify\n");
        assertThat(Files.readString(ROOT.resolve(".ci/run"))).contains("\nmvn -B -ntp verify\n");
        assertThat(Files.readString(ROOT.resolve(".github/workflows/ci.yml"))).contains("run: .ci/run\n");
        // Tests tagged slow belong to it; only the profile for the inner loop leaves them out.
        assertThat(Files.readString(ROOT.resolve("pom.xml")))
                .containsOnlyOnce("\n    <excludedGroups>huge,golden</excludedGroups>\n")
                .containsPattern("<id>fast</id>\\s*<properties><excludedGroups>huge,golden,slow<");
    }

    /** A problem of a plug-in is no less a problem: what depends on it is told by the program where it is needed. */
    @Test
    void helpOfTrainAndBenchNamesNoProblem() {
        String ids = Problems.all().stream().map(Problem::id).collect(Collectors.joining("|"));
        Pattern problem = Pattern.compile("(?i)\\b(" + ids + ")\\b");
        Map<String, CommandLine> commands = AnsatzCommand.commandLine().getSubcommands();
        Stream<CommandLine> benches = Stream.concat(
                Stream.of(commands.get("bench")), commands.get("bench").getSubcommands().values().stream());
        assertThat(Stream.concat(Stream.of(commands.get("train")), benches)
                        .flatMap(command -> command.getCommandSpec().args().stream())
                        .flatMap(argument -> Stream.of(written((AnnotatedElement) argument.userObject()))))
                .isNotEmpty()
                .allSatisfy(text -> assertThat(text).doesNotContainPattern(problem));
    }

    /** The description before the program fills it in. */
    private static String[] written(AnnotatedElement field) {
        CommandLine.Option option = field.getAnnotation(CommandLine.Option.class);
        return option != null
                ? option.description()
                : field.getAnnotation(CommandLine.Parameters.class).description();
    }

    @Test
    void referencePagesAreThoseOfTheProgram() throws IOException {
        Map<String, String> pages = ReferencePages.all(ROOT);
        if ("write".equals(System.getProperty("ansatz.documents"))) {
            Files.createDirectories(REFERENCE);
            for (Map.Entry<String, String> page : pages.entrySet()) {
                Files.writeString(REFERENCE.resolve(page.getKey()), page.getValue());
            }
        }
        for (Map.Entry<String, String> page : pages.entrySet()) {
            assertThat(Files.readString(REFERENCE.resolve(page.getKey())))
                    .as("docs/reference/" + page.getKey() + "; write it anew by -Dansatz.documents=write")
                    .isEqualTo(page.getValue());
        }
        try (Stream<Path> files = Files.list(REFERENCE)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(pages.keySet());
        }
    }

    private static String withoutSpace(String text) {
        return text.replaceAll("\\s+", "");
    }

    private static List<Document> documents() {
        List<Document> documents = new ArrayList<>();
        try (Stream<Path> files = Files.list(ROOT)) {
            files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(f -> documents.add(new Document(f)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (String folder : FOLDERS) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".md")
                                && !file.toString().contains("/target/"))
                        .sorted()
                        .forEach(f -> documents.add(new Document(f)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return documents;
    }

    /**
     * A block of code.
     *
     * @param line of its first line, from 0
     * @param language behind the fence; empty where there is none, and of indented blocks
     */
    private record Block(int line, String language, String text) {}

    private record Document(Path path, List<String> lines) {
        Document(Path path) {
            this(path.normalize(), read(path));
        }

        private static List<String> read(Path path) {
            try {
                return Files.readAllLines(path);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String at(int line) {
            return path + ":" + (line + 1);
        }

        List<Block> blocks() {
            List<Block> blocks = new ArrayList<>();
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i);
                int first = i + 1;
                if (line.strip().startsWith("```")) {
                    for (i++; !lines.get(i).strip().startsWith("```"); i++) {}
                    String text = String.join("\n", lines.subList(first, i));
                    blocks.add(new Block(first, line.strip().substring(3), text));
                } else if (line.startsWith("    ")
                        && (i == 0 || lines.get(i - 1).isBlank())) {
                    while (i < lines.size() && lines.get(i).startsWith("    ")) {
                        i++;
                    }
                    blocks.add(new Block(first - 1, "", String.join("\n", lines.subList(first - 1, i))));
                }
            }
            return blocks;
        }

        /** Code that calls the program, in blocks (continued lines joined) and in sentences, by the number of its line. */
        List<Map.Entry<Integer, String>> commands() {
            List<Map.Entry<Integer, String>> commands = new ArrayList<>();
            for (Block block : blocks()) {
                String[] code = block.text().split("\n", -1);
                for (int i = 0; i < code.length; i++) {
                    int first = block.line() + i;
                    StringBuilder line = new StringBuilder(code[i].strip());
                    while (line.toString().endsWith("\\") && i + 1 < code.length) {
                        line.setLength(line.length() - 1);
                        line.append(code[++i].strip());
                    }
                    if (line.toString().matches("(\\./)?ansatz .*")) {
                        commands.add(Map.entry(first, line.toString()));
                    }
                }
            }
            String text = String.join("\n", prose());
            Matcher matcher = COMMAND.matcher(text);
            while (matcher.find()) {
                commands.add(Map.entry(
                        lineOf(text, matcher.start()), matcher.group(1).replaceAll("\\s+", " ")));
            }
            return commands;
        }

        /** Text without code, line by line. */
        private List<String> prose() {
            List<String> prose = new ArrayList<>(lines);
            for (Block block : blocks()) {
                int length = block.text().split("\n", -1).length;
                for (int i = block.line(); i < block.line() + length; i++) {
                    prose.set(i, "");
                }
            }
            return prose;
        }

        List<Map.Entry<Integer, String>> links() {
            List<Map.Entry<Integer, String>> links = new ArrayList<>();
            List<String> prose = prose();
            String text = String.join("\n", prose);
            Matcher matcher = LINK.matcher(text);
            while (matcher.find()) {
                links.add(Map.entry(lineOf(text, matcher.start()), matcher.group(1)));
            }
            return links;
        }

        private static int lineOf(String text, int index) {
            return (int) text.substring(0, index).chars().filter(c -> c == '\n').count();
        }

        /** What headings are called in links, as on GitHub. */
        Set<String> anchors() {
            Map<String, Integer> count = new HashMap<>();
            return prose().stream()
                    .map(HEADING::matcher)
                    .filter(Matcher::matches)
                    .map(heading -> {
                        String words = heading.group(1).replaceAll("\\[([^\\]]*)]\\([^)]*\\)", "$1");
                        String anchor = words.toLowerCase(Locale.ROOT)
                                .replaceAll("[^\\p{L}\\p{N}_\\- ]", "")
                                .replace(' ', '-');
                        int before = count.merge(anchor, 1, Integer::sum) - 1;
                        return before == 0 ? anchor : anchor + "-" + before;
                    })
                    .collect(Collectors.toSet());
        }
    }
}
