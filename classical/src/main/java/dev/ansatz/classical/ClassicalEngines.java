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
import java.util.List;

/** The engines of this module by problem, one line each, the strongest first. Listing them loads no native library. */
public final class ClassicalEngines {
    private ClassicalEngines() {}

    /** The engines of a problem; none for a problem that this module does not know. */
    @SuppressWarnings("unchecked") // Each problem is the only instance of its class, which fixes I and S.
    public static <I extends Instance, S> List<Solver<I, S>> of(Problem<I, S> problem) {
        List<?> engines = switch (problem.id()) {
            case Tsp.ID -> tsp();
            case Cvrp.ID -> cvrp();
            case JobShop.ID -> jobShop();
            case Knapsack.ID -> knapsack();
            case MultiKnapsack.ID -> multiKnapsack();
            case RestlessBandit.ID -> restlessBandit();
            default -> List.of();
        };
        return (List<Solver<I, S>>) engines;
    }

    public static List<Solver<TspInstance, Tour>> tsp() {
        return List.of(
                new TspLocalSearch(), //
                OrToolsRouting.tsp(), //
                TimefoldRouting.tsp(), //
                new JGraphTTours(), //
                new GreedyTour());
    }

    public static List<Solver<CvrpInstance, Routes>> cvrp() {
        return List.of(
                new CvrpLocalSearch(), //
                OrToolsRouting.cvrp(), //
                TimefoldRouting.cvrp(), //
                new Savings() //
                );
    }

    public static List<Solver<JobShopInstance, Schedule>> jobShop() {
        return List.of(
                new JobShopTabu(), //
                new JobShopCpSat(), //
                new TimefoldJobShop(), //
                new Insertion(), //
                new Dispatching());
    }

    public static List<Solver<KnapsackInstance, ItemSet>> knapsack() {
        return List.of(
                new Combo(), //
                new CpSatKnapsack(), //
                new MipKnapsack(), //
                new OrToolsKnapsack(), //
                new TimefoldKnapsack(), //
                new Greedy());
    }

    public static List<Solver<MultiKnapsackInstance, ItemSet>> multiKnapsack() {
        return List.of(
                new MultiKnapsackCoreSearch(), //
                new MultiKnapsackMip(), //
                new MultiKnapsackCpSat(), //
                new MultiKnapsackGreedy() //
                );
    }

    public static List<Solver<RestlessBanditInstance, PolicyRecord>> restlessBandit() {
        List<Solver<RestlessBanditInstance, PolicyRecord>> engines = new ArrayList<>();
        engines.add(new PolicyPortfolio());
        engines.addAll(PolicyEngine.all());
        return List.copyOf(engines);
    }
}
