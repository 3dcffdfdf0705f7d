package dev.ansatz.search;

import dev.ansatz.neural.DistinctBest;
import dev.ansatz.neural.Rollouts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Searches for the latent vectors of a policy (COMPASS, Chalumeau et al. 2023, arXiv 2311.13569) that suit an instance.
 *
 * <p>A rollout is greedy; where all rollouts begin alike it is sampled, as COMPASS does for job shops. Its cost depends on the vector less than
 * on the start and the symmetric form of the instance, hence the guided search compares vectors under the same of these.
 */
final class LatentSearch<S> {
    private static final String PHASE = "latent search";

    /** Rollouts under random vectors at a time. */
    private static final int BATCH = 64;

    /** Searches side by side, from as many elites. */
    private static final int COMPONENTS = 16;

    /** Populations of each before they begin anew from the elites of then: more of them were worse. */
    private static final int GENERATIONS = 2;

    /** A frame is left for the next one after so many times without a better rollout. */
    private static final int PATIENCE = 6;

    /** First standard deviation as part of half the width of the box. */
    private static final double SIGMA = 0.6;

    /** Costs closer than this are those of one solution. */
    private static final double SAME = 1e-9;

    private final RolloutContext<?, S> run;
    private final Rollouts<S> rollouts;
    private final double temperature;
    private final SplittableRandom random;

    /** A rollout to search around. */
    private record Elite(int start, float[] latent) {}

    /** A symmetric form of the instance and a decoder, with the best rollouts of different costs that were made there. */
    private record Frame(int symmetry, int decoder, DistinctBest<Elite> elites) {}

    /** @param temperature of samples, where rollouts are sampled */
    LatentSearch(RolloutContext<?, S> run, Rollouts<S> rollouts, double temperature, SplittableRandom random) {
        this.run = run;
        this.rollouts = rollouts;
        this.temperature = rollouts.starts() == 1 ? temperature : 0;
        this.random = random;
    }

    /** Rollouts under a random vector each, from starts spread over all, in each frame in turn. */
    void random() {
        List<Frame> frames = frames();
        for (int round = 0; !run.shouldStop(); round++) {
            explore(frames.get(round % frames.size()));
        }
    }

    /**
     * As {@link #random()} once in each frame; then again and again, in the frame of the best rollout, a CMA-ES around each of its elites, at the
     * start of that rollout. A frame where that brings nothing is left for the next one; after the last one all begins anew.
     */
    void guided() {
        while (!run.shouldStop()) {
            List<Frame> frames = frames();
            for (int f = 0; f < frames.size() && !run.shouldStop(); f++) {
                explore(frames.get(f));
            }
            int patience = PATIENCE;
            while (!frames.isEmpty() && !run.shouldStop()) {
                Frame best = frames.stream()
                        .min(Comparator.comparingDouble(frame -> frame.elites().leastCost()))
                        .orElseThrow();
                double before = best.elites().leastCost();
                refine(best);
                patience = best.elites().leastCost() < before - SAME ? PATIENCE : patience - 1;
                if (patience == 0) {
                    frames.remove(best);
                    patience = PATIENCE;
                }
            }
        }
    }

    private List<Frame> frames() {
        List<Frame> frames = new ArrayList<>();
        for (int decoder = 0; decoder < rollouts.decoders(); decoder++) {
            for (int symmetry = 0; symmetry < rollouts.symmetries(); symmetry++) {
                frames.add(new Frame(symmetry, decoder, DistinctBest.byCost(COMPONENTS, SAME)));
            }
        }
        return frames;
    }

    private void explore(Frame frame) {
        float[][] latents = new float[BATCH][];
        Arrays.setAll(latents, t -> randomLatent());
        int all = rollouts.starts();
        int offset = random.nextInt(all);
        int[] starts = new int[BATCH];
        Arrays.setAll(starts, t -> (int) ((offset + (long) t * all / BATCH) % all));
        int first = run.batch(BATCH);
        long seed = random.nextLong();
        double[] unused = make(frame, Arrays.copyOf(latents, first), Arrays.copyOf(starts, first), seed);
        if (first < BATCH && !run.shouldStop()) {
            float[][] others = Arrays.copyOfRange(latents, first, BATCH);
            unused = make(frame, others, Arrays.copyOfRange(starts, first, BATCH), seed + 1);
        }
    }

    private float[] randomLatent() {
        return Rollouts.randomLatent(rollouts.latentSize(), rollouts.latentRange(), random);
    }

    private void refine(Frame frame) {
        int[] starts = new int[COMPONENTS];
        double[][] means = new double[COMPONENTS][];
        List<Elite> elites = frame.elites().items();
        for (int c = 0; c < COMPONENTS; c++) {
            boolean isElite = c < elites.size();
            starts[c] = isElite ? elites.get(c).start() : random.nextInt(rollouts.starts());
            means[c] = doubles(isElite ? elites.get(c).latent() : randomLatent());
        }
        LatentCmaEs search = new LatentCmaEs(means, SIGMA * rollouts.latentRange(), random.nextLong());
        for (int k = 0; k < GENERATIONS * LatentCmaEs.POPULATION && !run.shouldStop(); k++) {
            float[][] latents =
                    Arrays.stream(search.ask()).map(LatentSearch::floats).toArray(float[][]::new);
            search.tell(make(frame, latents, starts, random.nextLong()));
        }
    }

    /** Greedy, or sampled, rollouts under a vector each; their costs, infinite where a limit cut them off. */
    private double[] make(Frame frame, float[][] latents, int[] starts, long seed) {
        int[] some = Arrays.copyOf(starts, (int) Math.min(starts.length, run.left()));
        Rollouts.Result<S> result = rollouts.make(
                new Rollouts.Request(frame.symmetry(), frame.decoder(), latents, some, temperature, 1, seed),
                run::outOfTime);
        run.count(result.rollouts());
        S best = result.best();
        if (best != null) {
            run.offer(result.cost(), () -> best, PHASE);
        }
        double[] costs = Arrays.copyOf(result.costs(), latents.length);
        Arrays.fill(costs, result.rollouts(), costs.length, Double.POSITIVE_INFINITY);
        for (int t = 0; t < result.rollouts(); t++) {
            Elite elite = new Elite(starts[t], latents[t]);
            boolean unused = frame.elites().offer(costs[t], () -> elite);
        }
        return costs;
    }

    private static double[] doubles(float[] x) {
        double[] y = new double[x.length];
        Arrays.setAll(y, i -> x[i]);
        return y;
    }

    private static float[] floats(double[] x) {
        float[] y = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = (float) x[i];
        }
        return y;
    }
}
