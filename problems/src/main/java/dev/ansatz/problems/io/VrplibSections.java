package dev.ansatz.problems.io;

import java.util.Set;

/** Names in VRPLIB files by which a routing problem is richer than the CVRP, in the dialects of PyVRP and LKH-3. */
public final class VrplibSections {
    /** Keys that a CVRP has not. */
    public static final Set<String> RICH_KEYS =
            Set.of("VEHICLES_MAX_DISTANCE", "VEHICLES_MAX_DURATION", "VEHICLES_MAX_RELOADS", "SCALE");

    /** Sections that a CVRP has not. */
    public static final Set<String> RICH_SECTIONS = Set.of(
            "LINEHAUL_SECTION",
            "BACKHAUL_SECTION",
            "PICKUP_AND_DELIVERY_SECTION",
            "SERVICE_TIME_SECTION",
            "TIME_WINDOW_SECTION",
            "RELEASE_TIME_SECTION",
            "PRIZE_SECTION",
            "MUTUALLY_EXCLUSIVE_GROUP_SECTION",
            "CAPACITY_SECTION",
            "VEHICLES_MAX_DISTANCE_SECTION",
            "VEHICLES_MAX_DURATION_SECTION",
            "VEHICLES_MAX_RELOADS_SECTION",
            "VEHICLES_RELOAD_DEPOT_SECTION",
            "VEHICLES_DEPOT_SECTION",
            "VEHICLES_FIXED_COST_SECTION",
            "VEHICLES_UNIT_DISTANCE_COST_SECTION",
            "VEHICLES_ALLOWED_CLIENTS_SECTION");

    private VrplibSections() {}

    /** Whether a file is of a TYPE of routing other than the CVRP, or has such keys or sections. */
    public static boolean isRich(InputFile file) {
        if (file.isJson()) {
            return false;
        }
        String type = FileTypes.tsplibType(file.head());
        if (type != null && !type.equals("CVRP") && !type.equals("ACVRP")) {
            return type.contains("VRP") || type.startsWith("PDP") || type.equals("PDTSP");
        }
        if (type == null && !file.head().contains("DIMENSION")) {
            return false;
        }
        Set<String> names = TsplibFile.parse(file.path(), file.bytes(), new Mistakes(file.path()))
                .names();
        return names.stream().anyMatch(name -> RICH_KEYS.contains(name) || RICH_SECTIONS.contains(name));
    }
}
