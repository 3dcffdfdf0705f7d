package dev.ansatz.training.learner;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.ansatz.neural.candidate.CandidateArchitecture;
import dev.ansatz.neural.candidate.CandidateEnvironment;
import dev.ansatz.neural.candidate.Decisions;
import dev.ansatz.training.djl.CandidateModel;
import dev.ansatz.training.djl.CandidateTensors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Gradient of the weighted log-probabilities of recorded decisions, by DJL: all of them in one pass, as far as memory allows. */
final class CandidateGradient {
    /** Candidates of decisions in one graph: their hidden layers take about 2 kB each. */
    private static final long MOST_CANDIDATES = 50_000;

    /**
     * An instance and what is learned from it.
     *
     * @param weight of the log-probability of each trajectory
     */
    record Example(CandidateEnvironment<?> environment, Decisions[] trajectories, float[] weight) {
        long candidates() {
            long sum = 0;
            for (Decisions decisions : trajectories) {
                for (int q = 0; q < decisions.count(); q++) {
                    sum += decisions.candidates(q);
                }
            }
            return sum;
        }
    }

    private CandidateGradient() {}

    /**
     * The gradient of the sum over examples.
     *
     * @param examples of one shape
     * @param temperature divides the scores
     * @return with that sum as its value
     */
    static Learner.Gradient of(
            CandidateArchitecture arch, Map<String, float[]> weights, double temperature, List<Example> examples) {
        Map<String, float[]> gradients = new LinkedHashMap<>();
        arch.shapes()
                .keySet()
                .forEach(name -> gradients.put(name, new float[Objects.requireNonNull(weights.get(name)).length]));
        double loss = 0;
        int first = 0;
        while (first < examples.size()) {
            int end = first + 1;
            long candidates = examples.get(first).candidates();
            while (end < examples.size() && candidates + examples.get(end).candidates() <= MOST_CANDIDATES) {
                candidates += examples.get(end++).candidates();
            }
            loss += add(arch, weights, temperature, examples.subList(first, end), gradients);
            first = end;
        }
        return new Learner.Gradient(gradients, loss);
    }

    /** Adds the gradient of a part of a batch; returns its loss. */
    private static double add(
            CandidateArchitecture arch,
            Map<String, float[]> weights,
            double temperature,
            List<Example> examples,
            Map<String, float[]> gradients) {
        List<? extends CandidateEnvironment<?>> environments = examples.stream()
                .<CandidateEnvironment<?>>map(Example::environment)
                .toList();
        Decisions[][] decisions = examples.stream().map(Example::trajectories).toArray(Decisions[][]::new);
        float[][] weight = examples.stream().map(Example::weight).toArray(float[][]::new);
        try (NDManager manager = NDManager.newBaseManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            CandidateModel model = new CandidateModel(manager, arch, weights, temperature);
            CandidateTensors batch = new CandidateTensors(arch, environments);
            NDArray loss = batch.loss(manager, model, batch.encode(manager, model), decisions, weight);
            collector.backward(loss);
            model.parameters().forEach((name, p) -> {
                try (NDArray gradient = p.getGradient()) {
                    PointerGradient.addTo(Objects.requireNonNull(gradients.get(name)), gradient.toFloatArray());
                }
            });
            return loss.getFloat();
        }
    }
}
