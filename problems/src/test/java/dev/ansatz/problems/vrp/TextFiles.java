package dev.ansatz.problems.vrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ansatz.problems.Violation;
import dev.ansatz.problems.distance.Rounding;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.InputFile;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the tests of text formats share. */
final class TextFiles {
    static final List<InstanceFile> FORMATS =
            List.of(new SolomonFile(), new LiLimFile(), new CordeauFile(), new FleetFile(), new SartoriBuriolFile());

    private TextFiles() {}

    static InputFile file(String text) {
        return InputFile.of("tiny.txt", text);
    }

    /** Reads text of a format, which is the only one that recognises it. */
    static VrpInstance read(InstanceFile format, String text, @Nullable Rounding rounding) {
        InputFile file = file(text);
        assertThat(FORMATS.stream().filter(other -> other.recognises(file)).map(Object::getClass))
                .isEqualTo(List.of(format.getClass()));
        return (rounding == null ? VrpFormats.FORMATS : VrpFormats.FORMATS.withRounding(rounding)).readInstance(file);
    }

    /** All mistakes of a malformed text, without the name of the file. */
    static List<String> mistakes(InstanceFile format, String text) {
        InputException refusal = catchThrowableOfType(InputException.class, () -> format.read(file(text), null));
        assertThat(refusal).as("refusal").isNotNull();
        return refusal.mistakes().stream()
                .map(mistake -> mistake.replace("tiny.txt:", ""))
                .toList();
    }

    /** A plan of routes {@code type: ids of stops}, one for each text. */
    static VrpPlan plan(VrpInstance instance, String... routes) {
        Map<String, Integer> stops = new HashMap<>();
        instance.stops().forEach(stop -> stops.put(stop.id(), stops.size()));
        return new VrpPlan(Arrays.stream(routes)
                .map(route -> new VrpPlan.Route(
                        Integer.parseInt(route.substring(0, route.indexOf(':'))),
                        Arrays.stream(route.substring(route.indexOf(':') + 1)
                                        .strip()
                                        .split(" "))
                                .mapToInt(stops::get)
                                .toArray()))
                .toList());
    }

    /** The objective of routes that violate nothing. */
    static double cost(VrpInstance instance, String... routes) {
        VrpPlan plan = plan(instance, routes);
        assertThat(Vrp.PROBLEM.evaluate(instance, plan).violations()).isEmpty();
        return Vrp.PROBLEM.evaluate(instance, plan).objective();
    }

    /** What routes violate, by constraint, with the amount. */
    static List<String> violations(VrpInstance instance, String... routes) {
        return Vrp.PROBLEM.evaluate(instance, plan(instance, routes)).violations().stream()
                .map((Violation violation) -> violation.constraint() + " " + violation.amount())
                .toList();
    }
}
