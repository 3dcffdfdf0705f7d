package dev.ansatz.problems.vrp;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.InputFile;
import dev.ansatz.problems.io.JsonDocuments;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON Schema in the jar and the reader agree. */
class VrpSchemaTest {
    private static final String SMALL = """
            {"problem": "vrp",
             "locations": [{"id": "a", "lat": 50, "lon": 7}, {"id": "b", "lat": 50.1, "lon": 7}],
             "profiles": [{"id": "van", "kilometresPerHour": 50}],
             "tasks": [
              {"id": 1, "at": "b", "windows": [["08:00", null]], "service": "PT5M", "skills": ["lift"]},
              {"id": 2, "amount": 1, "from": {"at": "a"}, "to": {"at": "b"}}],
             "groups": [{"id": "g", "kind": "apart", "tasks": [1, 2]}],
             "vehicles": [{"id": "v", "start": "a", "skills": ["lift"], "shift": [25200, "18:00"],
               "reloads": [{"id": "r", "at": "a"}], "breaks": [{"id": "b", "duration": 900}], "costs": {"fixed": 5}}]}
            """;

    private final Schema schema = schema();

    private static String text() {
        try (InputStream in = Objects.requireNonNull(VrpJson.class.getResourceAsStream(VrpJson.SCHEMA))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Schema schema() {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text());
    }

    private List<Error> errors(String json) {
        return schema.validate(json, InputFormat.JSON);
    }

    @Test
    void isItselfASchema() {
        JsonNode json = JsonDocuments.read(text());
        Schema meta = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        assertThat(meta.validate(json.toString(), InputFormat.JSON)).isEmpty();
    }

    @Test
    void writtenInstancesAreValid() {
        for (long seed = 0; seed < 200; seed++) {
            String json = VrpJsonTest.write(RandomInstances.instance(seed));
            assertThat(errors(json)).as("seed %d: %s", seed, json).isEmpty();
        }
    }

    @Test
    void examplesAreValidAndRead() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("..", "examples"))) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".json")).toList()) {
                InputFile input = InputFile.of(file);
                JsonNode json = JsonDocuments.read(input.bytes());
                if (VrpJson.recognises(input) && json.has("vehicles")) {
                    assertThat(errors(json.toString())).as(file.toString()).isEmpty();
                    assertThat(VrpJson.readInstance(input).size()).isPositive();
                }
            }
        }
    }

    @Test
    void theExampleOfTheGuideIsValidAndRead() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "guide", "routing-json.md"));
        String json = page.split("```json\n")[1].split("```")[0];
        assertThat(errors(json)).isEmpty();
        assertThat(VrpJson.readInstance(InputFile.of("guide.json", json)).size())
                .isEqualTo(4);
    }

    @Test
    void unknownKeysAreRefusedWhereverTheyStandByTheSchemaAndByTheReader() {
        assertThat(errors(SMALL)).isEmpty();
        assertThat(VrpJson.readInstance(InputFile.of("small.json", SMALL)).size())
                .isEqualTo(3);
        JsonNode root = JsonDocuments.read(SMALL);
        List<ObjectNode> objects = new ArrayList<>();
        collect(root, objects);
        assertThat(objects).hasSize(13);
        for (ObjectNode object : objects) {
            object.put("xyzzy", 1);
            assertThat(errors(root.toString())).as(root.toString()).isNotEmpty();
            assertThat(refused(root.toString())).as(root.toString()).isTrue();
            object.remove("xyzzy");
        }
    }

    private static void collect(JsonNode node, List<ObjectNode> objects) {
        if (node instanceof ObjectNode object) {
            objects.add(object);
        }
        if (node instanceof ObjectNode || node instanceof ArrayNode) {
            node.forEach(child -> collect(child, objects));
        }
    }

    private static boolean refused(String json) {
        try {
            VrpJson.readInstance(InputFile.of("changed.json", json));
            return false;
        } catch (InputException e) {
            return true;
        }
    }

    /** Changes that make the small instance malformed: what stands before {@code =>} becomes what stands after it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"problem\": \"vrp\" => \"problem\": \"cvrp\"",
                "\"lat\": 50, => ",
                "\"lat\": 50, => \"lat\": 95,",
                "\"kilometresPerHour\": 50 => \"kilometresPerHour\": 0",
                "\"kilometresPerHour\": 50 => \"kilometresPerHour\": 50, \"metric\": \"EUC_2D\"",
                "{\"id\": 1, \"at\": \"b\" => {\"at\": \"b\"",
                "[[\"08:00\", null]] => [\"08:00\", null]",
                "[[\"08:00\", null]] => [[\"8 o'clock\", null]]",
                "[[\"08:00\", null]] => [[-5, null]]",
                "\"PT5M\" => \"5 min\"",
                "\"amount\": 1 => \"amount\": 1.5",
                "\"to\": {\"at\": \"b\"} => \"to\": {}",
                "\"apart\" => \"together\"",
                "\"fixed\": 5 => \"fixed\": -5",
                "\"duration\": 900 => \"duration\": [900]"
            })
    void whatTheSchemaRefusesTheReaderRefusesToo(String change) {
        String[] parts = change.split(" => ?", 2);
        assertThat(SMALL).contains(parts[0]);
        String changed = SMALL.replace(parts[0], parts[1]);
        assertThat(errors(changed)).as(changed).isNotEmpty();
        assertThat(refused(changed)).as(changed).isTrue();
    }
}
