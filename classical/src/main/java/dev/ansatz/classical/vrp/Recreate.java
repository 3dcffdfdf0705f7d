package dev.ansatz.classical.vrp;

import dev.ansatz.classical.localsearch.Xorshift;
import dev.ansatz.problems.vrp.Travel;
import java.util.Arrays;

/** Inserts requests one by one, each at its cheapest place, in an order that is drawn. Not thread-safe. */
final class Recreate {
    /** What comes first. */
    enum Order {
        RANDOM,
        LARGE,
        FAR,
        CLOSE,
        NARROW,
        EARLIEST,
        LATEST
    }

    private static final Order[] LAST_DRAWN = {Order.CLOSE, Order.NARROW, Order.EARLIEST, Order.LATEST};

    /** Optional requests that are tried besides those just taken off. */
    private static final int MOST_OPTIONAL = 30;

    private final SearchPlan plan;
    private final SearchModel model;
    private final Insertion insertion;
    private final Xorshift random;
    private final VehicleChoice vehicles;
    private final boolean windows;
    private final boolean loads;
    /** By stop: cost to get there from the nearest start. */
    private final double[] far;
    /** By request: load, by the capacity of the first kind. */
    private final double[] size;

    private int[] list = new int[128];
    private double[] key = new double[128];
    private int count;
    private final int[] stampOf;
    private int stamp;

    Recreate(SearchPlan plan, Insertion insertion, Xorshift random) {
        this.plan = plan;
        this.insertion = insertion;
        this.random = random;
        model = plan.model;
        vehicles = new VehicleChoice(plan);
        windows = model.timing != SearchModel.Timing.SUMS;
        far = new double[model.stops];
        for (int i = 0; i < model.stops; i++) {
            far[i] = fromStart(i);
        }
        size = new double[model.requests.length];
        double largest = 0;
        for (int r = 0; r < size.length; r++) {
            int first = model.first[model.requests[r][0]];
            for (int d = 0; d < model.dimensions; d++) {
                double capacity = Math.max(1, model.kinds.get(0).type().capacity()[d]);
                int at = first * model.dimensions + d;
                size[r] += Math.max(model.delivery[at], model.pickup[at]) / capacity;
            }
            largest = Math.max(largest, size[r]);
        }
        loads = largest > 1e-6;
        stampOf = new int[model.requests.length];
    }

    private double fromStart(int stop) {
        double least = Travel.UNREACHABLE;
        for (int k = 0; k < model.kinds.size(); k++) {
            Kind kind = model.kinds.get(k);
            double way = kind.type().start() < 0
                    ? model.arcs[k].distance(stop, kind.end())
                    : model.arcs[k].distance(kind.start(), stop);
            least = Math.min(least, way);
        }
        return least;
    }

    /** Inserts what was taken off and what is missing, and some of what may stay out near a stop. */
    void after(Ruin ruin, int seed) {
        count = 0;
        stamp++;
        for (int i = 0; i < ruin.removedCount; i++) {
            add(ruin.removed[i]);
        }
        if (plan.absentCount > count) {
            addAbsent(seed);
        }
        insertAll(draw());
    }

    /** Inserts all that is left out, in an order. */
    void all(Order order) {
        count = 0;
        stamp++;
        for (int i = 0; i < plan.absentCount; i++) {
            add(plan.absent[i]);
        }
        insertAll(order);
    }

    private void add(int request) {
        if (stampOf[request] == stamp) {
            return;
        }
        stampOf[request] = stamp;
        if (count == list.length) {
            list = Arrays.copyOf(list, 2 * count);
            key = Arrays.copyOf(key, 2 * count);
        }
        list[count++] = request;
    }

    private void addAbsent(int seed) {
        int optional = plan.absentCount - plan.missing;
        if (plan.missing > 0) {
            for (int i = 0; i < plan.absentCount; i++) {
                if (model.required[plan.absent[i]]) {
                    add(plan.absent[i]);
                }
            }
        }
        if (optional > 0) {
            int wanted = 1 + random.below(MOST_OPTIONAL);
            int found = addOptional(seed, 0);
            for (int i = 0; i < model.nearCount && found < wanted; i++) {
                found = addOptional(model.near[seed * model.nearCount + i], found);
            }
        }
    }

    /** Adds the request of a stop if it is left out; how many there are then. */
    private int addOptional(int stop, int found) {
        int request = model.requestOf[model.taskOf[stop]];
        if (plan.servedBy[request] >= 0 || stampOf[request] == stamp) {
            return found;
        }
        add(request);
        return found + 1;
    }

    private void insertAll(Order order) {
        sort(order);
        for (int i = 0; i < count; i++) {
            insertion.insert(list[i]);
        }
        vehicles.improve();
    }

    /** An order of the weights that the paper gives: 4, 4, 2, 1, 1, 1, 1. */
    private Order draw() {
        int draw = random.below(windows ? 14 : 11);
        return draw < 4
                ? Order.RANDOM
                : draw < 8 ? loads ? Order.LARGE : Order.RANDOM : draw < 10 ? Order.FAR : LAST_DRAWN[draw - 10];
    }

    private void sort(Order order) {
        for (int i = 0; i < count; i++) {
            key[i] = keyOf(list[i], order);
        }
        if (count > 200) {
            sortMany();
            return;
        }
        for (int i = 1; i < count; i++) {
            int request = list[i];
            double value = key[i];
            int j = i - 1;
            while (j >= 0 && key[j] > value) {
                list[j + 1] = list[j];
                key[j + 1] = key[j];
                j--;
            }
            list[j + 1] = request;
            key[j + 1] = value;
        }
    }

    private void sortMany() {
        Integer[] order = new Integer[count];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Double.compare(key[a], key[b]));
        int[] sorted = new int[count];
        for (int i = 0; i < count; i++) {
            sorted[i] = list[order[i]];
        }
        System.arraycopy(sorted, 0, list, 0, count);
    }

    private double keyOf(int request, Order order) {
        int task = model.requests[request][0];
        int stop = model.first[task];
        return switch (order) {
            case RANDOM -> random.unit();
            case LARGE -> -size[request];
            case FAR -> -far[stop];
            case CLOSE -> far[stop];
            case NARROW -> model.latest[stop] - model.earliest[stop];
            case EARLIEST -> model.earliest[stop];
            case LATEST -> -model.latest[last(task)];
        };
    }

    private int last(int task) {
        return model.second[task] < 0 ? model.first[task] : model.second[task];
    }
}
