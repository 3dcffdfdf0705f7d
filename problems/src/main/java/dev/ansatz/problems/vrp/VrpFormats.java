package dev.ansatz.problems.vrp;

import dev.ansatz.problems.Formats;
import dev.ansatz.problems.distance.Rounding;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.InputFile;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Files of rich routing: the text formats of the benchmark sets, JSON, and routes as CVRPLIB has them. */
final class VrpFormats implements Formats<VrpInstance, VrpPlan> {
    static final VrpFormats FORMATS = new VrpFormats(null);

    private static final String VROOM = "vroom";

    /** In the order in which they are asked whether a file is theirs: VRPLIB, which takes much by one key or the extension, is last. */
    private static final List<InstanceFile> TEXTS = List.of(
            new SolomonFile(),
            new SartoriBuriolFile(),
            new LiLimFile(),
            new CordeauFile(),
            new FleetFile(),
            new VrplibFile());

    private final @Nullable Rounding rounding;

    private VrpFormats(@Nullable Rounding rounding) {
        this.rounding = rounding;
    }

    @Override
    public VrpFormats withRounding(Rounding wanted) {
        return new VrpFormats(wanted);
    }

    @Override
    public List<String> instanceExtensions() {
        return List.of(".vrp", ".txt", ".json");
    }

    @Override
    public String solutionExtension() {
        return ".sol";
    }

    @Override
    public boolean recognises(InputFile file) {
        return file.isJson() ? VroomJson.recognises(file) : TEXTS.stream().anyMatch(text -> text.recognises(file));
    }

    /** What no format recognises is read as VRPLIB, which a plain CVRP file is, too. */
    @Override
    public VrpInstance readInstance(InputFile file) {
        if (file.isJson()) {
            if (rounding != null) {
                throw new InputException(
                        file.path(), 0, "JSON says in which units it counts; a rounding is for other formats.");
            }
            return VroomJson.recognises(file) ? VroomJson.read(file) : VrpJson.readInstance(file);
        }
        return TEXTS.stream()
                .filter(text -> text.recognises(file))
                .findFirst()
                .orElseGet(VrplibFile::new)
                .read(file, rounding);
    }

    @Override
    public @Nullable String notNative(VrpInstance instance) {
        return new VrplibWriter(instance).obstacle();
    }

    @Override
    public void writeInstance(VrpInstance instance, Writer out) throws IOException {
        new VrplibWriter(instance).writeTo(out);
    }

    @Override
    public void writeInstanceAsJson(VrpInstance instance, Writer out) throws IOException {
        VrpJson.writeInstance(instance, out);
    }

    @Override
    public VrpPlan readSolution(InputFile file, VrpInstance instance) {
        return file.isJson() ? VrpJson.readSolution(file, instance) : RouteFile.read(file, instance);
    }

    @Override
    public @Nullable Double readClaimedObjective(InputFile file) {
        return file.isJson() ? VrpJson.readClaimedObjective(file) : RouteFile.cost(file);
    }

    @Override
    public String formatSolution(VrpInstance instance, VrpPlan plan) {
        return RouteFile.format(instance, plan);
    }

    /** The steps of vehicles in VROOM's JSON. */
    @Override
    public @Nullable VrpPlan givenSolution(InputFile file, VrpInstance instance) {
        return file.isJson() && VroomJson.recognises(file) ? VroomJson.warmStart(file, instance) : null;
    }

    @Override
    public List<String> solutionFormats() {
        return List.of("native", "json", VROOM);
    }

    @Override
    public String formatSolution(VrpInstance instance, VrpPlan plan, String format) {
        return format.equals(VROOM)
                ? VroomJson.formatSolution(instance, plan)
                : Formats.super.formatSolution(instance, plan, format);
    }

    @Override
    public String formatSolutionAsJson(VrpInstance instance, VrpPlan plan) {
        return VrpJson.formatSolution(instance, plan);
    }
}
