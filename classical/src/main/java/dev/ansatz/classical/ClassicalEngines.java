package dev.ansatz.classical;

import dev.ansatz.classical.construction.GreedyTour;
import dev.ansatz.classical.construction.Savings;
import dev.ansatz.classical.jgrapht.JGraphTTours;
import dev.ansatz.classical.jobshop.Dispatching;
import dev.ansatz.classical.jobshop.Insertion;
import dev.ansatz.classical.jobshop.JobShopTabu;
import dev.ansatz.classical.knapsack.Combo;
import dev.ansatz.classical.knapsack.CpSatKnapsack;
import dev.ansatz.classical.knapsack.Greedy;
import dev.ansatz.classical.knapsack.MipKnapsack;
import dev.ansatz.classical.knapsack.OrToolsKnapsack;
import dev.ansatz.classical.knapsack.TimefoldKnapsack;
import dev.ansatz.classical.localsearch.CvrpLocalSearch;
import dev.ansatz.classical.localsearch.TspLocalSearch;
import dev.ansatz.classical.mkp.MultiKnapsackCoreSearch;
import dev.ansatz.classical.mkp.MultiKnapsackCpSat;
import dev.ansatz.classical.mkp.MultiKnapsackGreedy;
import dev.ansatz.classical.mkp.MultiKnapsackMip;
import dev.ansatz.classical.ortools.JobShopCpSat;
import dev.ansatz.classical.ortools.OrToolsRouting;
import dev.ansatz.classical.rmab.PolicyEngine;
import dev.ansatz.classical.rmab.PolicyPortfolio;
import dev.ansatz.classical.timefold.TimefoldJobShop;
import dev.ansatz.classical.timefold.TimefoldRouting;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.Solver;
import dev.ansatz.problems.cvrp.Cvrp;
import dev.ansatz.problems.cvrp.CvrpInstance;
import dev.ansatz.problems.cvrp.Routes;
import dev.ansatz.problems.jssp.JobShop;
import dev.ansatz.problems.jssp.JobShopInstance;
import dev.ansatz.problems.jssp.Schedule;
import dev.ansatz.problems.knapsack.ItemSet;
import dev.ansatz.problems.knapsack.Knapsack;
import dev.ansatz.problems.knapsack.KnapsackInstance;
import dev.ansatz.problems.mkp.MultiKnapsack;
import dev.ansatz.problems.mkp.MultiKnapsackInstance;
import dev.ansatz.problems.rmab.PolicyRecord;
import dev.ansatz.problems.rmab.RestlessBandit;
import dev.ansatz.problems.rmab.RestlessBanditInstance;
import dev.ansatz.problems.tsp.Tour;
import dev.ansatz.problems.tsp.Tsp;
import dev.ansatz.problems.tsp.TspInstance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The engines of this module by problem, one line each, the strongest first. Listing them loads no native library; those whose
 * {@link Library} is not there are left out.
 */
public final class ClassicalEngines {
    private ClassicalEngines() {}

    /** The engines of a problem; none for a problem that this module does not know. */
    public static <I extends Instance, S> List<Solver<I, S>> of(Problem<I, S> problem) {
        return List.copyOf(roster(problem).present);
    }

    /** Names of the engines of a problem that are left out, and the library that each of them needs. */
    public static Map<String, Library> leftOut(Problem<?, ?> problem) {
        return Map.copyOf(roster(problem).leftOut);
    }

    @SuppressWarnings("unchecked") // Each problem is the only instance of its class, which fixes I and S.
    private static <I extends Instance, S> Roster<I, S> roster(Problem<I, S> problem) {
        Roster<?, ?> roster = switch (problem.id()) {
            case Tsp.ID -> tsp();
            case Cvrp.ID -> cvrp();
            case JobShop.ID -> jobShop();
            case Knapsack.ID -> knapsack();
            case MultiKnapsack.ID -> multiKnapsack();
            case RestlessBandit.ID -> restlessBandit();
            default -> new Roster<I, S>();
        };
        return (Roster<I, S>) roster;
    }

    private static Roster<TspInstance, Tour> tsp() {
        return new Roster<TspInstance, Tour>()
                .add(new TspLocalSearch())
                .add("ortools", Library.OR_TOOLS, () -> OrToolsRouting.tsp())
                .add("timefold", Library.TIMEFOLD, () -> TimefoldRouting.tsp())
                .add(new JGraphTTours())
                .add(new GreedyTour());
    }

    private static Roster<CvrpInstance, Routes> cvrp() {
        return new Roster<CvrpInstance, Routes>()
                .add(new CvrpLocalSearch())
                .add("ortools", Library.OR_TOOLS, () -> OrToolsRouting.cvrp())
                .add("timefold", Library.TIMEFOLD, () -> TimefoldRouting.cvrp())
                .add(new Savings());
    }

    private static Roster<JobShopInstance, Schedule> jobShop() {
        return new Roster<JobShopInstance, Schedule>()
                .add(new JobShopTabu())
                .add("cpsat", Library.OR_TOOLS, () -> new JobShopCpSat())
                .add("timefold", Library.TIMEFOLD, () -> new TimefoldJobShop())
                .add(new Insertion())
                .add(new Dispatching());
    }

    private static Roster<KnapsackInstance, ItemSet> knapsack() {
        return new Roster<KnapsackInstance, ItemSet>()
                .add(new Combo())
                .add("cpsat", Library.OR_TOOLS, () -> new CpSatKnapsack())
                .add("mip", Library.OR_TOOLS, () -> new MipKnapsack())
                .add("ortools", Library.OR_TOOLS, () -> new OrToolsKnapsack())
                .add("timefold", Library.TIMEFOLD, () -> new TimefoldKnapsack())
                .add(new Greedy());
    }

    private static Roster<MultiKnapsackInstance, ItemSet> multiKnapsack() {
        return new Roster<MultiKnapsackInstance, ItemSet>()
                .add(new MultiKnapsackCoreSearch())
                .add("mip", Library.OR_TOOLS, () -> new MultiKnapsackMip())
                .add("cpsat", Library.OR_TOOLS, () -> new MultiKnapsackCpSat())
                .add(new MultiKnapsackGreedy());
    }

    private static Roster<RestlessBanditInstance, PolicyRecord> restlessBandit() {
        Roster<RestlessBanditInstance, PolicyRecord> roster =
                new Roster<RestlessBanditInstance, PolicyRecord>().add(new PolicyPortfolio());
        for (PolicyEngine engine : PolicyEngine.all()) {
            Library library = engine.library();
            if (library == null) {
                roster.add(engine);
            } else {
                roster.add(engine.name(), library, () -> engine);
            }
        }
        return roster;
    }

    /**
     * Engines in their order; one that needs a library is only made, and its class only loaded, where that is there. Lambdas, not
     * method references: to resolve a reference the JVM links the class, and that takes the library.
     */
    private static final class Roster<I extends Instance, S> {
        private final List<Solver<I, S>> present = new ArrayList<>();
        private final Map<String, Library> leftOut = new LinkedHashMap<>();

        Roster<I, S> add(Solver<I, S> engine) {
            present.add(engine);
            return this;
        }

        Roster<I, S> add(String name, Library library, Supplier<Solver<I, S>> engine) {
            if (library.isPresent()) {
                present.add(engine.get());
            } else {
                leftOut.put(name, library);
            }
            return this;
        }
    }
}
