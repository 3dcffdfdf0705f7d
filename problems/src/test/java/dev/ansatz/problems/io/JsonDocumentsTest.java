package dev.ansatz.problems.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

class JsonDocumentsTest {
    record Run(String name, double seconds, Double bound, List<Double> trace) {}

    private static final Run RUN = new Run("é", 3, Double.NaN, List.of(2.0, 0.5, 1e300));

    @Test
    void figuresOfATreeAreWholeOrNullWhereTheyAreAndARecordIsWrittenAsItIs() {
        assertThat(JsonDocuments.line(JsonDocuments.tree(RUN)))
                .isEqualTo("{\"name\":\"é\",\"seconds\":3,\"bound\":null,\"trace\":[2,0.5,1.0E300]}");
        assertThat(JsonDocuments.line(RUN))
                .isEqualTo("{\"name\":\"é\",\"seconds\":3.0,\"bound\":\"NaN\",\"trace\":[2.0,0.5,1.0E300]}");
        assertThat(JsonDocuments.read(JsonDocuments.line(RUN), Run.class)).isEqualTo(RUN);
        assertThat(JsonDocuments.tree(null).isNull()).isTrue();
        assertThat(JsonDocuments.number(null).isNull()).isTrue();
        assertThat(JsonDocuments.number(-0.5)).hasToString("-0.5");
    }

    @Test
    void filesAreIndentedAndKeepTheOrderOfFields(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("x.json");
        ObjectNode object = JsonDocuments.object();
        object.put("z", 1).putArray("a").add("ü");
        JsonDocuments.write(file, object);
        assertThat(file).content().isEqualToNormalizingNewlines("{\n  \"z\" : 1,\n  \"a\" : [ \"ü\" ]\n}");
        assertThat(JsonDocuments.read(Files.readAllBytes(file))).isEqualTo(object);
        assertThatThrownBy(() -> JsonDocuments.read("{\"z\": ")).isInstanceOf(JacksonException.class);
    }
}
