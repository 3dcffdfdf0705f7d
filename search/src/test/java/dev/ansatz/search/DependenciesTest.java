package dev.ansatz.search;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application that solves carries nothing that only training needs. The class path of this test has what the module depends on. */
class DependenciesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ai.djl.ndarray.NDManager",
                "ai.djl.pytorch.engine.PtEngine",
                "ai.djl.pytorch.jni.LibUtils",
                "dev.ansatz.training.TrainingProvider",
                "picocli.CommandLine"
            })
    void noTrainingLibraryIsOnTheClassPath(String type) {
        assertThatExceptionOfType(ClassNotFoundException.class).isThrownBy(() -> Class.forName(type));
    }
}
