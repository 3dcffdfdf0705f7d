package dev.ansatz.problems.vrp;

import dev.ansatz.problems.distance.Metric;
import dev.ansatz.problems.distance.Rounding;
import dev.ansatz.problems.io.InputFile;
import dev.ansatz.problems.io.InputFiles;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Pickups and deliveries with time windows as Li and Lim wrote them: a row of the number of vehicles, their capacity and their speed,
 * which is 1 or, in a few files, 0 and never used, then a {@link ShipmentTable}. The number of vehicles is a limit, and durations are distances.
 */
final class LiLimFile implements InstanceFile {
    /** By the header, the depot, which has only a place and a time window, and the first end of a shipment. */
    @Override
    public boolean recognises(InputFile file) {
        List<String[]> rows = TextRows.head(file, null);
        if (rows.size() < 3
                || rows.get(0).length != 3
                || !TextRows.areCounts(rows.get(0)[0], rows.get(0)[1])
                || !TextRows.areNumbers(rows.get(0)[2])) {
            return false;
        }
        String[] depot = rows.get(1);
        String[] first = rows.get(2);
        return depot.length == 9
                && TextRows.areNumbers(depot)
                && List.of(depot[0], depot[3], depot[6], depot[7], depot[8]).equals(List.of("0", "0", "0", "0", "0"))
                && first.length == 9
                && first[0].equals("1")
                && first[7].equals("0") != first[8].equals("0");
    }

    @Override
    public VrpInstance read(InputFile file, @Nullable Rounding given) {
        Rounding rounding = Objects.requireNonNullElse(given, Rounding.NONE);
        TextRows rows = new TextRows(file, null, rounding);
        VrpBuilder builder = VrpInstance.builder(InputFiles.baseName(file.path()))
                .scale(rounding.scale(), rounding.scale())
                .profile("plane", Metric.EXACT_2D, rounding);
        int vehicles = 1;
        long capacity = 0;
        if (rows.nextHas("the row of the vehicles", "number of vehicles", "capacity", "speed")) {
            vehicles = rows.count(0, "number of vehicles", 1);
            capacity = rows.wholeAmount(1, "capacity");
            double speed = rows.number(2, "speed");
            if (speed != 1 && speed != 0) {
                rows.add("the speed " + rows.field(2) + " is not supported; only 1 is, or 0 for none stated.");
            }
        }
        ShipmentTable table = new ShipmentTable(rows, builder, false);
        while (rows.next()) {
            table.readRow();
        }
        if (table.size() < 3) {
            rows.add("the table needs the depot and at least one pickup and its delivery.");
        }
        table.addShipments();
        rows.throwIfAny();
        long load = capacity;
        String depot = table.depot();
        long[] open = table.depotWindow();
        builder.vehicles(
                "vehicle",
                vehicles,
                vehicle -> vehicle.start(depot).end(depot).capacity(load).shift(open[0], open[1]));
        return rows.build(builder);
    }
}
