package dev.ansatz.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.ansatz.neural.Checkpoint;
import dev.ansatz.neural.Rollouts;
import dev.ansatz.neural.candidate.CandidateArchitecture;
import dev.ansatz.neural.candidate.CandidateDecoder;
import dev.ansatz.neural.candidate.CandidateEncoder;
import dev.ansatz.neural.candidate.CandidateEnvironment;
import dev.ansatz.neural.candidate.CandidateKind;
import dev.ansatz.neural.candidate.CandidateTrajectories;
import dev.ansatz.neural.candidate.Decisions;
import dev.ansatz.problems.InputException;
import dev.ansatz.problems.Instance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * A candidate-scoring policy in training.
 *
 * <p>A gradient, on a batch of instances of one shape: get decisions per instance — those of a teacher's solution (imitation), of
 * the best of S samples (self-labelling, Corsini et al. 2024), of the best of samples under L latent vectors (COMPASS), or of all S
 * samples weighted by how much worse than their mean they are (POMO) — then encode and compute all log-probabilities in one pass with gradients (DJL), backward. Samples are drawn in plain
 * Java. A self-label is only learned from where the samples differ.
 *
 * <p>Instances are drawn anew for each batch, but for imitation and self-labelling, which draw a part of each from those solved before.
 */
final class ScoringLearner<I extends Instance, S> implements Learner {
    private static final Set<Method> METHODS =
            EnumSet.of(Method.POMO, Method.IMITATION, Method.SELF_LABELLING, Method.COMPASS);

    /** Samples per validation instance besides the greedy solution, where samples are worth making. */
    private static final int VALIDATION_SAMPLES = 16;

    /** Solved instances kept: a run of days must not grow. */
    private static final int MOST_LABELS = 20_000;

    /** Candidates of decisions in one graph: their hidden layers take about 2 kB each. */
    private static final long MOST_CANDIDATES = 50_000;

    private final TrainingConfig config;
    private final CandidateKind<I, S> adapter;
    private final CandidateArchitecture arch;
    private final @Nullable Teacher teacher;
    private final ExecutorService pool;
    private final Map<String, List<Label<I, S>>> labels = new HashMap<>();
    private final List<I> validation = new ArrayList<>();
    private final @Nullable OwnInstances<I, S> own;
    private final @Nullable OwnLabels<I, S> ownLabels;
    private int labelCount;

    /**
     * A solved instance.
     *
     * @param solution a teacher's, imitated in any form; null = {@code choices} are imitated
     * @param symmetry form that the choices are of
     * @param choices indices of the candidates that the policy itself chose; null where all samples were equally good: there is nothing to learn
     */
    private record Label<I, S>(I instance, @Nullable S solution, int symmetry, int @Nullable [] choices) {
        Decisions[] decisions(CandidateEnvironment<S> env, int contexts) {
            if (solution != null) {
                env.follow(solution);
                return new Decisions[] {Decisions.following(env, contexts)};
            }
            return choices == null ? new Decisions[0] : new Decisions[] {Decisions.of(env, contexts, choices)};
        }
    }

    ScoringLearner(
            TrainingConfig config,
            CandidateKind<I, S> adapter,
            Dimensions dimensions,
            @Nullable Teacher teacher,
            @Nullable OwnInstances<?, ?> given,
            ExecutorService pool) {
        if (!METHODS.contains(config.method())) {
            throw new InputException(
                    "Method " + config.method().id() + " is not for problem " + config.problem() + ".");
        }
        this.config = config;
        this.adapter = adapter;
        this.teacher = teacher;
        this.pool = pool;
        arch = adapter.architecture(
                        dimensions.layers(),
                        dimensions.embeddingSize(),
                        dimensions.heads(),
                        dimensions.feedForwardSize())
                .withLatent(dimensions.latentSize());
        own = own(given);
        ownLabels = own == null || teacher == null ? null : new OwnLabels<>(own, teacher, config.directory());
        if (own != null) {
            validation.addAll(own.validation());
        }
        for (int i = 0; own == null && i < config.validationCount(); i++) {
            SplittableRandom random = new SplittableRandom(1_000_003L * (i + 1));
            int size = config.validationSize();
            String distribution =
                    config.distributions().get(i % config.distributions().size());
            validation.add(adapter.randomInstance(distribution, adapter.randomShape(size, size, random), random));
        }
    }

    @SuppressWarnings("unchecked") // the instances are those of the adapter's problem
    private @Nullable OwnInstances<I, S> own(@Nullable OwnInstances<?, ?> given) {
        return (OwnInstances<I, S>) given;
    }

    @Override
    public CandidateKind<I, S> kind() {
        return adapter;
    }

    @Override
    public Map<String, int[]> shapes() {
        return arch.shapes();
    }

    @Override
    public String distribution() {
        if (own != null) {
            return own.description();
        }
        String mixture = adapter.mixture();
        return mixture == null ? String.join(", ", config.distributions()) : mixture;
    }

    @Override
    public Map<String, float[]> begin(Checkpoint.@Nullable Tensors initial) {
        Map<String, float[]> weights = initial == null ? arch.randomWeights(config.seed()) : initial.weights();
        try {
            boolean isNew = !weights.containsKey(CandidateArchitecture.LATENT_HIDDEN);
            weights = arch.from(weights);
            if (isNew && arch.latentSize() > 0 && config.latentSpread() > 0) {
                LatentRows.fill(adapter, arch, weights, config);
            }
            return weights;
        } catch (IllegalArgumentException e) {
            throw new InputException(config.initial() + ": the weights do not fit the card (" + e.getMessage() + ")");
        }
    }

    @Override
    public String valueName() {
        return "loss";
    }

    /** Mean objectives of the greedy solutions and of the best of some samples. */
    @Override
    public Validation validate(Map<String, float[]> weights) {
        CandidateEncoder encoder = new CandidateEncoder(arch, weights);
        double[] greedy = new double[validation.size()];
        double[] sampled = new double[validation.size()];
        int samples = adapter.isSampled() ? VALIDATION_SAMPLES : 0;
        BatchGradient.parallel(pool, greedy.length, i -> {
            I instance = validation.get(i);
            CandidateEnvironment<S> env = adapter.environment(instance, 0);
            CandidateDecoder decoder = new CandidateDecoder(arch, weights, env, encoder.project(env));
            SplittableRandom random = new SplittableRandom(1);
            double best = Double.POSITIVE_INFINITY;
            S solution = null;
            for (int s = 0; s <= samples; s++) {
                if (s > 0 && arch.latentSize() > 0) {
                    decoder.condition(Rollouts.randomLatent(arch.latentSize(), Rollouts.LATENT_RANGE, random));
                }
                decoder.decode(s == 0 ? 0 : config.temperature(), random, () -> false, null);
                if (s == 0) {
                    greedy[i] = objective(instance, env.solution());
                }
                if (env.cost() < best) {
                    best = env.cost();
                    solution = env.solution();
                }
            }
            sampled[i] = objective(instance, Objects.requireNonNull(solution));
        });
        String name = own == null ? config.problem() + config.validationSize() : "own";
        double greedyMean = Arrays.stream(greedy).average().orElse(Double.NaN);
        double sampledMean = Arrays.stream(sampled).average().orElse(Double.NaN);
        Map<String, Double> figures = new HashMap<>(Map.of(name + "-greedy-objective", greedyMean));
        if (samples > 0) {
            figures.put(name + "-best-of-" + samples + "-objective", sampledMean);
        }
        return new Validation(sampledMean, greedyMean, figures);
    }

    private double objective(I instance, S solution) {
        return adapter.problem().evaluate(instance, solution).objective();
    }

    @Override
    public Gradient gradient(Map<String, float[]> weights, SplittableRandom random) {
        int[] shape = own == null ? adapter.randomShape(config.minSize(), config.maxSize(), random) : own.shape(random);
        int b = config.batch();
        SplittableRandom[] randoms = new SplittableRandom[b];
        for (int i = 0; i < b; i++) {
            randoms[i] = random.split();
        }
        CandidateEncoder encoder = new CandidateEncoder(arch, weights);
        boolean isLabelled = config.method() == Method.IMITATION || config.method() == Method.SELF_LABELLING;
        List<Label<I, S>> solved = !isLabelled
                ? List.of()
                : ownLabels == null ? labels(shape, randoms, weights, encoder) : ownLabels(ownLabels, shape, random);
        List<CandidateEnvironment<S>> environments = new ArrayList<>(java.util.Collections.nCopies(b, null));
        Decisions[][] decisions = new Decisions[b][];
        float[][] weight = new float[b][];
        BatchGradient.parallel(pool, b, i -> {
            SplittableRandom own = randoms[i];
            I instance = isLabelled ? solved.get(i).instance() : draw(shape, own);
            boolean isOwn = isLabelled && solved.get(i).solution() == null;
            CandidateEnvironment<S> env =
                    adapter.environment(instance, isOwn ? solved.get(i).symmetry() : own.nextInt(adapter.symmetries()));
            environments.set(i, env);
            if (isLabelled) {
                decisions[i] = solved.get(i).decisions(env, arch.contexts());
                weight[i] = new float[decisions[i].length];
                Arrays.fill(weight[i], -1);
            } else {
                CandidateDecoder decoder = new CandidateDecoder(arch, weights, env, encoder.project(env));
                sample(decoder, env, own, i, decisions, weight);
            }
        });
        // The loss of cross-entropy is per decision; POMO's advantages are of size 1 per trajectory already.
        int total = Arrays.stream(decisions)
                .flatMap(Arrays::stream)
                .mapToInt(Decisions::count)
                .sum();
        float scale = 1f / Math.max(1, total);
        for (float[] row : weight) {
            for (int t = 0; t < row.length; t++) {
                row[t] *= scale;
            }
        }
        Map<String, float[]> gradients = new LinkedHashMap<>();
        arch.shapes().keySet().forEach(name -> gradients.put(name, new float[weights.get(name).length]));
        double loss = 0;
        for (int first = 0; first < b; ) {
            List<CandidateEnvironment<S>> some = new ArrayList<>();
            List<Decisions[]> made = new ArrayList<>();
            List<float[]> weighted = new ArrayList<>();
            long candidates = 0;
            for (;
                    first < b && (some.isEmpty() || candidates + candidates(decisions[first]) <= MOST_CANDIDATES);
                    first++) {
                candidates += candidates(decisions[first]);
                some.add(environments.get(first));
                made.add(decisions[first]);
                weighted.add(weight[first]);
            }
            loss += addGradient(
                    arch,
                    weights,
                    config.temperature(),
                    some,
                    made.toArray(Decisions[][]::new),
                    weighted.toArray(float[][]::new),
                    gradients);
        }
        return new Gradient(gradients, loss);
    }

    private static long candidates(Decisions[] trajectories) {
        long sum = 0;
        for (Decisions decisions : trajectories) {
            for (int q = 0; q < decisions.count(); q++) {
                sum += decisions.candidates(q);
            }
        }
        return sum;
    }

    /** Gradient of the log-probability of decisions on an instance. */
    static Map<String, float[]> gradientOf(
            CandidateArchitecture arch,
            Map<String, float[]> weights,
            List<? extends CandidateEnvironment<?>> environment,
            Decisions decisions) {
        Map<String, float[]> gradients = new LinkedHashMap<>();
        arch.shapes().keySet().forEach(name -> gradients.put(name, new float[weights.get(name).length]));
        double unused = addGradient(
                arch, weights, 1, environment, new Decisions[][] {{decisions}}, new float[][] {{1}}, gradients);
        return gradients;
    }

    /** Adds the gradient of a part of a batch; returns its loss. */
    private static double addGradient(
            CandidateArchitecture arch,
            Map<String, float[]> weights,
            double temperature,
            List<? extends CandidateEnvironment<?>> environments,
            Decisions[][] decisions,
            float[][] weight,
            Map<String, float[]> gradients) {
        try (NDManager manager = NDManager.newBaseManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            ScoringModel model = new ScoringModel(manager, arch, weights, temperature);
            ScoringBatch batch = new ScoringBatch(arch, environments);
            NDArray loss = batch.loss(manager, model, batch.encode(manager, model), decisions, weight);
            collector.backward(loss);
            model.parameters().forEach((name, p) -> {
                try (NDArray gradient = p.getGradient()) {
                    float[] sum = Objects.requireNonNull(gradients.get(name));
                    float[] part = gradient.toFloatArray();
                    for (int i = 0; i < sum.length; i++) {
                        sum[i] += part[i];
                    }
                }
            });
            return loss.getFloat();
        }
    }

    private I draw(int[] shape, SplittableRandom random) {
        return own == null
                ? adapter.randomInstance(config.distribution(random), shape, random)
                : own.draw(shape, random);
    }

    private List<Label<I, S>> ownLabels(OwnLabels<I, S> known, int[] shape, SplittableRandom random) {
        return known.batch(shape, config.batch(), config.freshLabels(), random, pool).stream()
                .map(label -> byTeacher(label.instance(), label.solution()))
                .toList();
    }

    private void sample(
            CandidateDecoder decoder,
            CandidateEnvironment<S> env,
            SplittableRandom random,
            int i,
            Decisions[][] decisions,
            float[][] weight) {
        boolean isCompass = config.method() == Method.COMPASS;
        int s = isCompass ? config.latents() : config.starts();
        Decisions[] own = new Decisions[s];
        double[] costs = new double[s];
        int best = 0;
        for (int t = 0; t < s; t++) {
            own[t] = new Decisions();
            if (isCompass) {
                decoder.condition(Rollouts.randomLatent(arch.latentSize(), Rollouts.LATENT_RANGE, random));
            }
            decoder.decode(config.temperature(), random, () -> false, own[t]);
            costs[t] = env.cost();
            best = costs[t] < costs[best] ? t : best;
        }
        double mean = Arrays.stream(costs).average().orElse(0);
        if (isCompass) {
            // The best vector alone, and nothing where two are equally good.
            double least = costs[best];
            boolean tie = Arrays.stream(costs).filter(c -> c <= least).count() > 1;
            decisions[i] = new Decisions[] {own[best]};
            weight[i] = new float[] {tie ? 0 : -1};
            return;
        }
        double squares = 0;
        for (double c : costs) {
            squares += (c - mean) * (c - mean);
        }
        double deviation = Math.sqrt(squares / s) + 1e-9 * Math.abs(mean) + 1e-12;
        decisions[i] = own;
        weight[i] = new float[s];
        for (int t = 0; t < s; t++) {
            weight[i][t] = (float) ((costs[t] - mean) / deviation);
        }
    }

    /** A batch of solved instances of one shape: new ones, and old ones as far as there are enough of them. */
    private List<Label<I, S>> labels(
            int[] shape, SplittableRandom[] randoms, Map<String, float[]> weights, CandidateEncoder encoder) {
        int b = randoms.length;
        List<Label<I, S>> known = labels.computeIfAbsent(Arrays.toString(shape), s -> new ArrayList<>());
        int fresh = known.size() < b ? b : Math.max(1, (int) Math.round(config.freshLabels() * b));
        List<Label<I, S>> batch = new ArrayList<>(java.util.Collections.nCopies(b, null));
        BatchGradient.parallel(
                pool, fresh, i -> batch.set(i, solve(draw(shape, randoms[i]), randoms[i], weights, encoder)));
        for (int i = fresh; i < b; i++) {
            batch.set(i, known.get(randoms[i].nextInt(known.size())));
        }
        for (int i = 0; i < fresh; i++) {
            if (labelCount < MOST_LABELS || known.size() < b) {
                known.add(batch.get(i));
                labelCount++;
            } else {
                known.set(randoms[i].nextInt(known.size()), batch.get(i));
            }
        }
        return batch;
    }

    @SuppressWarnings("unchecked") // the teacher is given instances of the adapter's own problem
    private Label<I, S> solve(
            I instance, SplittableRandom random, Map<String, float[]> weights, CandidateEncoder encoder) {
        if (teacher != null) {
            return byTeacher(instance, (S) teacher.solve(instance, random.nextLong()));
        }
        int symmetry = random.nextInt(adapter.symmetries());
        CandidateEnvironment<S> env = adapter.environment(instance, symmetry);
        CandidateTrajectories<S> samples = new CandidateTrajectories<>(arch, weights, env, encoder.project(env));
        return new Label<>(instance, null, symmetry, samples.bestOf(config.starts(), config.temperature(), random));
    }

    private static <I, S> Label<I, S> byTeacher(I instance, S solution) {
        return new Label<>(instance, solution, 0, null);
    }
}
