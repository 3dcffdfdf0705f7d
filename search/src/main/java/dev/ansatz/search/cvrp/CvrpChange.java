package dev.ansatz.search.cvrp;

import dev.ansatz.classical.cvrp.CheapestInsertion;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;
import dev.ansatz.search.Change;
import java.util.Arrays;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

/**
 * Changes of a vehicle routing problem. The plan is repaired by {@link CheapestInsertion}: routes that the change does not touch
 * stay as they are.
 */
public final class CvrpChange {
    private static final ToIntFunction<CvrpInstance> NOBODY = unused -> Integer.MAX_VALUE;

    private CvrpChange() {}

    /** A new customer, with the number {@code size() + 1}; for instances with coordinates. */
    public static Change<CvrpInstance, Routes> addCustomer(double x, double y, long demand) {
        return new Edit(instance -> instance.withCustomer(x, y, demand), NOBODY);
    }

    /**
     * A new customer, with the number {@code size() + 1}.
     *
     * @param from distances from each node, the depot first, to the new customer
     * @param to distances from the new customer to each node
     */
    public static Change<CvrpInstance, Routes> addCustomer(double[] from, double[] to, long demand) {
        return new Edit(instance -> instance.withCustomer(from, to, demand), NOBODY);
    }

    /** A new customer under an id of the user; for instances with coordinates and ids. */
    public static Change<CvrpInstance, Routes> addCustomer(String id, double x, double y, long demand) {
        return new Edit(instance -> instance.withCustomer(id, x, y, demand), NOBODY);
    }

    /** {@link #addCustomer(double[], double[], long)} under an id of the user; for instances with ids. */
    public static Change<CvrpInstance, Routes> addCustomer(String id, double[] from, double[] to, long demand) {
        return new Edit(instance -> instance.withCustomer(id, from, to, demand), NOBODY);
    }

    /** A customer less, by its {@linkplain CvrpInstance#customer id}; the others keep theirs. */
    public static Change<CvrpInstance, Routes> removeCustomer(String id) {
        return new Edit(instance -> instance.withoutCustomer(instance.customer(id)), instance -> instance.customer(id));
    }

    /** Another demand of a customer, by its {@linkplain CvrpInstance#customer id}. */
    public static Change<CvrpInstance, Routes> changeDemand(String id, long demand) {
        return new Edit(instance -> instance.withDemand(instance.customer(id), demand), NOBODY);
    }

    /** A customer less; the numbers of those after it become smaller by one. */
    public static Change<CvrpInstance, Routes> removeCustomer(int customer) {
        return new Edit(instance -> instance.withoutCustomer(customer), unused -> customer);
    }

    /** Another demand of a customer. */
    public static Change<CvrpInstance, Routes> changeDemand(int customer, long demand) {
        return new Edit(instance -> instance.withDemand(customer, demand), NOBODY);
    }

    /** @param leaving number of the customer that leaves the instance before, or {@code Integer.MAX_VALUE} */
    private record Edit(UnaryOperator<CvrpInstance> edit, ToIntFunction<CvrpInstance> leaving)
            implements Change<CvrpInstance, Routes> {
        @Override
        public CvrpInstance instance(CvrpInstance before) {
            return edit.apply(before);
        }

        @Override
        public Routes plan(CvrpInstance before, CvrpInstance after, Routes plan) {
            int removed = leaving.applyAsInt(before);
            int[][] renumbered = Arrays.stream(plan.toArray())
                    .map(route -> Arrays.stream(route)
                            .filter(customer -> customer != removed)
                            .map(customer -> customer > removed ? customer - 1 : customer)
                            .toArray())
                    .toArray(int[][]::new);
            return CheapestInsertion.complete(after, new Routes(renumbered));
        }
    }
}
