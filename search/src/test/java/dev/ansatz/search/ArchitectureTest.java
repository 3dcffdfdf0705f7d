package dev.ansatz.search;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The only arrows allowed: problems ← neural, classical ← search ← bench ← cli. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.ansatz");

    @ParameterizedTest
    @CsvSource({
        "problems,neural classical search bench cli",
        "neural,classical search bench cli",
        "classical,neural search bench cli",
        "search,bench cli"
    })
    void modulesDependOnTheirFoundationsOnly(String module, String forbidden) {
        for (String other : forbidden.split(" ")) {
            noClasses()
                    .that()
                    .resideInAPackage("dev.ansatz." + module + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("dev.ansatz." + other + "..")
                    .check(CLASSES);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "problems,com.google.ortools.. ai.timefold.. ai.djl.. com.sun.jna..",
        "neural,com.google.ortools.. ai.timefold..",
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
