package dev.ansatz.problems.vrp;

import static dev.ansatz.problems.vrp.TextFiles.FORMATS;
import static dev.ansatz.problems.vrp.TextFiles.file;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Problems;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.InputFile;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which text is of which format, and that malformed text is always refused in words. */
class TextRecognitionTest {
    private static final List<String> OURS = List.of("""
            a

            VEHICLE
            NUMBER CAPACITY
            2 10

            CUSTOMER
            CUST NO. XCOORD. YCOORD. DEMAND READY TIME DUE DATE SERVICE TIME

            0 0 0 0 0 60 0
            1 3 4 6 5 5 7
            2 3 0 4 0 30 5
            """, """
            2 10 1
            0 0 0 0 0 100 0 0 0
            1 3 4 6 0 50 2 0 2
            2 3 0 -6 0 60 2 1 0
            """, """
            250 200 1
            0 250 250 0 0 1824 0 0 0
            1 387 297 10 200 270 90 0 4
            2 5 297 10 955 1017 90 0 3
            3 5 297 -10 955 1017 90 2 0
            4 5 297 -10 955 1017 90 1 0
            """, """
            6 1 2 1
            14 10
            1 3 4 1 6 1 1 1 50 60
            2 3 0 1 4 1 1 1 0 70
            3 0 0 0 0 0 0 0 100
            """, """
            2 2 999999.0 0.0 0 0
            1 10 20 1.0
            2 6 5.5 1.25
            0 0
            3 4 6
            3 0 4
            """, """
            2 2 999999 0 0 0
            1 10 20 1
            2 6 5 2.1
            0
            0 1500 2500
            1600 0 1200
            2400 1100 0
            1 4
            2 5
            """, """
            NAME: town
            TYPE: PDPTW
            SIZE: 3
            ROUTE-TIME: 60
            CAPACITY: 10
            NODES
            0 43.60 13.50 0 0 60 0 0 0
            1 43.61 13.51 6 0 60 5 0 2
            2 43.62 13.52 -6 0 60 5 1 0
            EDGES
            0 4 5
            3 0 4
            5 3 0
            """);

    @Test
    void textOfOneFormatIsNoneOfAnotherNorOfAnotherProblem() {
        for (String text : OURS) {
            InputFile file = file(text);
            assertThat(FORMATS.stream().filter(format -> format.recognises(file)))
                    .as(text)
                    .hasSize(1);
            assertThat(Problems.recognise(file)).as(text).isSameAs(Vrp.PROBLEM);
            for (Problem<?, ?> problem : Problems.all()) {
                assertThat(problem.formats().recognises(file))
                        .as("%s: %s", problem.id(), text)
                        .isEqualTo(problem.id().equals(Vrp.ID));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // knapsack: n, rows of three, capacity; n and capacity, rows of two
                "3\n1 10 5\n2 20 6\n3 30 7\n12\n",
                "3 12\n10 5\n20 6\n30 7\n",
                "3\n12\n10 5\n20 6\n30 7\n",
                // several knapsacks of OR-Library
                "4 2 0\n10 20 30 40\n1 2 3 4\n5 5 0 5\n6\n10\n",
                "9 1 0\n10 20 30 40 50 60 70 80 90\n1 2 3 4 5 6 7 8 9\n12\n",
                "2\n2 1 7\n3 4\n1 1\n2\n3 1 0\n1 2 3\n1 1 1\n2\n",
                // job shop, also with a comment, and flexible job shop
                "2 2\n0 3 1 2\n1 4 0 1\n",
                "# two jobs\n2 2\n0 3 1 2\n1 4 0 1\n",
                "2 3 1.5\n2 2 1 3 2 4 1 3 5\n2 1 1 2 2 2 3 3 4\n",
                "2 3\n2 2 1 3 2 4 1 3 5\n2 1 1 2 2 2 3 3 4\n",
                // orienteering: budget and number of paths, then places with a score
                "5 1\n4.6 7.1 0\n5.7 11.4 20\n4.4 12.3 20\n",
                // TSPLIB, a road network, orders in a table
                "NAME : a\nTYPE : CVRP\nDIMENSION : 2\nCAPACITY : 5\nNODE_COORD_SECTION\n1 0 0\n2 3 4\nEOF\n",
                "NAME : a\nTYPE : PDPTW\nDIMENSION : 3\nCAPACITY : 5\nPICKUP_AND_DELIVERY_SECTION\n1 0 0 9 0 0 0\nEOF\n",
                "5 5 0\n2 3\n4\n1\n5\n\n",
                "id,x,y,demand\n1,0,0,0\n2,3,4,5\n",
                // four numbers in the first row, but no limits below them
                "4 4 4 4\n1 2 3 4\n5 6 7 8\n",
                "6 5 4 3\n1 2\n",
                "hello\n",
                "\n"
            })
    void textOfOtherProblemsIsNotTaken(String text) {
        InputFile file = file(text);
        assertThat(FORMATS.stream().filter(format -> format.recognises(file)).map(Object::getClass))
                .isEmpty();
    }

    /** Any change of a field or a line is read, or refused with the name of the file and no other exception. */
    @Test
    void malformedTextIsRefusedInWords() {
        String[] words = {
            "", "0", "-1", "1", "2", "7", "1e300", "-1e9", "NaN", "inf", "x", "1.5", "4 4", "999999999", "1e15", "//"
        };
        Random random = new Random(1);
        int refused = 0;
        for (int round = 0; round < 5_000; round++) {
            String text = OURS.get(round % OURS.size());
            InstanceFile format = FORMATS.stream()
                    .filter(candidate -> candidate.recognises(file(text)))
                    .findFirst()
                    .orElseThrow();
            String changed = text;
            for (int change = random.nextInt(3); change >= 0; change--) {
                changed = changed(changed, words[random.nextInt(words.length)], random);
            }
            InputFile file = file(changed);
            try {
                // What is no longer of the format goes to another reader, or to none.
                if (!changed.isEmpty() && format.recognises(file)) {
                    VrpInstance instance = format.read(file, null);
                    Vrp.PROBLEM.validate(instance);
                }
            } catch (InputException e) {
                refused++;
                assertThat(e.mistakes()).as(changed).allMatch(mistake -> mistake.startsWith("tiny.txt:"));
            }
        }
        assertThat(refused).isGreaterThan(1500);
    }

    private static String changed(String text, String word, Random random) {
        String[] lines = text.split("\n", -1);
        int line = random.nextInt(lines.length);
        String[] fields = lines[line].split(" ", -1);
        switch (random.nextInt(4)) {
            case 0 -> lines[line] = "";
            case 1 -> lines[line] += "\n" + lines[line];
            case 2 -> lines[line] += " " + word;
            default -> {
                fields[random.nextInt(fields.length)] = word;
                lines[line] = String.join(" ", fields);
            }
        }
        return String.join("\n", lines);
    }
}
