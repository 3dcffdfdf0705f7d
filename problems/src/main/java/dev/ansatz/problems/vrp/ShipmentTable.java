package dev.ansatz.problems.vrp;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The table of a depot and the ends of shipments: {@code id, place, demand, window, service, pickup, delivery}. A pickup names its
 * delivery and a delivery its pickup, the other column is 0; the demand of a delivery is that of its pickup, negative.
 */
final class ShipmentTable {
    /**
     * A row whose fields are what they should be.
     *
     * @param pickup id of the pickup of a delivery, else {@code 0}
     * @param delivery id of the delivery of a pickup, else {@code 0}
     */
    private record Row(int line, long demand, long[] window, long service, String pickup, String delivery) {
        boolean isPickup() {
            return !delivery.equals("0");
        }

        /** Id of the other end of its shipment. */
        String other() {
            return isPickup() ? delivery : pickup;
        }
    }

    private final TextRows rows;
    private final VrpBuilder builder;
    private final boolean onMap;
    private final String[] columns;
    /** Lines of all ids, those of malformed rows among them. */
    private final Map<String, Integer> lines = new LinkedHashMap<>();

    private final Map<String, Row> ends = new LinkedHashMap<>();
    private int size;
    private String depot = "";
    private long[] depotWindow = {0, TimeWindows.FOREVER};

    /** @param onMap whether places are latitudes and longitudes */
    ShipmentTable(TextRows rows, VrpBuilder builder, boolean onMap) {
        this.rows = rows;
        this.builder = builder;
        this.onMap = onMap;
        columns = new String[] {
            "id",
            onMap ? "latitude" : "x coordinate",
            onMap ? "longitude" : "y coordinate",
            "demand",
            "earliest time",
            "latest time",
            "service time",
            "pickup",
            "delivery"
        };
    }

    /** Reads the present row; the first one is the depot. */
    void readRow() {
        int before = rows.faults();
        boolean isDepot = size++ == 0;
        if (!rows.has(columns)) {
            if (rows.count() > 0 && TextRows.areCounts(rows.field(0))) {
                lines.putIfAbsent(rows.id(0, columns[0]), rows.line());
            }
            return;
        }
        String id = rows.id(0, columns[0]);
        double first = rows.coordinate(1, columns[1]);
        double second = rows.coordinate(2, columns[2]);
        long demand = rows.whole(3, columns[3]);
        long[] window = rows.window(4, columns[4], columns[5]);
        long service = rows.units(6, columns[6]);
        Row row = new Row(rows.line(), demand, window, service, rows.id(7, columns[7]), rows.id(8, columns[8]));
        Integer known = lines.putIfAbsent(id, rows.line());
        if (known != null) {
            rows.add("the id " + id + " is given twice; its first row is line " + known + ".");
        }
        if (onMap && (Math.abs(first) > 90 || Math.abs(second) > 180)) {
            rows.add("there is no such latitude and longitude: " + rows.field(1) + ", " + rows.field(2) + ".");
        }
        if (isDepot) {
            if (demand != 0
                    || service != 0
                    || !row.pickup().equals("0")
                    || !row.delivery().equals("0")) {
                rows.add("the first row is the depot, whose demand, service time, pickup and delivery must be 0.");
            }
            depot = id;
            depotWindow = window;
        } else {
            checkEnd(id, row);
        }
        if (rows.faults() == before) {
            builder.location(id, first, second);
            if (!isDepot) {
                ends.put(id, row);
            }
        }
    }

    private void checkEnd(String id, Row row) {
        boolean delivers = !row.pickup().equals("0");
        if (row.isPickup() == delivers) {
            rows.add("the id " + id + " names "
                    + (delivers ? "both a pickup and a delivery" : "neither a pickup nor a delivery")
                    + "; each end of a shipment names the other one.");
        } else if (row.isPickup() && row.demand() < 0) {
            rows.add("the demand " + row.demand() + " of the pickup " + id + " is negative.");
        } else if (delivers && row.demand() > 0) {
            rows.add("the demand " + row.demand() + " of the delivery " + id + " is positive.");
        }
    }

    /** Number of rows so far. */
    int size() {
        return size;
    }

    /** Id of the depot. */
    String depot() {
        return depot;
    }

    /** When the depot is open. */
    long[] depotWindow() {
        return depotWindow;
    }

    /**
     * Makes shipments of the ends, after all rows; ends that do not fit together are mistakes.
     *
     * @return their number
     */
    int addShipments() {
        int shipments = 0;
        for (Map.Entry<String, Row> end : ends.entrySet()) {
            String id = end.getKey();
            Row row = end.getValue();
            String kind = row.isPickup() ? "pickup " : "delivery ";
            Row other = ends.get(row.other());
            if (other == null) {
                if (!lines.containsKey(row.other()) || row.other().equals(depot)) {
                    rows.add(row.line(), "the other end " + row.other() + " of the " + kind + id + " is no customer.");
                }
            } else if (other.isPickup() == row.isPickup() || !other.other().equals(id)) {
                rows.add(
                        row.line(),
                        "the " + kind + id + " names " + row.other() + " as its other end, which names " + other.other()
                                + (other.isPickup() ? " as its delivery." : " as its pickup."));
            } else if (row.isPickup()) {
                if (other.demand() != -row.demand()) {
                    rows.add(
                            row.line(),
                            "the pickup " + id + " takes " + row.demand() + ", but its delivery " + row.other()
                                    + " has " + other.demand() + ".");
                }
                addShipment(id, row, row.other(), other);
                shipments++;
            }
        }
        return shipments;
    }

    private void addShipment(String pickup, Row from, String delivery, Row to) {
        builder.shipment(
                pickup + "-" + delivery,
                shipment -> shipment.amount(from.demand())
                        .from(end -> end.id(pickup)
                                .at(pickup)
                                .window(from.window()[0], from.window()[1])
                                .service(from.service()))
                        .to(end -> end.id(delivery)
                                .at(delivery)
                                .window(to.window()[0], to.window()[1])
                                .service(to.service())));
    }
}
