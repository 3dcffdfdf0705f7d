package dev.ansatz.neural;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.jssp.JobShop;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class InstanceProfileTest {
    private static <I extends Instance> List<I> days(Problem<I, ?> problem, String size) {
        return LongStream.rangeClosed(1, 30)
                .mapToObj(day -> problem.generate(size, day, "recurring"))
                .toList();
    }

    private final InstanceProfile city = InstanceProfile.of(Cvrp.PROBLEM, days(Cvrp.PROBLEM, "100"));

    @Test
    void anotherDayOfTheSameCityIsNotFar() {
        for (long day = 1001; day <= 1030; day++) {
            assertThat(city.farFrom(Cvrp.PROBLEM, Cvrp.PROBLEM.generate(100, day, "recurring")))
                    .isEmpty();
        }
    }

    @Test
    void anotherCityIsFar() {
        assertThat(city.farFrom(Cvrp.PROBLEM, Cvrp.PROBLEM.generate(100, 7, "uniform")))
                .anyMatch(what -> what.startsWith("share of the nodes in other places"))
                .anyMatch(what -> what.startsWith("depot"));
    }

    @Test
    void manyMoreCustomersOrSmallerVehiclesAreFar() {
        CvrpInstance day = Cvrp.PROBLEM.generate(100, 1001, "recurring");
        CvrpInstance small = new CvrpInstance(day.name(), day.distances(), day.demands(), 20);
        assertThat(city.farFrom(Cvrp.PROBLEM, small))
                .containsExactly(
                        "mean demand / capacity 0.260 (typical 0.101)", "total demand / capacity 26.0 (typical 10.1)");
        assertThat(city.farFrom(Cvrp.PROBLEM, Cvrp.PROBLEM.generate(400, 1, "recurring")))
                .anyMatch(what -> what.startsWith("size 400 (typical 100)"));
    }

    @Test
    void anotherShopIsFarAndAnotherMixOfTheSameShopIsNot() {
        InstanceProfile shop = InstanceProfile.of(JobShop.PROBLEM, days(JobShop.PROBLEM, "15x10"));
        assertThat(shop.farFrom(JobShop.PROBLEM, JobShop.PROBLEM.generate("15x10", 1001, "recurring")))
                .isEmpty();
        assertThat(shop.farFrom(JobShop.PROBLEM, JobShop.PROBLEM.generate("15x15", 1001, "recurring")))
                .anyMatch(what -> what.startsWith("machines 15"));
    }
}
