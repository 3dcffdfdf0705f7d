package org.example.binpacking;

import dev.ansatz.bench.quality.Suite;
import dev.ansatz.bench.quality.SuiteProvider;
import dev.ansatz.problems.Problem;
import java.util.List;

/** The suite {@code bpp}. */
public final class BinPackingSuites implements SuiteProvider<BinPackingInstance, Bins> {
    @Override
    public Problem<BinPackingInstance, Bins> problem() {
        return BinPacking.PROBLEM;
    }

    @Override
    public List<Suite.Family> families() {
        return List.of(
                new Suite.Family("bpp", "uniform", List.of("120"), 2),
                new Suite.Family("bpp", "triplets", List.of("60"), 2));
    }
}
