package dev.ansatz.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ansatz.problems.Provider;
import dev.ansatz.problems.Providers;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.items.ItemSet;
import dev.ansatz.problems.jssp.JobShop;
import dev.ansatz.problems.knapsack.Knapsack;
import dev.ansatz.problems.knapsack.KnapsackInstance;
import dev.ansatz.problems.tsp.Tsp;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingProviderTest {
    @Test
    void aProblemThatSaysNothingIsTrainedByTheUsualSettings() {
        TrainingProvider<KnapsackInstance, ItemSet> general = TrainingProvider.of(Knapsack.PROBLEM);
        assertThat(Providers.of(TrainingProvider.class, Knapsack.PROBLEM)).isEmpty();
        assertThat(general.problem()).isSameAs(Knapsack.PROBLEM);
        assertThat(general.sizes()).isEqualTo(new SizeRange(50, 50));
        assertThat(general.distribution()).isEqualTo("uniform");
        assertThat(general.method()).isEqualTo("pomo");
        assertThat(general.userTeacherIterations(7)).isEqualTo(70);
        KnapsackInstance past = Knapsack.PROBLEM.generate("8", 1, "uniform");
        assertThat(general.shape(past)).containsExactly(8);
        assertThat(general.recombination(List.of(past)).draw(past, new SplittableRandom(1)))
                .isSameAs(past);
    }

    @Test
    void eachProblemSpeaksOnce() {
        assertThat(Providers.all(TrainingProvider.class))
                .extracting(Provider::problem)
                .contains(Tsp.PROBLEM, JobShop.PROBLEM)
                .doesNotHaveDuplicates();
        assertThat(TrainingProvider.of(JobShop.PROBLEM).sizes()).hasToString("6-15");
    }

    @Test
    void theSettingsOfARunAreThoseOfItsProblem() {
        TrainingConfig config =
                TrainingConfig.of("jssp", new dev.ansatz.training.method.SelfLabelling(1), Path.of("run"));
        assertThat(config.instances().sizes()).isEqualTo("6-15");
        assertThat(config.network().architecture()).isEqualTo(Architecture.CANDIDATE);
        assertThat(config.network().embeddingSize()).isEqualTo(64);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "9-5", "x", "-", "5-", "99999999999"})
    void aSizeThatIsNoneIsOneSentence(String text) {
        assertThatThrownBy(() -> SizeRange.of(text))
                .isInstanceOf(InputException.class)
                .hasMessage("--size " + text + " must be a number of at least 4 or a range such as 20-60.");
    }

    @Test
    void architecturesAreOfferedRefusedOrPlanned() {
        assertThat(Architecture.of(Tsp.PROBLEM, null)).isEqualTo(Architecture.POINTER);
        assertThat(Architecture.of(Tsp.PROBLEM, "Pointer")).isEqualTo(Architecture.POINTER);
        assertThatThrownBy(() -> Architecture.of(Knapsack.PROBLEM, "pointer"))
                .hasMessage("There is no policy of architecture 'pointer' for problem 'kp'; there are: candidate.");
        assertThatThrownBy(() -> Architecture.of(Tsp.PROBLEM, "reembedding"))
                .hasMessage("Policies of the architecture reembedding are planned, but not there yet.");
        assertThatThrownBy(() -> Architecture.of(Tsp.PROBLEM, "pointr")).hasMessageContaining("did you mean pointer?");
    }
}
