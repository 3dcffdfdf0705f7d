package dev.ansatz.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arrows between modules, checked where all of them are on the class path. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.ansatz");

    private static final List<String> MODULES =
            List.of("problems", "neural", "training", "classical", "search", "bench", "cli");

    @Test
    void everyModuleIsChecked() {
        Set<String> seen = CLASSES.stream()
                .map(type -> type.getPackageName().split("\\.")[2])
                .collect(Collectors.toSet());
        assertThat(seen).containsExactlyInAnyOrderElementsOf(MODULES);
    }

    @ParameterizedTest
    @CsvSource({
        "problems,''",
        "neural,problems",
        "training,problems neural",
        "classical,problems",
        "search,problems neural classical",
        "bench,problems neural training classical search"
    })
    void modulesDependOnTheirFoundationsOnly(String module, String foundations) {
        List<String> allowed = Arrays.asList(foundations.split(" "));
        for (String other : MODULES) {
            if (!other.equals(module) && !allowed.contains(other)) {
                noClasses()
                        .that()
                        .resideInAPackage("dev.ansatz." + module + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("dev.ansatz." + other + "..")
                        .check(CLASSES);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "problems,com.google.ortools.. ai.timefold.. ai.djl.. com.sun.jna..",
        "neural,com.google.ortools.. ai.timefold.. ai.djl..",
        "training,com.google.ortools.. ai.timefold..",
        "classical,ai.djl..",
        "search,com.google.ortools.. ai.timefold.. ai.djl.. org.jgrapht.."
    })
    void librariesStayInTheirModules(String module, String libraries) {
        noClasses()
                .that()
                .resideInAPackage("dev.ansatz." + module + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries.split(" "))
                .check(CLASSES);
    }
}
