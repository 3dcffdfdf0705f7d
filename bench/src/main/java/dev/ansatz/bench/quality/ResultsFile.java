package dev.ansatz.bench.quality;

import dev.ansatz.problems.Problems;
import dev.ansatz.problems.io.AtomicFiles;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.InputFiles;
import dev.ansatz.problems.io.JsonDocuments;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@link Results} as JSON: one object, a run a line. */
public final class ResultsFile {
    private ResultsFile() {}

    /** Text of the file. */
    public static String format(Results results) {
        Provenance provenance = results.provenance();
        ObjectNode head = JsonDocuments.object();
        head.put("commit", provenance.commit());
        head.put("date", provenance.date());
        head.put("command", provenance.command());
        head.set("machine", JsonDocuments.tree(provenance.machine()));
        head.set("versions", JsonDocuments.tree(new java.util.TreeMap<>(provenance.versions())));
        head.set("experiment", JsonDocuments.tree(results.experiment()));
        head.put("origin", results.origin());
        head.put("planned", results.planned());
        StringBuilder text = new StringBuilder("{\n");
        head.propertyStream()
                .forEach(field -> text.append("\"")
                        .append(field.getKey())
                        .append("\": ")
                        .append(JsonDocuments.line(field.getValue()))
                        .append(",\n"));
        text.append("\"cells\": [");
        String separator = "\n";
        for (CellRun run : results.runs()) {
            text.append(separator).append(JsonDocuments.line(cell(results, run)));
            separator = ",\n";
        }
        return text.append("\n]}\n").toString();
    }

    private static ObjectNode cell(Results results, CellRun run) {
        ObjectNode cell = JsonDocuments.object();
        Results.Reference reference = results.references().get(Results.key(run));
        JsonDocuments.tree(run).propertyStream().forEach(field -> {
            cell.set(field.getKey(), field.getValue());
            if (field.getKey().equals("bound")) {
                cell.set("reference", JsonDocuments.number(reference == null ? null : reference.objective()));
                cell.put("referenceSource", reference == null ? null : reference.source());
                double gap = results.gapPercent(run);
                cell.set("gapPercent", JsonDocuments.number(Double.isFinite(gap) ? Math.round(gap * 1e6) / 1e6 : null));
            }
        });
        return cell;
    }

    public static void write(Results results, Path file) {
        AtomicFiles.write(file, format(results));
    }

    /**
     * Reads results.
     *
     * @throws InputException if the file cannot be read or holds something else
     */
    public static Results read(Path file) {
        try {
            JsonNode root = JsonDocuments.read(InputFiles.read(file));
            if (!root.path("cells").isArray() || !root.has("experiment")) {
                throw new InputException(file, 0, "holds no results of a benchmark.");
            }
            Provenance provenance = new Provenance(
                    root.path("commit").isNull() ? null : root.path("commit").asString(),
                    root.path("date").asString(),
                    root.path("command").asString(),
                    JsonDocuments.read(root.path("machine"), Machine.class),
                    versions(root.path("versions")));
            List<CellRun> runs = new ArrayList<>();
            Map<String, Results.Reference> references = new LinkedHashMap<>();
            for (JsonNode node : root.path("cells")) {
                CellRun run = JsonDocuments.read(node, CellRun.class);
                Problems.byId(run.problem());
                runs.add(run);
                if (node.path("reference").isNumber()) {
                    references.put(
                            Results.key(run),
                            new Results.Reference(
                                    node.path("reference").asDouble(),
                                    node.path("referenceSource").asString()));
                }
            }
            return new Results(
                    JsonDocuments.read(root.path("experiment"), Experiment.class),
                    provenance,
                    root.path("origin").asString(),
                    root.path("planned").asInt(),
                    runs,
                    references);
        } catch (JacksonException | NullPointerException e) {
            throw new InputException(
                    file,
                    0,
                    "holds no results of a benchmark"
                            + (e instanceof JacksonException j ? " (" + j.getOriginalMessage() + ")" : "") + ".");
        }
    }

    private static Map<String, String> versions(JsonNode node) {
        Map<String, String> versions = new LinkedHashMap<>();
        node.propertyStream()
                .forEach(field -> versions.put(field.getKey(), field.getValue().asString()));
        return versions;
    }
}
