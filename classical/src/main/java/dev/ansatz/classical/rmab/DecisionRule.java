package dev.ansatz.classical.rmab;

import dev.ansatz.problems.rmab.Decision;

/** A policy prepared for one instance. Not thread-safe. */
interface DecisionRule {
    /**
     * Says what to do.
     *
     * @param episode from 0; for policies that draw random numbers
     * @param step from 0
     * @param states present state of each arm
     * @param decision is overwritten with an allowed action
     */
    void decide(int episode, int step, int[] states, Decision decision);
}
