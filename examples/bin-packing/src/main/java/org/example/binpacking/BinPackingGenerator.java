package org.example.binpacking;

import dev.ansatz.problems.Generator;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.Suggestions;
import java.util.List;
import java.util.Random;

/**
 * Random instances after Falkenauer (1996): {@code uniform}: sizes of 20 to 100 in bins of 150; {@code triplets}: three items of 250 to 500
 * fill a bin of 1,000 exactly, so that the optimum is known: a third of the items.
 */
final class BinPackingGenerator implements Generator<BinPackingInstance> {
    private static final int MAX_SIZE = 100_000;

    @Override
    public List<String> distributions() {
        return List.of("uniform", "triplets");
    }

    @Override
    public BinPackingInstance generate(int size, long seed, String distribution) {
        if (size < 1 || size > MAX_SIZE) {
            throw new InputException("The size " + size + " must be between 1 and " + MAX_SIZE + ".");
        }
        Random random = new Random(seed);
        String name = distribution + "-" + size + "-" + seed;
        return switch (distribution) {
            case "uniform" ->
                new BinPackingInstance(name, 150, random.ints(size, 20, 101).toArray());
            case "triplets" -> new BinPackingInstance(name, 1000, triplets(size, random));
            default ->
                throw new InputException(Suggestions.unknown("distribution", distribution, distributions()) + ".");
        };
    }

    private static int[] triplets(int size, Random random) {
        if (size % 3 != 0) {
            throw new InputException("The size " + size + " of triplets must be a multiple of 3.");
        }
        int[] sizes = new int[size];
        for (int item = 0; item < size; item += 3) {
            sizes[item] = random.nextInt(380, 491);
            sizes[item + 1] = random.nextInt(250, (1000 - sizes[item]) / 2 + 1);
            sizes[item + 2] = 1000 - sizes[item] - sizes[item + 1];
        }
        return sizes;
    }
}
