package dev.ansatz.problems.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionsTest {
    private static final List<String> KNOWN = List.of(
            "solve", "check", "local-search", "tabu", "hybrid", "hybrid-tabu", "--time", "--threads", "tsp", "kp");

    @ParameterizedTest
    @CsvSource({
        "sovle, solve",
        "sole, solve",
        "solvee, solve",
        "SOLVE, solve",
        "chekc, check",
        "local-serach, local-search",
        "localsearch, local-search",
        "local, local-search",
        "tabo, tabu",
        "--tmie, --time",
        "--thread, --threads",
        "tps, tsp"
    })
    void aTypingErrorIsUnderstood(String word, String meant) {
        assertThat(Suggestions.nearest(word, KNOWN)).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource({"fly", "magic", "x", "''", "--frobnicate", "ab"})
    void anotherWordIsNotGuessed(String word) {
        assertThat(Suggestions.nearest(word, KNOWN)).isNull();
    }

    @Test
    void theSentenceNamesWhatIsKnown() {
        assertThat(Suggestions.unknown("engine", "tabo", List.of("hybrid", "tabu")))
                .isEqualTo("Unknown engine 'tabo'; did you mean tabu? Known are hybrid, tabu");
        assertThat(Suggestions.unknown("engine", "lkh", List.of("hybrid", "tabu")))
                .isEqualTo("Unknown engine 'lkh'; known are hybrid, tabu");
        assertThat(Suggestions.didYouMean("fly", KNOWN)).isEqualTo(".");
    }
}
