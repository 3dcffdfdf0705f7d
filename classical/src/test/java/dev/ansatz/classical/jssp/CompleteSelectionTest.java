package dev.ansatz.classical.jssp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ansatz.classical.localsearch.Xorshift;
import dev.ansatz.problems.jssp.JobShop;
import dev.ansatz.problems.jssp.JobShopInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompleteSelectionTest {
    /** Some jobs leave machines out, some durations are 0. */
    private static JobShopInstance irregular(int seed) {
        Xorshift random = new Xorshift(seed);
        int[][] machines = new int[8][];
        int[][] durations = new int[8][];
        for (int j = 0; j < machines.length; j++) {
            int operations = 2 + random.below(4);
            machines[j] = new int[operations];
            durations[j] = new int[operations];
            int first = random.below(6);
            for (int o = 0; o < operations; o++) {
                machines[j][o] = (first + 5 * o) % 6;
                durations[j][o] = random.chance(0.2) ? 0 : random.below(20);
            }
        }
        return new JobShopInstance("irregular", machines, durations);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void anyInsertionIsEitherRefusedAsACycleOrLeavesExactHeadsAndTails(int seed) {
        for (JobShopInstance instance :
                new JobShopInstance[] {irregular(seed), JobShop.PROBLEM.generate(9, seed, "uniform")}) {
            Shop shop = new Shop(instance);
            CompleteSelection selection = new CompleteSelection(shop);
            assertThat(selection.load(Dispatching.sequences(shop))).isTrue();
            Xorshift random = new Xorshift(seed);
            int refused = 0;
            for (int move = 0; move < 2000; move++) {
                int k = random.below(shop.machines);
                int size = selection.first[k + 1] - selection.first[k];
                if (size < 2) {
                    continue;
                }
                int a = random.below(size - 1);
                int b = a + 1 + random.below(size - 1 - a);
                int[] moved = selection.sequence.clone();
                int from = selection.first[k] + a;
                int to = selection.first[k] + b;
                boolean right = random.chance(0.5);
                boolean done;
                if (right) {
                    System.arraycopy(selection.sequence, from + 1, moved, from, to - from);
                    moved[to] = selection.sequence[from];
                    done = selection.moveRight(from, to);
                } else {
                    System.arraycopy(selection.sequence, from, moved, from + 1, to - from);
                    moved[from] = selection.sequence[to];
                    done = selection.moveLeft(from, to);
                }
                selection.check();
                if (done) {
                    assertThat(selection.sequence).isEqualTo(moved);
                } else {
                    refused++;
                    assertThat(new CompleteSelection(shop).load(moved)).isFalse();
                }
            }
            assertThat(refused).isPositive();
            assertThat((double) selection.makespan())
                    .isEqualTo(JobShop.PROBLEM
                            .evaluate(instance, shop.schedule(selection.sequence))
                            .objective());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void estimatesOfExchangesOfNeighboursNeverExceedTheNewMakespan(int seed) {
        Shop shop = new Shop(JobShop.PROBLEM.generate(10, seed, "uniform"));
        CompleteSelection selection = new CompleteSelection(shop);
        selection.load(Dispatching.sequences(shop));
        TabuSearch search = new TabuSearch(selection, new Xorshift(seed), new TabuSearch.Monitor() {
            @Override
            public boolean stop(long iterations) {
                return true;
            }

            @Override
            public void improved(int makespan, int[] sequences) {}
        });
        int exact = 0;
        int moves = 0;
        Xorshift random = new Xorshift(seed);
        for (int step = 0; step < 3000; step++) {
            int u = random.below(shop.size);
            int v = selection.machineAfter[u];
            if (v == selection.none
                    || selection.end[u] + selection.tail[v] != selection.makespan()
                    || selection.end[u] != selection.head(v)) {
                continue; // not an arc of a critical path
            }
            int estimate = search.estimate(selection.place[u], selection.place[v], true);
            assertThat(search.estimate(selection.place[u], selection.place[v], false))
                    .isEqualTo(estimate);
            assertThat(selection.moveRight(selection.place[u], selection.place[v]))
                    .isTrue();
            assertThat(estimate).isLessThanOrEqualTo(selection.makespan());
            exact += estimate == selection.makespan() ? 1 : 0;
            moves++;
        }
        assertThat(exact).isGreaterThan(moves / 4);
        assertThat(moves).isGreaterThan(20);
    }
}
