package dev.ansatz.problems.rmab;

import dev.ansatz.problems.Instance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A restless bandit: arms that move at every step whether acted on or not, and a limit on what may be done in one step.
 *
 * <p>Policies are compared on the same {@link #episodes()} episodes, whose random numbers come from {@link #evaluationSeed()}
 * alone: they belong to the instance, so that its objective is one well-defined number for each policy.
 */
public final class RestlessBanditInstance implements Instance {
    /** Discounted problems without a horizon are cut where the weight of a step falls to this. */
    public static final double NEGLIGIBLE_WEIGHT = 1e-3;

    private final String name;
    private final List<Arm> arms;
    private final int budget;
    private final @Nullable Integer horizon;
    private final double discount;
    private final @Nullable ActionConstraint constraint;
    private final int episodes;
    private final long evaluationSeed;
    private volatile @Nullable LagrangianRelaxation relaxation;

    /**
     * @param budget largest sum of the actions of a step; with {@link ActionConstraint.Interventions} the largest number of
     *     interventions; without meaning with {@link ActionConstraint.Capacity}
     * @param horizon number of steps, or null for a discounted problem without end
     * @param discount weight of a step relative to the one before, in (0, 1]; below 1 where there is no horizon
     * @param constraint combinatorial constraint, or null
     * @param episodes number of simulated episodes, at least 2
     */
    public RestlessBanditInstance(
            String name,
            List<Arm> arms,
            int budget,
            @Nullable Integer horizon,
            double discount,
            @Nullable ActionConstraint constraint,
            int episodes,
            long evaluationSeed) {
        if (arms.isEmpty() || budget < 0 || episodes < 2 || !(discount > 0 && discount <= 1)) {
            throw new IllegalArgumentException("Arms, budget, episodes or discount are out of range.");
        }
        if (horizon == null ? discount == 1 : horizon < 1) {
            throw new IllegalArgumentException("Either a horizon of at least 1 or a discount below 1 is needed.");
        }
        this.name = name;
        this.arms = List.copyOf(arms);
        this.budget = budget;
        this.horizon = horizon;
        this.discount = discount;
        this.constraint = constraint;
        this.episodes = episodes;
        this.evaluationSeed = evaluationSeed;
    }

    @Override
    public String name() {
        return name;
    }

    /** Number of arms. */
    @Override
    public int size() {
        return arms.size();
    }

    public Arm arm(int j) {
        return arms.get(j);
    }

    public List<Arm> arms() {
        return arms;
    }

    public int budget() {
        return budget;
    }

    /** Number of steps, or null where there is no end. */
    public @Nullable Integer horizon() {
        return horizon;
    }

    public double discount() {
        return discount;
    }

    public @Nullable ActionConstraint constraint() {
        return constraint;
    }

    public int episodes() {
        return episodes;
    }

    public long evaluationSeed() {
        return evaluationSeed;
    }

    /** Number of simulated steps: the horizon, or the steps until the weight falls to {@link #NEGLIGIBLE_WEIGHT}. */
    public int steps() {
        return horizon != null
                ? horizon
                : Math.max(1, (int) Math.ceil(Math.log(NEGLIGIBLE_WEIGHT) / Math.log(discount) - 1e-9));
    }

    /** Largest number of actions of an arm, the passive one included. */
    public int maxActions() {
        return arms.stream().mapToInt(Arm::actions).max().orElse(2);
    }

    /** The relaxation that bounds this instance, computed on first use. */
    public LagrangianRelaxation relaxation() {
        LagrangianRelaxation known = relaxation;
        if (known == null) {
            synchronized (this) {
                known = relaxation;
                if (known == null) {
                    known = LagrangianRelaxation.of(this);
                    relaxation = known;
                }
            }
        }
        return known;
    }
}
