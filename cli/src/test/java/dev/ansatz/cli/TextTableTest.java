package dev.ansatz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTableTest {
    private static TextTable table(int width) {
        TextTable table = new TextTable(width, "NAME", "DESCRIPTION");
        table.add("short", "one two three four five six seven eight nine ten");
        table.add("longer", "brief");
        return table;
    }

    @Test
    void whatFitsIsOneLineARow() {
        assertThat(table(80).text().lines())
                .containsExactly(
                        "NAME   DESCRIPTION",
                        "short  one two three four five six seven eight nine ten",
                        "longer brief");
    }

    @Test
    void theWidestColumnIsWrappedAtBlanksUnderItsHead() {
        assertThat(table(30).text().lines())
                .containsExactly(
                        "NAME   DESCRIPTION",
                        "short  one two three four five",
                        "       six seven eight nine",
                        "       ten",
                        "longer brief")
                .allMatch(line -> line.length() <= 30);
    }
}
