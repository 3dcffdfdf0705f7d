package dev.ansatz.problems.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

class JsonObjectTest {
    private static JsonObject read(String text) {
        return JsonObject.read(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void valuesAreReadByNameAndType() {
        JsonObject json = read(
                "{\"a\": \"é\", \"b\": 3, \"c\": 0.5, \"d\": [1, 20], \"e\": {\"a\": null}, \"f\": \"NaN\", \"g\": true}");
        assertThat(json.text("a")).isEqualTo("é");
        assertThat(json.whole("b")).isEqualTo(3);
        assertThat(json.number("b")).isEqualTo(3);
        assertThat(json.number("c")).isEqualTo(0.5);
        assertThat(json.wholes("d")).containsExactly(1, 20);
        assertThat(json.object("e").number("a")).isZero();
        assertThat(json.number("f")).isNaN();
        assertThat(json.fields()).containsEntry("g", true).hasSize(7);
        assertThat(json.has("a")).isTrue();
        assertThat(json.has("none") || json.object("e").has("a")).isFalse();
        assertThat(read("{\"a\": [1, 0.5]}").numbers("a")).containsExactly(1, 0.5);
        assertThat(read("{\"a\": [\"x\", \"y\"]}").texts("a")).containsExactly("x", "y");
    }

    @Test
    void whatIsMissingOrOfAnotherTypeIsNamed() {
        JsonObject json = read("{\"a\": \"x\", \"d\": [1, 0.5]}");
        assertThat(json.whole("none")).isZero();
        assertThatThrownBy(() -> json.text("none")).hasMessage("'none' is missing or of another type");
        assertThatThrownBy(() -> json.number("a")).hasMessage("'a' is missing or of another type");
        assertThatThrownBy(() -> json.wholes("d")).hasMessage("'d' has something else than whole numbers");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"a\": }", "[1]", "{} {}", "{\"a\": [1, 2}"})
    void whatIsNoObjectIsRefused(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOfAny(JacksonException.class, IllegalArgumentException.class);
    }
}
