package dev.ansatz.problems.vrp;

import dev.ansatz.problems.distance.Metric;
import dev.ansatz.problems.distance.Rounding;
import dev.ansatz.problems.io.Geometry;
import dev.ansatz.problems.io.TextScanner;
import dev.ansatz.problems.io.TsplibFile;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How distances and times of a VRPLIB file become whole numbers: by a rounding, or, where a matrix is given and no rounding asked for, by
 * the fewest decimals that lose nothing.
 */
final class VrplibUnits {
    /** Names that TSPLIB does not know. */
    static final Map<String, Metric> METRICS = Map.of("FLOOR_2D", Metric.EXACT_2D);

    private static final long MOST = 1_000_000;

    private final @Nullable Rounding rounding;
    private long scale;
    private int changed;

    private VrplibUnits(@Nullable Rounding rounding) {
        this.rounding = rounding;
        this.scale = rounding == null ? 1 : rounding.scale();
    }

    /** The numbers as they are, where a file has a mistake. */
    static VrplibUnits whole() {
        return new VrplibUnits(Rounding.ROUND);
    }

    /**
     * The units of a file.
     *
     * @param wanted by the user; null for those of the file: EUC_2D to the nearest of so many parts as SCALE says, FLOOR_2D likewise cut
     *     off, EXACT_2D to the nearest thousandth
     * @throws dev.ansatz.problems.io.InputException if there is no such SCALE
     */
    static VrplibUnits of(TsplibFile file, @Nullable Rounding wanted) {
        TsplibFile.Entry key = file.key("SCALE");
        Long scale = file.integer("SCALE");
        String type = file.value("EDGE_WEIGHT_TYPE", "").toUpperCase(Locale.ROOT);
        if (wanted != null || (type.equals("EXPLICIT") && key == null)) {
            return new VrplibUnits(wanted);
        }
        if (type.equals("EXACT_2D") && key == null) {
            return new VrplibUnits(Rounding.EXACT);
        }
        List<Rounding> possible = switch (type) {
            case "EUC_2D" -> List.of(Rounding.ROUND, Rounding.EXACT, Rounding.NONE);
            case "FLOOR_2D" -> List.of(Rounding.TRUNC, Rounding.DIMACS);
            case "EXACT_2D" -> List.of(Rounding.EXACT);
            default -> List.of(Rounding.ROUND);
        };
        long parts = scale == null ? 1 : scale;
        return possible.stream()
                .filter(one -> one.scale() == parts)
                .findFirst()
                .map(VrplibUnits::new)
                .orElseThrow(() -> file.error(
                        Objects.requireNonNull(key),
                        "SCALE " + parts + " is not supported with EDGE_WEIGHT_TYPE "
                                + TextScanner.printable(type, 40) + "; supported are "
                                + possible.stream()
                                        .map(one -> Long.toString(one.scale()))
                                        .collect(Collectors.joining(", "))
                                + "."));
    }

    /** Counts in so many parts that a number of the file is whole, where nothing else is said. */
    void cover(double value) {
        if (rounding == null && value < TimeWindows.FOREVER / (double) MOST) {
            while (scale < MOST && !isWhole(value * scale)) {
                scale *= 10;
            }
        }
    }

    private static boolean isWhole(double value) {
        return Math.abs(value - Math.rint(value)) <= 1e-9 * Math.max(1, Math.abs(value));
    }

    long scale() {
        return scale;
    }

    /** A number of the file in units; what is more than for ever is for ever. */
    long of(double value) {
        double scaled = value * scale;
        if (scaled >= TimeWindows.FOREVER) {
            return TimeWindows.FOREVER;
        }
        if (isWhole(scaled)) {
            return Math.round(scaled);
        }
        changed++;
        return rounding == null ? Math.round(scaled) : rounding.units(value);
    }

    /** What people should know, one sentence each. */
    List<String> notes() {
        return changed == 0
                ? List.of()
                : List.of(changed + (changed == 1 ? " number of the file is" : " numbers of the file are")
                        + " not whole in the unit that distances are rounded to, and rounded as they are.");
    }

    /** Says how the builder gets its only profile, which is how all vehicles travel. */
    void addTravel(VrpBuilder builder, Geometry geometry, List<String> ids) {
        double[] x = geometry.x();
        double[] y = geometry.y();
        for (int i = 0; i < geometry.size(); i++) {
            builder.location(ids.get(i), x == null ? Double.NaN : x[i], y == null ? Double.NaN : y[i]);
        }
        double[] matrix = geometry.matrix();
        Metric metric = geometry.metric();
        if (matrix == null) {
            boolean plane = metric == Metric.EUC_2D || metric == Metric.EXACT_2D;
            builder.profile(
                    "plane",
                    plane ? Metric.EXACT_2D : Objects.requireNonNull(metric),
                    Objects.requireNonNull(rounding));
            return;
        }
        int n = geometry.size();
        long[][] rows = new long[n][n];
        int before = changed;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                rows[i][j] = of(matrix[i * n + j]);
            }
        }
        // Roundings that the user asks for are expected of distances.
        changed = rounding == null ? changed : before;
        builder.profile("road", rows, rows);
    }
}
