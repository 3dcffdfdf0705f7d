package dev.ansatz.search;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a search chooses the rollouts of a policy. A policy of K decoders makes its share of the rollouts with each. */
public enum Strategy {
    /** One greedy rollout per decoder. */
    GREEDY,
    /** One greedy rollout from each start per decoder (Kwon et al., POMO, 2020, arXiv 2010.16011). */
    MULTISTART,
    /** As MULTISTART under each symmetry of the instance, POMO's protocol. */
    AUGMENT,
    /** MULTISTART, then samples from each start in turn, at a temperature and from a nucleus, until a limit is met. */
    SAMPLING,
    /** Beam searches by probability, each twice as wide as the one before, until a limit is met. */
    BEAM,
    /**
     * Simulation-guided beam searches (Choo et al., SGBS, 2022, arXiv 2207.06190) under each symmetry in turn, then wider ones,
     * until a limit is met.
     */
    SGBS,
    /** Efficient active search that adapts the instance's embeddings (Hottung et al. 2022, arXiv 2106.05126), until a limit is met. */
    EAS_EMB,
    /** Efficient active search that adapts an added layer. */
    EAS_LAY,
    /** Each rollout under a random latent vector of its own, until a limit is met (COMPASS, arXiv 2311.13569). */
    LATENT_RANDOM,
    /** As LATENT_RANDOM, the latent vectors chosen by CMA-ES, as COMPASS does. */
    LATENT_CMAES,
    /** Pieces of a solution re-solved by the policy, until a limit is met: TSP and CVRP of any size, see {@link Decomposition}. */
    DECOMPOSITION,
    /** What was measured to be best: DECOMPOSITION for large TSP and CVRP, else SGBS. */
    ALL;

    /** Name on the command line, such as {@code latent-cmaes}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Names that strategies had before. */
    private static final Map<String, Strategy> FORMER = Map.of("pieces", DECOMPOSITION);

    /** The strategy of a name, in any case of its letters; null where there is none. {@link #ALL} has no name of its own. */
    public static @Nullable Strategy byId(String id) {
        Strategy former = FORMER.get(id.toLowerCase(Locale.ROOT));
        if (former != null) {
            return former;
        }
        return named().stream()
                .filter(strategy -> strategy.id().equalsIgnoreCase(id))
                .findFirst()
                .orElse(null);
    }

    /** All strategies but {@link #ALL}. */
    public static List<Strategy> named() {
        return Arrays.stream(values()).filter(strategy -> strategy != ALL).toList();
    }

    /** Whether only policies with a latent vector can be asked so. */
    public boolean needsLatent() {
        return this == LATENT_RANDOM || this == LATENT_CMAES;
    }

    /** Whether the policy learns on the instance. */
    public boolean adapts() {
        return this == EAS_EMB || this == EAS_LAY;
    }

    /** Whether the search goes on until a limit is met, rather than end by itself. */
    public boolean isEndless() {
        return switch (this) {
            case GREEDY, MULTISTART, AUGMENT -> false;
            case SAMPLING, BEAM, SGBS, EAS_EMB, EAS_LAY, LATENT_RANDOM, LATENT_CMAES, DECOMPOSITION, ALL -> true;
        };
    }
}
