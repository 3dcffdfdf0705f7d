package dev.ansatz.classical.rmab;

import dev.ansatz.problems.rmab.ActionBuilder;
import dev.ansatz.problems.rmab.Decision;
import dev.ansatz.problems.rmab.RestlessBanditInstance;
import java.util.Random;

/** Policies that draw their actions at random: items in random order, each added where it is allowed. */
final class RandomRules {
    private RandomRules() {}

    private static final class Drawer {
        private final ActionBuilder builder;
        private final int[] order;

        Drawer(RestlessBanditInstance instance) {
            this.builder = ActionBuilder.of(instance);
            this.order = new int[builder.items()];
            for (int i = 0; i < order.length; i++) {
                order[i] = i;
            }
        }

        void draw(Random random, Decision decision) {
            builder.begin(decision);
            for (int i = 0; i < order.length; i++) {
                int k = i + random.nextInt(order.length - i);
                int item = order[k];
                order[k] = order[i];
                order[i] = item;
                while (builder.tryAdd(item, decision) && random.nextBoolean()) {
                    // arms of several actions may be raised again
                }
            }
        }

        void finish(Decision decision) {
            builder.finish(decision);
        }
    }

    private static Random random(long seed, int episode, int step) {
        return new Random(seed * 0x9E3779B97F4A7C15L + episode * 0x2545F4914F6CDD1DL + step);
    }

    /** A random allowed action. */
    static DecisionRule random(RestlessBanditInstance instance, long seed) {
        Drawer drawer = new Drawer(instance);
        return (episode, step, states, decision) -> {
            resetOrder(drawer);
            drawer.draw(random(seed, episode, step), decision);
            drawer.finish(decision);
        };
    }

    private static void resetOrder(Drawer drawer) {
        for (int i = 0; i < drawer.order.length; i++) {
            drawer.order[i] = i;
        }
    }

    /** The best of {@code samples} random actions by expected reward of the step. */
    static DecisionRule sampling(RestlessBanditInstance instance, long seed, int samples) {
        Drawer drawer = new Drawer(instance);
        Decision[] best = {new Decision(instance.size()), new Decision(instance.size())};
        return (episode, step, states, decision) -> {
            Random random = random(seed, episode, step);
            resetOrder(drawer);
            double most = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < samples; k++) {
                drawer.draw(random, best[0]);
                double reward = 0;
                for (int j = 0; j < states.length; j++) {
                    reward += instance.arm(j).reward(states[j], best[0].levels[j]);
                }
                if (reward > most) {
                    most = reward;
                    drawer.finish(best[0]);
                    Decision swap = best[0];
                    best[0] = best[1];
                    best[1] = swap;
                }
            }
            System.arraycopy(best[1].levels, 0, decision.levels, 0, states.length);
            decision.certificate = best[1].certificate.clone();
        };
    }
}
