package org.example.binpacking;

import dev.ansatz.cli.plot.Picture;
import dev.ansatz.cli.plot.PresentationProvider;
import dev.ansatz.problems.Problem;
import java.util.Map;

/** The picture of a packing, and its bins in the summary. */
public final class BinPackingPresentation implements PresentationProvider<BinPackingInstance, Bins> {
    @Override
    public Problem<BinPackingInstance, Bins> problem() {
        return BinPacking.PROBLEM;
    }

    @Override
    public Picture picture(BinPackingInstance instance, Bins solution) {
        return new BinPicture(instance, solution);
    }

    @Override
    public Map<String, String> facts(Bins solution) {
        return Map.of("bins", Integer.toString(solution.bins().size()));
    }
}
