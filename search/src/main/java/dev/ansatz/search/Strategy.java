package dev.ansatz.search;

import java.util.Locale;

/** How a search chooses the rollouts of a policy. A policy of K decoders makes its share of the rollouts with each. */
public enum Strategy {
    /** One greedy rollout per decoder. */
    GREEDY,
    /** One greedy rollout from each start per decoder (Kwon et al., POMO, 2020, arXiv 2010.16011). */
    MULTISTART,
    /** As MULTISTART under each symmetry of the instance, POMO's protocol. */
    AUGMENT,
    /** MULTISTART, then samples from each start in turn until a limit is met. */
    SAMPLING,
    /** Greedy from each start under random latent vectors, until a limit is met (COMPASS, arXiv 2311.13569). */
    LATENT_RANDOM,
    /** As LATENT_RANDOM, the latent vectors chosen by CMA-ES, as COMPASS does. */
    LATENT_CMAES,
    /** GREEDY, MULTISTART, AUGMENT, then LATENT_CMAES where the policy has a latent vector, else SAMPLING. */
    ALL;

    /** Name on the command line, such as {@code latent-cmaes}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether only policies with a latent vector can be asked so. */
    public boolean needsLatent() {
        return this == LATENT_RANDOM || this == LATENT_CMAES;
    }

    /** Whether the search goes on until a limit is met, rather than end by itself. */
    public boolean isEndless() {
        return this == SAMPLING || this == ALL || needsLatent();
    }
}
