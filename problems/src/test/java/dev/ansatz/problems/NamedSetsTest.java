package dev.ansatz.problems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.jssp.JobShop;
import dev.ansatz.problems.jssp.L2dTestSets;
import dev.ansatz.problems.knapsack.Knapsack;
import dev.ansatz.problems.tsp.Tsp;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedSetsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "tsp20",
                "tsp50",
                "tsp100",
                "tsp125",
                "tsp150",
                "cvrp20",
                "cvrp50",
                "cvrp100",
                "cvrp125",
                "cvrp150",
                "jssp10x10",
                "jssp15x15",
                "jssp20x15",
                "kp100",
                "kp200",
                "mkp100x5",
                "tsp-clustered-100"
            })
    void everyNamedSetHasItsProblemAndIsTheSameEveryTime(String name) {
        Problem<?, ?> problem = NamedSets.problem(name);
        assertThat(name).startsWith(problem.id());
        List<String> names = names(problem, name);
        assertThat(names).hasSize(2).doesNotHaveDuplicates();
        if (problem != Cvrp.PROBLEM) { // its recipe draws whole sets, which takes a second
            assertThat(names(problem, name)).isEqualTo(names);
        }
    }

    private static List<String> names(Problem<?, ?> problem, String set) {
        return NamedSets.first(problem, set, 2).stream().map(Instance::name).toList();
    }

    @Test
    void setsWithARecipeAreThePublicOnes() {
        assertThat(NamedSets.first(Tsp.PROBLEM, "tsp100", 1).get(0).distances().coordinates()[0][0])
                .isEqualTo(0.1915194503788923); // first draw of NumPy's RandomState(1234)
        assertThat(NamedSets.first(Cvrp.PROBLEM, "cvrp20", 1).get(0).capacity()).isEqualTo(30);
        assertThat(NamedSets.first(JobShop.PROBLEM, "jssp10x10", 1000)).isEqualTo(L2dTestSets.first(10, 10, 100));
        assertThat(NamedSets.first(Knapsack.PROBLEM, "kp200", 1).get(0).size()).isEqualTo(200);
    }

    @Test
    void namesThatMeanNothingAreRefused() {
        assertThat(NamedSets.problem("chess100")).isNull();
        assertThat(NamedSets.problem("uniform-50")).isNull();
        assertThatThrownBy(() -> NamedSets.first(Tsp.PROBLEM, "cvrp20", 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'cvrp20' is no set of the");
    }
}
