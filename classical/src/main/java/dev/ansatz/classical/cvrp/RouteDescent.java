package dev.ansatz.classical.cvrp;

import dev.ansatz.classical.localsearch.DistanceLookup;
import dev.ansatz.classical.localsearch.SelfCheck;
import java.util.function.BooleanSupplier;

/**
 * Descent of a {@link RoutePlan} over the usual moves, each of which puts a customer beside a near neighbour: relocation of
 * one to three customers in both directions (Or-opt), exchange of two customers, 2-opt within a route, and 2-opt* between
 * two (Potvin and Rousseau 1995), also with reversal. The best move of a customer is made, until no customer has one.
 *
 * <p>A move is priced in constant time, overload of routes included; loads and durations of parts of routes are added up only for those that would pay.
 * Not thread-safe.
 */
final class RouteDescent {
    private static final int MAX_SEGMENT = 3;
    private static final double EPSILON = 1e-7;

    private enum Move {
        NONE,
        RELOCATE,
        EXCHANGE,
        REVERSE,
        TAILS,
        HEADS
    }

    private final RoutePlan plan;
    private final DistanceLookup distances;
    private final int n;
    private final int[] near;
    private final double[] nearDistance;
    private final int k;
    private final int looked;
    private final boolean symmetric;
    private final int[] queue;
    private final boolean[] queued;
    private int head;
    private int size;
    private final int[] buffer;
    private final int[] otherBuffer;

    private final int[] segmentEnd = new int[2 * MAX_SEGMENT];
    private final long[] segmentLoad = new long[2 * MAX_SEGMENT];
    private final double[] segmentInside = new double[2 * MAX_SEGMENT];
    private final double[] segmentGain = new double[2 * MAX_SEGMENT];
    private final int[] segments = new int[2];
    private double reliefA;
    private long headLoadA;

    private Move move = Move.NONE;
    private double delta;
    private int from;
    private int to;
    private int anchor;
    private int anchorRoute;
    private boolean turned;

    /**
     * @param near {@code [n * k]} customers, those of customer {@code c} from {@code (c - 1) * k}
     * @param nearDistance distances from each customer to these
     * @param looked how many of them are looked at
     */
    RouteDescent(RoutePlan plan, int[] near, double[] nearDistance, int looked, boolean symmetric) {
        this.plan = plan;
        this.distances = plan.distances;
        this.n = plan.n;
        this.near = near;
        this.nearDistance = nearDistance;
        this.k = near.length / n;
        this.looked = Math.min(k, looked);
        this.symmetric = symmetric;
        this.queue = new int[n];
        this.queued = new boolean[n + 1];
        this.buffer = new int[n];
        this.otherBuffer = new int[n];
    }

    /** Improves the plan, committed move by move, until it is a local optimum or {@code stop} says so. */
    void descend(BooleanSupplier stop) {
        for (int c = 1; c <= n; c++) {
            enqueue(c);
        }
        for (int steps = 1; size > 0; steps++) {
            if ((steps & 0xff) == 0 && stop.getAsBoolean()) {
                return;
            }
            int c = next();
            if (plan.routeOf[c] >= 0) {
                improve(c);
                plan.commit();
            }
        }
    }

    /** Improves the plan from some customers on, not committed; absent ones and 0 are passed over. */
    void descendFrom(int[] customers, int count) {
        for (int i = 0; i < count; i++) {
            if (customers[i] != 0 && plan.routeOf[customers[i]] >= 0) {
                enqueue(customers[i]);
            }
        }
        while (size > 0) {
            improve(next());
        }
    }

    private int next() {
        int c = queue[head];
        head = head + 1 == n ? 0 : head + 1;
        size--;
        queued[c] = false;
        return c;
    }

    private void enqueue(int c) {
        if (c != 0 && !queued[c]) {
            queued[c] = true;
            int tail = head + size;
            queue[tail >= n ? tail - n : tail] = c;
            size++;
        }
    }

    private void enqueueWithNeighbours(int c) {
        if (c != 0) {
            enqueue(c);
            enqueue(plan.prev[c]);
            enqueue(plan.next[c]);
        }
    }

    private void improve(int a) {
        move = Move.NONE;
        delta = -EPSILON;
        prepare(a);
        double longest = reliefA > 0 ? Double.POSITIVE_INFINITY : Math.max(plan.in[a], plan.out[a]);
        for (int i = (a - 1) * k, end = i + looked; i < end; i++) {
            int b = near[i];
            double ab = nearDistance[i];
            if (symmetric && ab >= longest) {
                break; // at one of its customers an improving move has a new arc shorter than a removed one
            }
            int routeB = plan.routeOf[b];
            if (routeB < 0) {
                continue;
            }
            double ba = symmetric ? ab : distances.of(b, a);
            relocate(a, b, routeB, ab, ba);
            exchange(a, b, plan.next[b], ab, ba);
            exchange(a, b, plan.prev[b], ab, ba);
            if (plan.routeOf[a] == routeB) {
                if (symmetric) {
                    twoOpt(a, b, ab);
                }
            } else {
                tails(a, b, ab);
                if (symmetric) {
                    heads(a, b, plan.next[a], plan.next[b], ab, true);
                    heads(plan.prev[a], plan.prev[b], a, b, ab, false);
                }
            }
        }
        if (move != Move.NONE) {
            apply(a);
        }
    }

    /** What does not depend on the neighbour: the segments that begin or end at {@code a}, and what taking them out saves. */
    private void prepare(int a) {
        reliefA = plan.relief(plan.routeOf[a]);
        headLoadA = -1;
        for (int direction = 0; direction < 2; direction++) {
            boolean forward = direction == 0; // a is the first of its segment, else the last
            int end = a;
            long load = 0;
            double inside = 0;
            int length = 0;
            while (length < MAX_SEGMENT && end != 0) {
                int index = direction * MAX_SEGMENT + length;
                load += plan.demand[end];
                if (length > 0) {
                    inside += forward ? plan.in[end] : plan.out[end];
                }
                int first = forward ? a : end;
                int last = forward ? end : a;
                int p = plan.prev[first];
                int s = plan.next[last];
                double closed = p == s ? 0 : distances.of(p, s);
                segmentEnd[index] = end;
                segmentLoad[index] = load;
                segmentInside[index] = inside;
                segmentGain[index] = plan.in[first] + plan.out[last] - closed;
                end = forward ? s : p;
                length++;
            }
            segments[direction] = length;
        }
    }

    /**
     * Moves the segments that begin or end at {@code a} beside {@code b}, so that a and b are next to each other.
     *
     * @param ab distance from a to b
     * @param ba distance from b to a
     */
    private void relocate(int a, int b, int routeB, double ab, double ba) {
        double behindB = ba - plan.out[b];
        double beforeB = ab - plan.in[b];
        boolean other = plan.routeOf[a] != routeB;
        long room = other ? plan.capacity - plan.load[routeB] : Long.MAX_VALUE;
        for (int direction = 0; direction < 2; direction++) {
            boolean forward = direction == 0;
            for (int length = 1; length <= segments[direction]; length++) {
                int index = direction * MAX_SEGMENT + length - 1;
                int end = segmentEnd[index];
                if (end == b) {
                    break;
                }
                double most = segmentGain[index] + reliefA + delta;
                double extra = 0;
                if (segmentLoad[index] > room) {
                    extra = plan.overloadCost(routeB, plan.load[routeB] + segmentLoad[index]);
                    most -= extra;
                }
                if (behindB < most) {
                    double added = behindB + distances.of(end, plan.next[b]);
                    if (added < most) {
                        place(a, b, routeB, forward, length, index, true, added, extra);
                    }
                }
                if (beforeB < most) {
                    double added = beforeB + distances.of(plan.prev[b], end);
                    if (added < most) {
                        place(a, b, routeB, forward, length, index, false, added, extra);
                    }
                }
            }
        }
    }

    private void place(
            int a,
            int b,
            int routeB,
            boolean forward,
            int length,
            int index,
            boolean behind,
            double cost,
            double extraB) {
        double gain = segmentGain[index];
        int first = forward ? a : segmentEnd[index];
        int last = forward ? segmentEnd[index] : a;
        boolean turn = forward != behind;
        if ((behind ? b == plan.prev[first] : b == plan.next[last]) || (turn && !symmetric && length > 1)) {
            return;
        }
        int routeA = plan.routeOf[a];
        boolean other = routeA != routeB;
        double added = cost + (other ? segmentInside[index] + length * plan.serviceTime : -gain);
        double total = cost - gain;
        if (other) {
            total += extraB;
            if (reliefA > 0) {
                total += plan.overloadCost(routeA, plan.load[routeA] - segmentLoad[index]);
            }
        }
        if (total < delta && plan.duration[routeB] + added <= plan.maxDuration) {
            move = Move.RELOCATE;
            delta = total;
            from = first;
            to = last;
            anchor = behind ? b : plan.prev[b];
            anchorRoute = routeB;
            turned = turn;
        }
    }

    /** Exchanges {@code a} with {@code x}, a neighbour on the route of b. */
    private void exchange(int a, int b, int x, double ab, double ba) {
        if (x == 0 || x == a || b == a || plan.next[a] == x || plan.prev[a] == x) {
            return;
        }
        boolean behind = plan.prev[x] == b;
        double beside = (behind ? ba : ab) - plan.in[x] - plan.out[x];
        int ra = plan.routeOf[a];
        int rx = plan.routeOf[x];
        double extra = 0;
        if (ra != rx) {
            long more = plan.demand[x] - plan.demand[a];
            extra = plan.overloadCost(ra, plan.load[ra] + more) + plan.overloadCost(rx, plan.load[rx] - more);
        }
        // By the triangle inequality x costs at least what a alone saved on its route.
        if (beside - segmentGain[0] + extra >= delta) {
            return;
        }
        int pa = plan.prev[a];
        int na = plan.next[a];
        int px = plan.prev[x];
        int nx = plan.next[x];
        double atA = distances.of(pa, x) + distances.of(x, na) - plan.in[a] - plan.out[a];
        double atX = beside + (behind ? distances.of(a, nx) : distances.of(px, a));
        double total = atA + atX + extra;
        if (total >= delta) {
            return;
        }
        boolean fit = ra == rx
                ? plan.duration[ra] + atA + atX <= plan.maxDuration
                : plan.duration[ra] + atA <= plan.maxDuration && plan.duration[rx] + atX <= plan.maxDuration;
        if (fit) {
            move = Move.EXCHANGE;
            delta = total;
            from = a;
            to = x;
        }
    }

    /** Makes a and b neighbours on their route by a reversal between them. */
    private void twoOpt(int a, int b, double ab) {
        int na = plan.next[a];
        int nb = plan.next[b];
        double change = ab + distances.of(na, nb) - plan.out[a] - plan.out[b];
        if (change < delta && plan.duration[plan.routeOf[a]] + change <= plan.maxDuration) {
            boolean aFirst = isBefore(a, b);
            set(Move.REVERSE, change, aFirst ? na : nb, aFirst ? b : a);
        }
        int pa = plan.prev[a];
        int pb = plan.prev[b];
        change = ab + distances.of(pa, pb) - plan.in[a] - plan.in[b];
        if (change < delta && plan.duration[plan.routeOf[a]] + change <= plan.maxDuration) {
            boolean aFirst = isBefore(a, b);
            set(Move.REVERSE, change, aFirst ? a : b, aFirst ? pb : pa);
        }
    }

    private boolean isBefore(int a, int b) {
        for (int c = plan.next[a]; c != 0; c = plan.next[c]) {
            if (c == b) {
                return true;
            }
        }
        return false;
    }

    private void set(Move newMove, double change, int newFrom, int newTo) {
        move = newMove;
        delta = change;
        from = newFrom;
        to = newTo;
    }

    /** Lets b and what follows it come behind a, and what followed a behind the one before b. */
    private void tails(int a, int b, double ab) {
        int ra = plan.routeOf[a];
        int rb = plan.routeOf[b];
        double known = ab - plan.out[a] - plan.in[b];
        double enough = delta + reliefA + plan.relief(rb);
        if (known >= enough) {
            return;
        }
        int na = plan.next[a];
        int pb = plan.prev[b];
        double rest = pb == na ? 0 : distances.of(pb, na);
        if (known + rest >= enough) {
            return;
        }
        long headA = headLoadOfA(a);
        long headB = headLoad(pb);
        double total = known
                + rest
                + plan.overloadCost(ra, headA + plan.load[rb] - headB)
                + plan.overloadCost(rb, headB + plan.load[ra] - headA);
        if (total >= delta) {
            return;
        }
        if (plan.maxDuration < Double.POSITIVE_INFINITY) {
            double headDurationA = headDuration(a);
            double headDurationB = headDuration(pb);
            double tailDurationA = plan.duration[ra] - headDurationA - plan.out[a];
            double tailDurationB = plan.duration[rb] - headDurationB - plan.in[b];
            if (headDurationA + ab + tailDurationB > plan.maxDuration
                    || headDurationB + rest + tailDurationA > plan.maxDuration) {
                return;
            }
        }
        set(Move.TAILS, total, a, b);
    }

    /**
     * Joins the part up to {@code a} with the reversed part up to {@code b}, and the reversed part from {@code na} with that
     * from {@code nb}. Any of the four may be the depot.
     *
     * @param between distance from a to b, or from na to nb
     * @param joins whether it is that from a to b
     */
    private void heads(int a, int b, int na, int nb, double between, boolean joins) {
        double outA = a != 0 ? plan.out[a] : plan.in[na];
        double outB = b != 0 ? plan.out[b] : plan.in[nb];
        int ra = plan.routeOf[a != 0 ? a : na];
        int rb = plan.routeOf[b != 0 ? b : nb];
        double known = between - outA - outB;
        double enough = delta + reliefA + plan.relief(rb);
        if (known >= enough) {
            return;
        }
        double other = joins ? arc(na, nb) : arc(a, b);
        if (known + other >= enough) {
            return;
        }
        long headA = joins ? headLoadOfA(a) : headLoadOfA(na) - plan.demand[na];
        long headB = headLoad(b);
        double total = known
                + other
                + plan.overloadCost(ra, headA + headB)
                + plan.overloadCost(rb, plan.load[ra] - headA + plan.load[rb] - headB);
        if (total >= delta) {
            return;
        }
        if (plan.maxDuration < Double.POSITIVE_INFINITY) {
            double joined = joins ? between : other;
            double rest = joins ? other : between;
            double headDurationA = headDuration(a);
            double headDurationB = headDuration(b);
            double tailDurationA = plan.duration[ra] - headDurationA - outA;
            double tailDurationB = plan.duration[rb] - headDurationB - outB;
            if (headDurationA + joined + headDurationB > plan.maxDuration
                    || tailDurationA + rest + tailDurationB > plan.maxDuration) {
                return;
            }
        }
        move = Move.HEADS;
        delta = total;
        from = a;
        to = b;
        anchor = na;
        anchorRoute = nb;
    }

    private double arc(int i, int j) {
        return i == j ? 0 : distances.of(i, j);
    }

    private long headLoadOfA(int a) {
        if (headLoadA < 0) {
            headLoadA = headLoad(a);
        }
        return headLoadA;
    }

    private long headLoad(int c) {
        long load = 0;
        for (int i = c; i != 0; i = plan.prev[i]) {
            load += plan.demand[i];
        }
        return load;
    }

    /** From the depot to {@code c}, its service included. */
    private double headDuration(int c) {
        double duration = 0;
        for (int i = c; i != 0; i = plan.prev[i]) {
            duration += plan.in[i] + plan.serviceTime;
        }
        return duration;
    }

    private void apply(int a) {
        double before = plan.penalisedCost();
        switch (move) {
            case RELOCATE -> makeRelocation();
            case EXCHANGE -> makeExchange();
            case REVERSE -> makeReversal();
            case TAILS -> makeTailExchange();
            case HEADS -> makeHeadExchange();
            case NONE -> throw new IllegalStateException("There is no move for customer " + a + ".");
        }
        if (SelfCheck.ON) {
            SelfCheck.same("Cost after " + move, plan.penalisedCost(), before + delta);
        }
    }

    /** The customers from {@code from} to {@code to} come behind {@code anchor}. */
    private void makeRelocation() {
        enqueue(plan.prev[from]);
        enqueue(plan.next[to]);
        int count = take(from, to, buffer);
        put(buffer, count, anchor, anchorRoute, turned);
        enqueueWithNeighbours(buffer[0]);
        enqueueWithNeighbours(buffer[count - 1]);
    }

    /** The customers {@code from} and {@code to} change places. */
    private void makeExchange() {
        int routeA = plan.routeOf[from];
        int routeX = plan.routeOf[to];
        int pa = plan.prev[from];
        int px = plan.prev[to];
        plan.remove(from);
        plan.remove(to);
        plan.insert(to, pa, routeA);
        plan.insert(from, px, routeX);
        enqueueWithNeighbours(from);
        enqueueWithNeighbours(to);
    }

    /** The route runs from {@code from} to {@code to} the other way. */
    private void makeReversal() {
        int r = plan.routeOf[from];
        int p = plan.prev[from];
        int s = plan.next[to];
        int count = take(from, to, buffer);
        put(buffer, count, p, r, true);
        enqueueWithNeighbours(from);
        enqueueWithNeighbours(to);
        enqueue(p);
        enqueue(s);
    }

    /** See {@link #tails}: {@code from} is its a, {@code to} its b. */
    private void makeTailExchange() {
        int ra = plan.routeOf[from];
        int rb = plan.routeOf[to];
        int pb = plan.prev[to];
        int na = plan.next[from];
        int countB = take(to, 0, otherBuffer);
        int countA = na == 0 ? 0 : take(na, 0, buffer);
        put(otherBuffer, countB, from, ra, false);
        put(buffer, countA, pb, rb, false);
        enqueue(from);
        enqueue(to);
        enqueue(pb);
        enqueue(na);
    }

    /** See {@link #heads}: {@code from} is its a, {@code to} its b, {@code anchor} its na, {@code anchorRoute} its nb. */
    private void makeHeadExchange() {
        int na = anchor;
        int nb = anchorRoute;
        int ra = plan.routeOf[from != 0 ? from : na];
        int rb = plan.routeOf[to != 0 ? to : nb];
        int countTail = na == 0 ? 0 : take(na, 0, buffer);
        int countHead = to == 0 ? 0 : take(plan.first[rb], to, otherBuffer);
        put(otherBuffer, countHead, from, ra, true);
        put(buffer, countTail, 0, rb, true);
        enqueue(from);
        enqueue(to);
        enqueue(na);
        enqueue(nb);
    }

    /** Removes the customers from {@code first} to {@code last}, 0 for the end of the route, into {@code into}. */
    private int take(int first, int last, int[] into) {
        int count = 0;
        int c = first;
        while (c != 0) {
            int following = plan.next[c];
            into[count++] = c;
            plan.remove(c);
            if (c == last) {
                break;
            }
            c = following;
        }
        return count;
    }

    private void put(int[] customers, int count, int behind, int route, boolean turn) {
        int p = behind;
        for (int i = 0; i < count; i++) {
            int c = customers[turn ? count - 1 - i : i];
            plan.insert(c, p, route);
            p = c;
        }
    }
}
