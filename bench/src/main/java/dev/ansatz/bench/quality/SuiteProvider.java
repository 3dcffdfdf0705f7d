package dev.ansatz.bench.quality;

import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Provider;
import java.util.List;

/** Says which generated suites hold instances of a problem. */
public interface SuiteProvider<I extends Instance, S> extends Provider<I, S> {
    List<Suite.Family> families();
}
