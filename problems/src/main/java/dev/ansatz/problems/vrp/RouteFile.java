package dev.ansatz.problems.vrp;

import dev.ansatz.problems.io.IdText;
import dev.ansatz.problems.io.InputFile;
import dev.ansatz.problems.io.Mistakes;
import dev.ansatz.problems.io.Numbers;
import dev.ansatz.problems.io.Suggestions;
import dev.ansatz.problems.io.TextScanner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Text of plans as CVRPLIB has it: {@code Route #k: ids} and {@code Cost v}. Where there are several vehicle types, k is the number of a
 * vehicle: those of the first type come first. A reload and a break stand among the stops by their ids, with {@code reload:} and
 * {@code break:} before them where a stop has the same one.
 */
final class RouteFile {
    private static final Pattern ROUTE = Pattern.compile("(?i)route\\s*#?\\s*(\\d{1,9})?\\s*:(.*)");
    private static final Pattern COST = Pattern.compile("(?i)cost\\s*[:=]?\\s*(\\S+)");

    /** What files of SINTEF's collection begin with. */
    private static final Pattern HEADER =
            Pattern.compile("(?i)(instance name|authors?|date|reference)\\s*:.*|solution\\s*:?");

    private static final String RELOAD = "reload:";
    private static final String BREAK = "break:";

    /** A line of a file. */
    private record Line(int line, @Nullable Integer number, List<String> ids) {}

    private RouteFile() {}

    /** Lines that are routes, and the cost that a file claims. */
    private static final class Content {
        private final List<Line> routes = new ArrayList<>();
        private @Nullable Double cost;

        Content(Path path, byte[] data, Mistakes mistakes) {
            TextScanner scanner = new TextScanner(path, data);
            int last = 1;
            while (scanner.nextRow()) {
                last = scanner.line();
                read(scanner.restOfRow(), last, mistakes);
            }
            if (routes.isEmpty() && cost == null && mistakes.isEmpty()) {
                mistakes.add(last, "the file has no route.");
            }
        }

        private void read(String text, int line, Mistakes mistakes) {
            Matcher route = ROUTE.matcher(text);
            Matcher costs = COST.matcher(text);
            if (route.matches()) {
                String number = route.group(1);
                routes.add(new Line(
                        line,
                        number == null ? null : Integer.valueOf(number),
                        IdText.words(route.group(2)).stream()
                                .map(IdText.Word::id)
                                .toList()));
            } else if (costs.matches()) {
                Double value = number(costs.group(1));
                if (cost != null) {
                    mistakes.add(line, "the cost is given twice.");
                } else if (value == null) {
                    mistakes.add(line, "the cost " + TextScanner.quoted(costs.group(1)) + " is not a number.");
                }
                cost = value;
            } else if (!HEADER.matcher(text).matches()) {
                mistakes.add(line, "expected 'Route #…: …' or 'Cost …', found " + TextScanner.quoted(text) + ".");
            }
        }

        private static @Nullable Double number(String text) {
            try {
                double value = Double.parseDouble(text);
                return Double.isFinite(value) ? value : null;
            } catch (NumberFormatException e) {
                return null;
            }
        }
    }

    /** The cost that a file claims. */
    static @Nullable Double cost(InputFile file) {
        Mistakes mistakes = new Mistakes(file.path());
        Content content = new Content(file.path(), file.bytes(), mistakes);
        mistakes.throwIfAny();
        return content.cost;
    }

    /** Reads a plan. */
    static VrpPlan read(InputFile file, VrpInstance instance) {
        Mistakes mistakes = new Mistakes(file.path());
        Content content = new Content(file.path(), file.bytes(), mistakes);
        Names names = new Names(instance);
        Set<Integer> taken = new HashSet<>();
        List<VrpPlan.Route> routes = new ArrayList<>();
        for (Line line : content.routes) {
            int type = type(instance, line, taken, mistakes);
            if (type >= 0) {
                routes.add(new VrpPlan.Route(type, names.activities(type, line, mistakes)));
            }
        }
        mistakes.throwIfAny();
        return new VrpPlan(routes);
    }

    /** The vehicle type of a route by its number; -1 and a mistake where it has none. */
    private static int type(VrpInstance instance, Line line, Set<Integer> taken, Mistakes mistakes) {
        List<VehicleType> types = instance.types();
        if (types.size() == 1) {
            return 0;
        }
        Integer number = line.number();
        if (number == null) {
            mistakes.add(line.line(), "the route has no number, by which its vehicle is known where vehicles differ.");
            return -1;
        }
        if (!taken.add(number) && !line.ids().isEmpty()) {
            mistakes.add(line.line(), "vehicle " + number + " has two routes.");
            return -1;
        }
        long first = 1;
        for (int k = 0; k < types.size(); k++) {
            first += types.get(k).number();
            if (number >= 1 && number < first) {
                return k;
            }
        }
        mistakes.add(line.line(), "there is no vehicle " + number + "; there are " + (first - 1) + ".");
        return -1;
    }

    /** Activities by the words of files. */
    private static final class Names {
        private final VrpInstance instance;
        private final Map<String, Integer> stops = new HashMap<>();

        Names(VrpInstance instance) {
            this.instance = instance;
            for (int s = 0; s < instance.size(); s++) {
                stops.putIfAbsent(instance.stop(s).id(), s);
            }
        }

        /** Activity of a word on a route of a type, -1 where it has none. */
        int activity(int type, String word) {
            Integer stop = stops.get(word);
            if (stop != null) {
                return stop;
            }
            VehicleType of = instance.type(type);
            for (int r = 0; r < of.reloads().size(); r++) {
                if (is(word, RELOAD, of.reloads().get(r).id())) {
                    return instance.reloadActivity(type, r);
                }
            }
            for (int b = 0; b < of.breaks().size(); b++) {
                if (is(word, BREAK, of.breaks().get(b).id())) {
                    return instance.breakActivity(type, b);
                }
            }
            return -1;
        }

        private static boolean is(String word, String prefix, String id) {
            return word.equals(id)
                    || (word.startsWith(prefix)
                            && word.substring(prefix.length()).equals(id));
        }

        int[] activities(int type, Line line, Mistakes mistakes) {
            List<Integer> activities = new ArrayList<>();
            VehicleType of = instance.type(type);
            for (int i = 0; i < line.ids().size(); i++) {
                String word = line.ids().get(i);
                int activity = activity(type, word);
                boolean start = i == 0
                        && of.start() >= 0
                        && word.equals(instance.locations().of(of.start()));
                boolean end = i == line.ids().size() - 1
                        && of.end() >= 0
                        && word.equals(instance.locations().of(of.end()));
                if (activity >= 0) {
                    activities.add(activity);
                } else if (!start && !end) {
                    mistakes.add(
                            line.line(),
                            "there is no stop '" + TextScanner.printable(word, 40) + "'"
                                    + Suggestions.didYouMean(word, stops.keySet()));
                }
            }
            return activities.stream().mapToInt(Integer::intValue).toArray();
        }

        /** The word of an activity. */
        String word(int type, int activity) {
            if (instance.isStop(activity)) {
                return instance.stop(activity).id();
            }
            boolean reload = instance.isReload(activity);
            String id = reload
                    ? instance.reload(activity).id()
                    : instance.breakOf(activity).id();
            return activity(type, id) == activity ? id : (reload ? RELOAD : BREAK) + id;
        }
    }

    /** Writes a plan. */
    static String format(VrpInstance instance, VrpPlan plan) {
        StringBuilder text = new StringBuilder();
        Names names = new Names(instance);
        List<VehicleType> types = instance.types();
        long[] next = new long[types.size()];
        long first = 1;
        for (int k = 0; k < next.length; k++) {
            next[k] = first;
            first += types.get(k).number();
        }
        for (VrpPlan.Route route : plan.routes()) {
            text.append("Route #").append(next[route.type()]++).append(':');
            for (int activity : route.activities()) {
                text.append(' ').append(IdText.word(names.word(route.type(), activity)));
            }
            text.append('\n');
        }
        double cost = Vrp.PROBLEM.evaluate(instance, plan).objective();
        return text.append("Cost ").append(Numbers.format(cost)).append('\n').toString();
    }
}
