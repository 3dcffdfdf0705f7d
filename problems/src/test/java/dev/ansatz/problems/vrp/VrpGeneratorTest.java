package dev.ansatz.problems.vrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ansatz.problems.Evaluation;
import dev.ansatz.problems.io.InputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VrpGeneratorTest {
    static List<String> distributions() {
        return Vrp.PROBLEM.generator().distributions();
    }

    /** All that is drawn, as text. */
    private static String text(VrpInstance instance) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < instance.locations().size(); i++) {
            text.append(instance.x(i)).append(' ').append(instance.y(i)).append('\n');
        }
        instance.stops()
                .forEach(stop -> text.append(stop.location())
                        .append(Arrays.toString(stop.delivery()))
                        .append(Arrays.toString(stop.pickup()))
                        .append(stop.windows())
                        .append(stop.service())
                        .append('\n'));
        instance.types()
                .forEach(type -> text.append(type.number())
                        .append(Arrays.toString(type.capacity()))
                        .append(type.maxDistance())
                        .append(type.breaks())
                        .append(type.costs()));
        return text.append(instance.tasks()).toString();
    }

    private static VrpInstance generate(int size, long seed, String distribution) {
        return Vrp.PROBLEM.generate(size, seed, distribution);
    }

    @ParameterizedTest
    @MethodSource("distributions")
    void aSeedSaysTheInstanceAndTheSizeIsTheNumberOfTasks(String distribution) {
        VrpInstance instance = generate(25, 7, distribution);
        assertThat(instance.tasks()).hasSize(25);
        assertThat(text(instance))
                .isEqualTo(text(generate(25, 7, distribution)))
                .isNotEqualTo(text(generate(25, 8, distribution)));
        assertThat(generate(1, 3, distribution).tasks()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("distributions")
    void eachTaskOnARouteOfItsOwnIsAPlanWhereAllAreRequired(String distribution) {
        for (int seed = 1; seed <= 10; seed++) {
            VrpInstance instance = generate(30, seed, distribution);
            assertThat(Vrp.PROBLEM.validate(instance)).isEmpty();
            boolean fleet = instance.types().get(0).number() >= 30;
            if (!fleet || distribution.equals("rich")) {
                continue;
            }
            VrpPlan.Route[] routes = IntStream.range(0, 30)
                    .mapToObj(t -> new VrpPlan.Route(0, instance.stopsOf(t)))
                    .toArray(VrpPlan.Route[]::new);
            assertThat(Vrp.PROBLEM.evaluate(instance, VrpPlan.of(routes)).violations())
                    .isEmpty();
        }
    }

    @Test
    void richInstancesHavePlans() {
        Set<String> seen = new HashSet<>();
        for (int seed = 1; seed <= 300; seed++) {
            VrpInstance instance = generate(12, seed, "rich");
            List<VrpPlan.Route> routes = new ArrayList<>();
            for (int t = 0; t < instance.tasks().size(); t++) {
                if (instance.task(t).required()) {
                    routes.add(RichVrp.alone(instance, t));
                }
            }
            Evaluation evaluation = Vrp.PROBLEM.evaluate(instance, new VrpPlan(routes));
            assertThat(evaluation.violations()).as("seed " + seed).isEmpty();
            note(instance, seen);
        }
        assertThat(seen)
                .contains(
                        "shipment",
                        "several windows",
                        "asymmetric",
                        "types",
                        "limited",
                        "open",
                        "breaks",
                        "reloads",
                        "release",
                        "ride",
                        "order",
                        "group",
                        "skills",
                        "two dimensions",
                        "initial load",
                        "overtime",
                        "optional",
                        "required");
    }

    private static void note(VrpInstance instance, Set<String> seen) {
        instance.tasks().forEach(task -> {
            seen.add(task.isShipment() ? "shipment" : "job");
            seen.add(task.required() ? "required" : "optional");
            seen.add(task.release() > 0 ? "release" : "");
            seen.add(task.maxRide() < TimeWindows.FOREVER ? "ride" : "");
            seen.add(task.allOf().isEmpty() ? "" : "skills");
        });
        instance.stops().forEach(stop -> seen.add(stop.windows().count() > 1 ? "several windows" : ""));
        instance.types().forEach(type -> {
            seen.add(instance.travel(type.profile()).symmetric() ? "" : "asymmetric");
            seen.add(type.number() < 12 ? "limited" : "");
            seen.add(type.start() < 0 || type.end() < 0 ? "open" : "");
            seen.add(type.breaks().isEmpty() ? "" : "breaks");
            seen.add(type.reloads().isEmpty() ? "" : "reloads");
            seen.add(type.order() == VehicleType.Order.FREE ? "" : "order");
            seen.add(type.initialLoad()[0] > 0 ? "initial load" : "");
            seen.add(type.costs().overtime() > 0 ? "overtime" : "");
        });
        seen.add(instance.types().size() > 1 ? "types" : "");
        seen.add(instance.groups().isEmpty() ? "" : "group");
        seen.add(instance.dimensions().size() > 1 ? "two dimensions" : "");
    }

    @Test
    void namesOfVariantsSayTheirAttributes() {
        VrpInstance all = generate(50, 1, "ovrpbltw");
        VehicleType vehicle = all.type(0);
        assertThat(vehicle.end()).isEqualTo(-1);
        assertThat(vehicle.order()).isEqualTo(VehicleType.Order.DELIVERIES_FIRST);
        assertThat(vehicle.maxDistance()).isBetween(10_000L, 28_300L);
        assertThat(vehicle.capacity()).containsExactly(40);
        assertThat(all.stops()).anyMatch(stop -> stop.pickup()[0] > 0);
        assertThat(all.stops()).allMatch(stop -> stop.service() >= 1500 && stop.service() <= 1800);
        assertThat(all.stops())
                .allMatch(stop -> stop.windows().latest() - stop.windows().earliest() >= 1800
                        && stop.windows().latest() - stop.windows().earliest() <= 2000);
        VrpInstance plain = generate(50, 1, "cvrp");
        assertThat(plain.type(0).end()).isZero();
        assertThat(plain.type(0).maxDistance()).isEqualTo(TimeWindows.FOREVER);
        assertThat(plain.stops())
                .allMatch(stop -> stop.pickup()[0] == 0 && stop.windows().equals(TimeWindows.ALWAYS));
        assertThat(generate(50, 1, "vrpmb").type(0).order()).isEqualTo(VehicleType.Order.FREE);
        Set<String> mixtures = new HashSet<>();
        for (int seed = 1; seed <= 200; seed++) {
            VrpInstance one = generate(20, seed, "mtvrp");
            VehicleType type = one.type(0);
            mixtures.add((type.end() < 0) + " " + (type.order() == VehicleType.Order.FREE) + " "
                    + (type.maxDistance() == TimeWindows.FOREVER) + " "
                    + one.stop(0).windows().equals(TimeWindows.ALWAYS));
        }
        assertThat(mixtures).hasSize(16);
        assertThat(distributions()).doesNotHaveDuplicates().hasSize(24 + 12);
    }

    @Test
    void aCompanyHasTheSameAddressesAndWindowsEveryDay() {
        Set<String> addresses = new HashSet<>();
        for (int day = 1; day <= 20; day++) {
            VrpInstance instance = generate(50, day, "recurring");
            instance.stops()
                    .forEach(stop -> addresses.add(instance.x(stop.location()) + " " + instance.y(stop.location()) + " "
                            + stop.windows() + " " + stop.service()));
        }
        assertThat(addresses).hasSize(100);
        assertThat(generate(50, 1, "recurring-9").x(0))
                .isNotEqualTo(generate(50, 1, "recurring").x(0));
    }

    /** Whoever changes what is drawn changes published figures and bundled policies. */
    @Test
    void instancesAreTheSameOnEveryPlatform() {
        assertThat(List.of("cvrptw", "mtvrp", "solomon-rc2", "li-lim", "recurring", "hcvrp", "omdcpdp", "rich").stream()
                        .map(distribution -> text(generate(20, 1, distribution)).hashCode())
                        .toList())
                .containsExactly(
                        263199195,
                        1458769454,
                        -2012248967,
                        -1558646087,
                        -1268335171,
                        -1870975336,
                        1887567018,
                        930991591);
    }

    @Test
    void whatIsUnknownIsRefused() {
        assertThatThrownBy(() -> generate(50, 1, "solomon-x1"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("did you mean solomon-");
        assertThatThrownBy(() -> generate(0, 1, "cvrptw")).isInstanceOf(InputException.class);
    }
}
