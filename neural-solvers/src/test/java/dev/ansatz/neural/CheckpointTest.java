package dev.ansatz.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.jssp.JobShop;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
    @TempDir
    private Path directory;

    private ModelCard card(String architecture, FeatureColumns columns, boolean withProfile) {
        Checkpoint.Tensors bundled = ModelZoo.tensors("jssp-30");
        ModelCard card = bundled.card();
        return new ModelCard(
                "own",
                card.problem(),
                architecture,
                card.method(),
                card.sizes(),
                card.distribution(),
                card.layers(),
                card.embeddingSize(),
                card.heads(),
                card.feedForwardSize(),
                card.decoders(),
                card.latentSize(),
                columns,
                card.steps(),
                card.instances(),
                Double.NaN,
                card.seed(),
                card.machine(),
                card.command(),
                Map.of("gap", 0.5),
                withProfile
                        ? InstanceProfile.of(Cvrp.PROBLEM, List.of(Cvrp.PROBLEM.generate(10, 1, "uniform")))
                        : null);
    }

    private void save(ModelCard card) {
        Checkpoint.Tensors bundled = ModelZoo.tensors("jssp-30");
        Checkpoint.save(directory, bundled.shapes(), bundled.weights(), card, true);
    }

    @Test
    void aCardIsReadAsItWasWritten() {
        FeatureColumns columns = new FeatureColumns(List.of("a", "b / c"), List.of());
        for (boolean withProfile : new boolean[] {false, true}) {
            ModelCard card = card("candidate", columns, withProfile);
            save(card);
            assertThat(Checkpoint.loadCard(directory)).isEqualTo(card);
        }
    }

    @Test
    void everyBundledCardNamesItsArchitectureAndTheColumnsOfToday() {
        assertThat(ModelZoo.bundled()).isNotEmpty().allSatisfy(card -> {
            assertThat(card.architecture()).isIn("pointer", "candidate");
            assertThat(card.columns()).isEqualTo(PolicyKinds.of(card).columns());
        });
    }

    @Test
    void oldCardsWithoutThemAreTakenAsTheUsualKind() {
        save(card("", FeatureColumns.UNKNOWN, false));
        assertThat(ModelZoo.load(JobShop.PROBLEM, directory.toString())
                        .refuses(JobShop.PROBLEM.generate("3x3", 1, "uniform")))
                .isNull();
    }

    @Test
    void aModelThatWasTrainedOnOtherColumnsIsRefused() {
        FeatureColumns present = PolicyKinds.of(JobShop.PROBLEM, null).columns();
        List<String> swapped = new ArrayList<>(present.contexts());
        Collections.swap(swapped, 3, 4);
        save(card("candidate", new FeatureColumns(present.nodes(), swapped), false));
        assertThatThrownBy(() -> ModelZoo.load(JobShop.PROBLEM, directory.toString()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("was trained on other features (context feature 4 was 'path above bound' and is "
                        + "'job ready after machine' now)");
        save(card("candidate", new FeatureColumns(present.nodes().subList(1, 20), present.contexts()), false));
        assertThatThrownBy(() -> ModelZoo.load(JobShop.PROBLEM, directory.toString()))
                .hasMessageContaining("node feature 1 was 'head' and is 'duration' now");
    }

    @Test
    void anArchitectureThatTheProblemDoesNotHaveIsRefused() {
        save(card("reembedding", FeatureColumns.UNKNOWN, false));
        assertThatThrownBy(() -> ModelZoo.load(JobShop.PROBLEM, directory.toString()))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        "There is no policy of architecture 'reembedding' for problem 'jssp'; there are: candidate.");
    }

    @Test
    void aCardWithColumnsOfAnotherTypeIsMalformed() throws Exception {
        save(card("candidate", FeatureColumns.UNKNOWN, false));
        Path file = directory.resolve(Checkpoint.CARD);
        String text = Files.readString(file, StandardCharsets.UTF_8);
        Files.writeString(file, text.replaceFirst("\"nodes\" : \\[ *\\]", "\"nodes\" : [1]"));
        assertThatThrownBy(() -> Checkpoint.loadCard(directory))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'nodes' has something else than strings");
    }
}
