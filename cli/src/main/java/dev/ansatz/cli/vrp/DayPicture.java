package dev.ansatz.cli.vrp;

import dev.ansatz.bench.quality.Table;
import dev.ansatz.cli.plot.Canvas;
import dev.ansatz.cli.plot.Palette;
import dev.ansatz.cli.plot.Picture;
import dev.ansatz.cli.plot.RouteMap;
import dev.ansatz.problems.io.Numbers;
import dev.ansatz.problems.vrp.RouteSchedule;
import dev.ansatz.problems.vrp.VrpInstance;
import dev.ansatz.problems.vrp.VrpPlan;
import dev.ansatz.problems.vrp.VrpSchedule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The routes of vehicles on a map, where places have coordinates, and beside it the day as a chart. */
final class DayPicture implements Picture {
    private static final double TOP = 84;
    private static final double MAP_SIDE = 746;
    private static final double GAP = 40;
    private static final double CHART_WIDTH = 700;

    private final VrpInstance instance;
    private final VrpPlan plan;
    private final VrpSchedule schedule;
    private final DayChart chart;
    private final double chartLeft;

    DayPicture(VrpInstance instance, VrpPlan plan) {
        this.instance = instance;
        this.plan = plan;
        schedule = VrpSchedule.of(instance, plan);
        chartLeft = LEFT + (instance.hasCoordinates() ? MAP_SIDE + GAP : 0);
        chart = new DayChart(instance, schedule, chartLeft, TOP, CHART_WIDTH, MAP_SIDE);
    }

    @Override
    public int width() {
        return (int) (chartLeft + CHART_WIDTH + LEFT);
    }

    @Override
    public int height() {
        return (int) (TOP + MAP_SIDE + 60);
    }

    @Override
    public String size() {
        int unserved = schedule.unserved().size();
        return instance.tasks().size() + " tasks, " + plan.routes().size() + " routes"
                + (unserved == 0 ? "" : ", " + unserved + " left out");
    }

    @Override
    public String objectiveName() {
        return "cost";
    }

    @Override
    public void draw(Canvas canvas) {
        if (instance.hasCoordinates()) {
            drawMap(canvas);
        }
        chart.draw(canvas);
    }

    private void drawMap(Canvas canvas) {
        int places = instance.locations().size();
        double[][] points = new double[places][];
        // Degrees of longitude are shorter the farther a map is from the equator.
        double latitude =
                IntStream.range(0, places).mapToDouble(instance::y).average().orElse(0);
        double across = instance.geographic() ? Math.cos(Math.toRadians(latitude)) : 1;
        Arrays.setAll(points, place -> new double[] {across * instance.x(place), instance.y(place)});
        RouteMap map = new RouteMap(points, LEFT, TOP, MAP_SIDE);
        map.frame(canvas);
        boolean[] depot = new boolean[places];
        instance.types().forEach(type -> {
            IntStream.of(type.start(), type.end()).filter(place -> place >= 0).forEach(place -> depot[place] = true);
            type.reloads().forEach(reload -> depot[reload.location()] = true);
        });
        List<int[]> stops = new ArrayList<>();
        for (int r = 0; r < schedule.routes().size(); r++) {
            int[] path = schedule.routes().get(r).visits().stream()
                    .mapToInt(RouteSchedule.Visit::location)
                    .filter(place -> place >= 0)
                    .toArray();
            map.route(
                    canvas,
                    path,
                    path.length > 0 && depot[path[0]],
                    path.length > 0 && depot[path[path.length - 1]],
                    Palette.pen(r, map.lineWidth()));
            stops.add(Arrays.stream(path).filter(place -> !depot[place]).toArray());
        }
        for (int task : schedule.unserved()) {
            for (int stop : instance.stopsOf(task)) {
                map.circle(canvas, instance.stop(stop).location(), "#ffffff");
            }
        }
        for (int r = 0; r < stops.size(); r++) {
            for (int place : stops.get(r)) {
                map.circle(canvas, place, Palette.pen(r, 1).colour());
            }
        }
        IntStream.range(0, places).filter(place -> depot[place]).forEach(place -> map.square(canvas, place));
        map.labels(
                canvas,
                IntStream.range(0, places)
                        .mapToObj(place -> instance.locations().of(place))
                        .toList(),
                stops,
                place -> depot[place]);
    }

    @Override
    public Table table() {
        List<List<String>> rows = new ArrayList<>();
        for (RouteSchedule route : schedule.routes()) {
            rows.add(List.of(
                    route.vehicle(),
                    Integer.toString(route.stops().size()),
                    Numbers.format((double) route.distance() / instance.scale().distance()),
                    chart.time(route.duration()),
                    Numbers.format((double) route.cost() / instance.scale().cost()),
                    route.stops().stream()
                            .map(visit -> instance.stop(visit.activity()).id() + " (" + chart.time(visit.start()) + ")")
                            .collect(Collectors.joining(", "))));
        }
        return new Table(
                List.of("Vehicle", "Stops", "Distance", "Duration", "Cost", "Stops in order (start of service)"), rows);
    }
}
