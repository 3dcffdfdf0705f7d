package dev.ansatz.classical.localsearch;

import dev.ansatz.classical.construction.DistanceLookup;
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
    private final int k;
    private final int looked;
    private final boolean symmetric;
    private final int[] queue;
    private final boolean[] queued;
    private int head;
    private int size;
    private final int[] buffer;
    private final int[] otherBuffer;

    private Move move = Move.NONE;
    private double delta;
    private int from;
    private int to;
    private int anchor;
    private int anchorRoute;
    private boolean turned;

    /**
     * @param near {@code [n * k]} customers, those of customer {@code c} from {@code (c - 1) * k}
     * @param looked how many of them are looked at
     */
    RouteDescent(RoutePlan plan, int[] near, int looked, boolean symmetric) {
        this.plan = plan;
        this.distances = plan.distances;
        this.n = plan.n;
        this.near = near;
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
        double longest =
                plan.relief(plan.routeOf[a]) > 0 ? Double.POSITIVE_INFINITY : Math.max(plan.in[a], plan.out[a]);
        for (int i = (a - 1) * k, end = i + looked; i < end; i++) {
            int b = near[i];
            int routeB = plan.routeOf[b];
            if (symmetric && distances.of(a, b) >= longest) {
                break; // at one of its customers an improving move has a new arc shorter than a removed one
            }
            if (routeB < 0) {
                continue;
            }
            relocate(a, b, routeB);
            exchange(a, b, plan.next[b]);
            exchange(a, b, plan.prev[b]);
            if (plan.routeOf[a] == routeB) {
                if (symmetric) {
                    twoOpt(a, b);
                }
            } else {
                tails(a, b);
                if (symmetric) {
                    heads(a, b);
                    heads(plan.prev[a], plan.prev[b], a, b);
                }
            }
        }
        if (move != Move.NONE) {
            apply(a);
        }
    }

    /** Moves the segments that begin or end at {@code a} beside {@code b}, so that a and b are next to each other. */
    private void relocate(int a, int b, int routeB) {
        double relief = plan.relief(plan.routeOf[a]);
        for (int direction = 0; direction < 2; direction++) {
            boolean forward = direction == 0; // a is the first of its segment, else the last
            int end = a;
            long load = 0;
            double inside = 0;
            for (int length = 1; length <= MAX_SEGMENT && end != 0 && end != b; length++) {
                load += plan.demand[end];
                if (length > 1) {
                    inside += forward ? plan.in[end] : plan.out[end];
                }
                int first = forward ? a : end;
                int last = forward ? end : a;
                int p = plan.prev[first];
                int s = plan.next[last];
                double closed = p == s ? 0 : distances.of(p, s);
                double gain = plan.in[first] + plan.out[last] - closed;
                for (int side = 0; side < 2; side++) {
                    boolean behind = side == 0; // b before the segment, else after it
                    boolean turn = forward != behind;
                    int u = behind ? b : plan.prev[b];
                    int v = behind ? plan.next[b] : b;
                    if ((behind && b == p) || (!behind && b == s) || (turn && !symmetric && length > 1)) {
                        continue;
                    }
                    double cost = distances.of(u, turn ? last : first)
                            + distances.of(turn ? first : last, v)
                            - (behind ? plan.out[b] : plan.in[b]);
                    if (cost - gain - relief < delta) {
                        boolean other = plan.routeOf[a] != routeB;
                        double added = cost + (other ? inside + length * plan.serviceTime : -gain);
                        double extra = other
                                ? plan.overloadCost(routeB, plan.load[routeB] + load)
                                        + plan.overloadCost(plan.routeOf[a], plan.load[plan.routeOf[a]] - load)
                                : 0;
                        if (cost - gain + extra < delta && plan.duration[routeB] + added <= plan.maxDuration) {
                            move = Move.RELOCATE;
                            delta = cost - gain + extra;
                            from = first;
                            to = last;
                            anchor = u;
                            anchorRoute = routeB;
                            turned = turn;
                        }
                    }
                }
                end = forward ? plan.next[end] : plan.prev[end];
            }
        }
    }

    /** Exchanges {@code a} with {@code x}, a neighbour on the route of b. */
    private void exchange(int a, int b, int x) {
        if (x == 0 || x == a || b == a || plan.next[a] == x || plan.prev[a] == x) {
            return;
        }
        int pa = plan.prev[a];
        int na = plan.next[a];
        int px = plan.prev[x];
        int nx = plan.next[x];
        double atA = distances.of(pa, x) + distances.of(x, na) - plan.in[a] - plan.out[a];
        double atX = distances.of(px, a) + distances.of(a, nx) - plan.in[x] - plan.out[x];
        int ra = plan.routeOf[a];
        int rx = plan.routeOf[x];
        if (atA + atX - plan.relief(ra) - plan.relief(rx) < delta) {
            boolean fit = ra == rx
                    ? plan.duration[ra] + atA + atX <= plan.maxDuration
                    : plan.duration[ra] + atA <= plan.maxDuration && plan.duration[rx] + atX <= plan.maxDuration;
            double total = atA + atX;
            if (ra != rx) {
                long more = plan.demand[x] - plan.demand[a];
                total += plan.overloadCost(ra, plan.load[ra] + more) + plan.overloadCost(rx, plan.load[rx] - more);
            }
            if (fit && total < delta) {
                move = Move.EXCHANGE;
                delta = total;
                from = a;
                to = x;
            }
        }
    }

    /** Makes a and b neighbours on their route by a reversal between them. */
    private void twoOpt(int a, int b) {
        int na = plan.next[a];
        int nb = plan.next[b];
        double change = distances.of(a, b) + distances.of(na, nb) - plan.out[a] - plan.out[b];
        if (change < delta && plan.duration[plan.routeOf[a]] + change <= plan.maxDuration) {
            boolean aFirst = isBefore(a, b);
            set(Move.REVERSE, change, aFirst ? na : nb, aFirst ? b : a);
        }
        int pa = plan.prev[a];
        int pb = plan.prev[b];
        change = distances.of(a, b) + distances.of(pa, pb) - plan.in[a] - plan.in[b];
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
    private void tails(int a, int b) {
        int na = plan.next[a];
        int pb = plan.prev[b];
        double joined = distances.of(a, b);
        double rest = pb == na ? 0 : distances.of(pb, na);
        int ra = plan.routeOf[a];
        int rb = plan.routeOf[b];
        if (joined + rest - plan.out[a] - plan.in[b] - plan.relief(ra) - plan.relief(rb) >= delta) {
            return;
        }
        long headA = headLoad(a);
        long headB = headLoad(pb);
        double headDurationA = headDuration(a);
        double headDurationB = headDuration(pb);
        double tailDurationA = plan.duration[ra] - headDurationA - plan.out[a];
        double tailDurationB = plan.duration[rb] - headDurationB - plan.in[b];
        double total = joined
                + rest
                - plan.out[a]
                - plan.in[b]
                + plan.overloadCost(ra, headA + plan.load[rb] - headB)
                + plan.overloadCost(rb, headB + plan.load[ra] - headA);
        if (total < delta
                && headDurationA + joined + tailDurationB <= plan.maxDuration
                && headDurationB + rest + tailDurationA <= plan.maxDuration) {
            set(Move.TAILS, total, a, b);
        }
    }

    private void heads(int a, int b) {
        heads(a, b, plan.next[a], plan.next[b]);
    }

    /**
     * Joins the part up to {@code a} with the reversed part up to {@code b}, and the reversed part from {@code na} with that
     * from {@code nb}. Any of the four may be the depot.
     */
    private void heads(int a, int b, int na, int nb) {
        double outA = a != 0 ? plan.out[a] : plan.in[na];
        double outB = b != 0 ? plan.out[b] : plan.in[nb];
        double joined = a == b ? 0 : distances.of(a, b);
        double rest = na == nb ? 0 : distances.of(na, nb);
        int ra = plan.routeOf[a != 0 ? a : na];
        int rb = plan.routeOf[b != 0 ? b : nb];
        if (joined + rest - outA - outB - plan.relief(ra) - plan.relief(rb) >= delta) {
            return;
        }
        long headA = headLoad(a);
        long headB = headLoad(b);
        double headDurationA = headDuration(a);
        double headDurationB = headDuration(b);
        double tailDurationA = plan.duration[ra] - headDurationA - outA;
        double tailDurationB = plan.duration[rb] - headDurationB - outB;
        double total = joined
                + rest
                - outA
                - outB
                + plan.overloadCost(ra, headA + headB)
                + plan.overloadCost(rb, plan.load[ra] - headA + plan.load[rb] - headB);
        if (total < delta
                && headDurationA + joined + headDurationB <= plan.maxDuration
                && tailDurationA + rest + tailDurationB <= plan.maxDuration) {
            move = Move.HEADS;
            delta = total;
            from = a;
            to = b;
            anchor = na;
            anchorRoute = nb;
        }
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
            case RELOCATE -> {
                enqueue(plan.prev[from]);
                enqueue(plan.next[to]);
                int count = take(from, to, buffer);
                put(buffer, count, anchor, anchorRoute, turned);
                enqueueWithNeighbours(buffer[0]);
                enqueueWithNeighbours(buffer[count - 1]);
            }
            case EXCHANGE -> {
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
            case REVERSE -> {
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
            case TAILS -> {
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
            case HEADS -> {
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
            case NONE -> throw new IllegalStateException("There is no move for customer " + a + ".");
        }
        if (SelfCheck.ENABLED) {
            SelfCheck.same("Cost after " + move, plan.penalisedCost(), before + delta);
        }
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
