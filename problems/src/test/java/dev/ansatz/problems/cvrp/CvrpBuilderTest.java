package dev.ansatz.problems.cvrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ansatz.problems.distance.Metric;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.Issue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CvrpBuilderTest {
    private static CvrpBuilder line() {
        return CvrpInstance.builder("line")
                .depot("hub", 0, 0)
                .order("near", 3, 4, 2)
                .order("far", 30, 40, 3)
                .capacity(4);
    }

    @Test
    void distancesAreAMetricAMatrixOrAFunction() {
        double[][] matrix = {{0, 1, 2}, {3, 0, 4}, {5, 6, 0}};
        CvrpInstance byMatrix = line().distances(matrix).build();
        matrix[0][1] = 100;
        assertThat(byMatrix.distances().between(0, 1)).isEqualTo(1);
        assertThat(byMatrix.distances().between(1, 0)).isEqualTo(3);
        List<String> asked = new ArrayList<>();
        CvrpInstance byFunction = line().distances((from, to) -> {
                    asked.add(from + "-" + to);
                    return from.length() * 10 + to.length();
                })
                .build();
        assertThat(byFunction.distances().between(1, 2)).isEqualTo(43);
        assertThat(asked)
                .containsExactlyInAnyOrder("hub-near", "hub-far", "near-hub", "near-far", "far-hub", "far-near");
        assertThat(line().build().distances().between(0, 2)).isEqualTo(50);
    }

    @Test
    void allMistakesAreIssuesWithIds() {
        List<Issue> issues = CvrpInstance.builder("monday")
                .depot("hub", 0, 0)
                .order("a", 1e300, 0, 5)
                .order("b", Double.NaN, 0, -1)
                .order("b", 0, 0, 1)
                .maxRouteLength(-5, 0)
                .vehicles(0)
                .capacity(4)
                .validate();
        assertThat(issues).allMatch(issue -> issue.kind() == Issue.Kind.MALFORMED);
        assertThat(issues)
                .extracting(issue -> issue.rule() + issue.ids())
                .containsExactly("vehicles[]", "route-length[]", "demand[a]", "demand[b]", "id[b]", "coordinates[b]");
    }

    @Test
    void coordinatesThatReadersRefuseAreRefused() {
        assertThatThrownBy(() -> line().order("moon", 1e15, 0, 1).build())
                .isInstanceOf(InputException.class)
                .hasMessage("in line, 'moon': the coordinate 1000000000000000 is too large: an objective could exceed"
                        + " 2^53.");
        assertThatThrownBy(() -> line().metric(Metric.GEO)
                        .order("c", 48.91, 2.77, 1)
                        .order("d", 48.95, 2.88, 1)
                        .build())
                .hasMessageContaining("in line, 'c': the coordinate 48.91 and 3 others have minutes above .59");
        // Where distances are given, x and y are only drawn.
        assertThat(line().order("moon", 1e15, 0, 1).distances((from, to) -> 1).validate())
                .isEmpty();
    }

    @Test
    void aMatrixOfAnotherShapeAndDistancesThatCannotBeAreRefused() {
        assertThatThrownBy(() -> line().distances(new double[][] {{0, 1, 2}, {1, 0}, {1, 2, 0}})
                        .build())
                .hasMessage("the matrix of line needs 3 rows of 3 distances.");
        assertThatThrownBy(() -> line().distances((from, to) -> from.equals("hub") ? -1 : Double.NaN)
                        .build())
                .hasMessageContaining("in line, the distance -1 from 'hub' to 'near' cannot be.")
                .hasMessageContaining("in line, the distance NaN from 'far' to 'near' cannot be.");
    }

    @Test
    void proofsThatThereIsNoSolutionComeAllAtOnceByIds() {
        CvrpBuilder builder = line().order("further", 60, 80, 3).vehicles(1).maxRouteLength(50, 1);
        List<Issue> issues = builder.validate();
        assertThat(issues).allMatch(issue -> issue.kind() == Issue.Kind.INFEASIBLE);
        assertThat(issues)
                .extracting(issue -> issue.rule() + issue.ids())
                .containsExactly("fleet[]", "route-length[far]", "route-length[further]");
        assertThat(issues.get(2).text()).contains("customer further").contains("201");
        assertThat(Cvrp.PROBLEM.validate(builder.build())).isEqualTo(issues);
        assertThat(line().validate()).isEmpty();
    }
}
