package dev.ansatz.classical.cvrp;

import dev.ansatz.classical.localsearch.DistanceLookup;
import dev.ansatz.classical.localsearch.Xorshift;
import java.util.Arrays;

/**
 * One ruin-and-recreate step on a {@link RoutePlan}: slack induction by string removals (Christiaens and Vanden Berghe,
 * Transportation Science 2020): strings of customers are removed from routes near a seed and inserted greedily with blinks.
 * Overloaded routes cost what the plan says. Insertion looks at positions beside near neighbours only (as FILO, Accorsi and
 * Vigo 2021), so a step does not depend on the size of the instance; beside further ones only where each of those costs an
 * overload: tight plans get rid of a route by the slack of a distant one. Not thread-safe.
 */
final class RuinRecreate {
    private static final int MEAN_REMOVED = 10;
    private static final int MAX_STRING = 10;
    private static final double SPLIT = 0.5;
    private static final double DEEPER_SPLIT = 0.01;
    private static final double BLINK = 0.01;

    private final RoutePlan plan;
    private final DistanceLookup distances;
    private final int n;
    private final int[] near;
    private final double[] nearDistance;
    private final int k;
    private final int insertionNeighbours;
    private final FarNeighbours far;
    private final boolean symmetric;
    private final Xorshift random;
    private final boolean limitedFleet;

    /** Customers that were removed and inserted again by the last step, the first {@link #removedSize} entries. */
    int[] removed = new int[128];

    int removedSize;

    /** Customers that the last step moved or that were beside such, the first {@link #touchedSize} entries. */
    int[] touched = new int[256];

    int touchedSize;

    /** Links before the step of the customers that carry its stamp. */
    private final int[] oldPrev;

    private final int[] oldNext;
    private final int[] customerStamp;

    private double[] key = new double[128];
    private final int[] routeStamp;
    private int stamp;
    private int toBlink;

    /** Customers that found no place at the last step, the first {@link #absentSize} entries. */
    int[] absent = new int[16];

    int absentSize;

    /**
     * @param near {@code [n * k]} customers, those of customer {@code c} from {@code (c - 1) * k}
     * @param nearDistance distances from each customer to these
     * @param insertionNeighbours how many of them are looked at for an insertion; the others, too, where none of these has room
     * @param far customers further away, looked at last
     */
    RuinRecreate(
            RoutePlan plan,
            int[] near,
            double[] nearDistance,
            int insertionNeighbours,
            FarNeighbours far,
            boolean symmetric,
            Xorshift random) {
        this.plan = plan;
        this.distances = plan.distances;
        this.n = plan.n;
        this.near = near;
        this.k = near.length / n;
        this.insertionNeighbours = Math.min(k, insertionNeighbours);
        this.far = far;
        this.symmetric = symmetric;
        this.random = random;
        this.limitedFleet = plan.maxRoutes < n;
        this.routeStamp = new int[plan.maxRoutes];
        this.oldPrev = new int[n + 1];
        this.oldNext = new int[n + 1];
        this.customerStamp = new int[n + 1];
        this.nearDistance = nearDistance;
        toBlink = nextBlink();
    }

    /** How many positions until the next blink: geometric. */
    private int nextBlink() {
        return (int) Math.min(1e9, Math.log1p(-random.unit()) / Math.log1p(-BLINK));
    }

    /**
     * One step. Absent customers of before are tried again; those that find no place are in {@link #absent} afterwards.
     *
     * @param missing customers absent now
     */
    void step(int[] missing, int missingSize) {
        removedSize = 0;
        touchedSize = 0;
        stamp++;
        for (int i = 0; i < missingSize; i++) {
            add(missing[i]);
        }
        int seed = missingSize > 0 && random.chance(0.5) ? missing[random.below(missingSize)] : 1 + random.below(n);
        ruin(seed);
        recreate();
    }

    /** Remembers the links of a customer before the step changes them for the first time. */
    private void touch(int customer) {
        if (customer == 0 || customerStamp[customer] == stamp) {
            return;
        }
        customerStamp[customer] = stamp;
        oldPrev[customer] = plan.routeOf[customer] < 0 ? -1 : plan.prev[customer];
        oldNext[customer] = plan.next[customer];
        if (touchedSize == touched.length) {
            touched = Arrays.copyOf(touched, 2 * touchedSize);
        }
        touched[touchedSize++] = customer;
    }

    /** Whether the last step changed the plan: often all that is removed comes back to where it was. */
    boolean changed() {
        for (int i = 0; i < touchedSize; i++) {
            int c = touched[i];
            int p = plan.prev[c];
            int s = plan.next[c];
            boolean same = (p == oldPrev[c] && s == oldNext[c]) || (symmetric && p == oldNext[c] && s == oldPrev[c]);
            if (!same) {
                return true;
            }
        }
        return false;
    }

    private void add(int customer) {
        if (removedSize == removed.length) {
            removed = Arrays.copyOf(removed, 2 * removedSize);
            key = Arrays.copyOf(key, 2 * removedSize);
        }
        removed[removedSize++] = customer;
    }

    private void remove(int customer) {
        touch(customer);
        touch(plan.prev[customer]);
        touch(plan.next[customer]);
        plan.remove(customer);
        add(customer);
    }

    private void ruin(int seed) {
        if (plan.used() == 0) {
            return;
        }
        double meanCustomers = (double) (n - removedSize) / plan.used();
        double longest = Math.min(MAX_STRING, meanCustomers);
        double mostStrings = 4.0 * MEAN_REMOVED / (1 + longest) - 1;
        int strings = (int) (1 + random.unit() * mostStrings);
        int done = 0;
        for (int i = -1; i < k && done < strings; i++) {
            int c = i < 0 ? seed : near[(seed - 1) * k + i];
            int r = plan.routeOf[c];
            if (r < 0 || routeStamp[r] == stamp) {
                continue;
            }
            routeStamp[r] = stamp;
            int size = plan.count[r];
            int length = (int) (1 + random.unit() * Math.min(size, longest));
            length = Math.min(length, size);
            if (length > 1 && length < size && random.chance(SPLIT)) {
                int kept = 1;
                while (length + kept < size && random.chance(DEEPER_SPLIT)) {
                    kept++;
                }
                removeString(c, length, kept);
            } else {
                removeString(c, length, 0);
            }
            done++;
        }
    }

    /** Removes {@code length} customers of a string around {@code c}, keeping {@code kept} of it somewhere inside. */
    private void removeString(int c, int length, int kept) {
        int whole = length + kept;
        int before = 0;
        int begin = c;
        while (before < whole - 1 && plan.prev[begin] != 0) {
            begin = plan.prev[begin];
            before++;
        }
        int behind = 0;
        for (int e = c; behind < whole - 1 && plan.next[e] != 0; e = plan.next[e]) {
            behind++;
        }
        int least = Math.max(0, whole - 1 - behind);
        int back = least + random.below(before - least + 1);
        for (int skip = before - back; skip > 0; skip--) {
            begin = plan.next[begin];
        }
        int keepFrom = kept == 0 ? -1 : 1 + random.below(length - 1);
        int at = begin;
        for (int i = 0; i < whole; i++) {
            int following = plan.next[at];
            if (keepFrom < 0 || i < keepFrom || i >= keepFrom + kept) {
                remove(at);
            }
            at = following;
        }
    }

    private void recreate() {
        sort();
        absentSize = 0;
        for (int i = 0; i < removedSize; i++) {
            if (!insert(removed[i])) {
                if (absentSize == absent.length) {
                    absent = Arrays.copyOf(absent, 2 * absentSize);
                }
                absent[absentSize++] = removed[i];
            }
        }
    }

    /** Random order, or by demand, or far from or close to the depot, with the weights 4, 4, 2, 1 of the paper. */
    private void sort() {
        int draw = random.below(11);
        for (int i = 0; i < removedSize; i++) {
            int c = removed[i];
            key[i] = draw < 4
                    ? random.unit()
                    : draw < 8 ? -plan.demand[c] : draw < 10 ? -distances.of(0, c) : distances.of(0, c);
        }
        for (int i = 1; i < removedSize; i++) {
            int c = removed[i];
            double value = key[i];
            int j = i - 1;
            while (j >= 0 && key[j] > value) {
                removed[j + 1] = removed[j];
                key[j + 1] = key[j];
                j--;
            }
            removed[j + 1] = c;
            key[j + 1] = value;
        }
    }

    private double bestDelta;
    private double bestExtra;
    private int bestPrev;
    private int bestRoute;

    private boolean insert(int c) {
        long room = plan.capacity - plan.demand[c];
        bestDelta = Double.POSITIVE_INFINITY;
        bestExtra = Double.POSITIVE_INFINITY;
        bestRoute = -1;
        int begin = (c - 1) * k;
        scan(c, room, near, nearDistance, begin, begin + insertionNeighbours, true);
        if (bestExtra > 0) {
            scan(c, room, near, nearDistance, begin + insertionNeighbours, begin + k, false);
            if (bestExtra > 0 && far.count() > 0) {
                scan(c, room, far.of(c), far.distancesOf(c), 0, far.count(), false);
            }
        }
        int fresh = plan.emptyRoute();
        if (fresh >= 0) {
            double alone = distances.of(0, c) + distances.of(c, 0);
            if (alone < bestDelta && alone + plan.serviceTime <= plan.maxDuration) {
                bestDelta = alone;
                bestPrev = 0;
                bestRoute = fresh;
            }
        } else if (bestRoute < 0 && limitedFleet) {
            anywhere(c, room);
        }
        if (bestRoute < 0) {
            return false;
        }
        touch(c);
        touch(bestPrev);
        touch(bestPrev == 0 ? plan.first[bestRoute] : plan.next[bestPrev]);
        plan.insert(c, bestPrev, bestRoute);
        return true;
    }

    /**
     * Looks at the positions beside neighbours of a customer.
     *
     * @param from the first of these neighbours
     * @param to one behind the last
     * @param all whether to look at all of them; else no further than to the first with room
     */
    private void scan(int c, long room, int[] neighbours, double[] distance, int from, int to, boolean all) {
        for (int i = from; i < to && (all || bestExtra > 0); i++) {
            int v = neighbours[i];
            int r = plan.routeOf[v];
            if (r < 0) {
                continue;
            }
            double extra = 0;
            if (plan.load[r] > room) {
                if (plan.overloadForbidden()) {
                    continue;
                }
                extra = plan.overloadCost(r, plan.load[r] + plan.demand[c]);
                if (extra >= bestDelta) {
                    continue;
                }
            }
            double toV = distance[i];
            double fromV = symmetric ? toV : distances.of(v, c);
            // By the triangle inequality a detour costs at least twice what it is longer than the arc it replaces.
            double out = plan.out[v];
            if (2 * (fromV - out) + extra < bestDelta) {
                consider(fromV + distances.of(c, plan.next[v]) - out, extra, v, r);
            }
            double in = plan.in[v];
            if (2 * (toV - in) + extra < bestDelta) {
                int p = plan.prev[v];
                consider((symmetric ? distances.of(c, p) : distances.of(p, c)) + toV - in, extra, p, r);
            }
        }
    }

    private void consider(double delta, double extra, int p, int r) {
        if (delta + extra >= bestDelta) {
            return;
        }
        if (--toBlink < 0) {
            toBlink = nextBlink();
            return;
        }
        if (plan.duration[r] + delta + plan.serviceTime <= plan.maxDuration) {
            bestDelta = delta + extra;
            bestExtra = extra;
            bestPrev = p;
            bestRoute = r;
        }
    }

    /** The best position of all routes, where none beside a neighbour is allowed and no vehicle is left. */
    private void anywhere(int c, long room) {
        for (int index = 0; index < plan.used(); index++) {
            int r = plan.route(index);
            if (plan.load[r] > room && plan.overloadForbidden()) {
                continue;
            }
            double extra = plan.overloadCost(r, plan.load[r] + plan.demand[c]);
            int p = 0;
            int s = plan.first[r];
            while (true) {
                consider(distances.of(p, c) + distances.of(c, s) - (p == 0 ? plan.in[s] : plan.out[p]), extra, p, r);
                if (s == 0) {
                    break;
                }
                p = s;
                s = plan.next[s];
            }
        }
    }
}
