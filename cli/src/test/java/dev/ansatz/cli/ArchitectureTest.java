package dev.ansatz.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

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

    /** Packages of one last name in every module. */
    private static final List<String> PROBLEMS = List.of("tsp", "cvrp", "jssp", "knapsack", "mkp", "rmab", "vrp", "op");

    /** Those without a policy. */
    private static final List<String> UNLEARNED = List.of("op");

    /** What of a module names problems: the library in one place, and orienteering as a case of rich routing. */
    private static final List<String> FACADES = List.of(
            "dev.ansatz.search.Ansatz", "dev.ansatz.classical.op.OpVrp", "dev.ansatz.classical.op.VrpOrienteering");

    @ParameterizedTest
    @MethodSource("problems")
    void whatIsKnownOfAProblemIsKnownInItsPackagesOnly(String problem) {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.ansatz.*." + problem + "..")
                .and(DescribedPredicate.describe(
                        "are no facade",
                        type -> FACADES.stream()
                                .noneMatch(facade -> type.getName().equals(facade)
                                        || type.getName().startsWith(facade + "$"))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.ansatz.*." + problem + "..")
                .check(CLASSES);
    }

    static List<String> problems() {
        return PROBLEMS;
    }

    /** A package that a module does not share with others is a room of its own or one of a problem's. */
    @Test
    void aProblemHasAPackageInEveryModule() {
        for (String module : List.of("problems", "neural", "classical", "search", "bench", "cli")) {
            Set<String> packages = CLASSES.stream()
                    .map(JavaClass::getPackageName)
                    .filter(name -> name.startsWith("dev.ansatz." + module + "."))
                    .map(name -> name.split("\\.")[3])
                    .collect(Collectors.toSet());
            List<String> expected = PROBLEMS.stream()
                    .filter(problem -> !module.equals("neural") || !UNLEARNED.contains(problem))
                    .toList();
            assertThat(packages).as(module).containsAll(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("modules")
    void packagesOfAModuleHaveNoCycle(String module) {
        SlicesRuleDefinition.slices()
                .assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass type) {
                        return type.getPackageName().startsWith("dev.ansatz." + module)
                                ? SliceIdentifier.of(type.getPackageName())
                                : SliceIdentifier.ignore();
                    }

                    @Override
                    public String getDescription() {
                        return "packages of " + module;
                    }
                })
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    static List<String> modules() {
        return MODULES;
    }
}
