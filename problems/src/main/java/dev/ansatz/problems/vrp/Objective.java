package dev.ansatz.problems.vrp;

import java.util.Locale;

/** What a plan minimises, as a list whose first entry decides. One number holds all: each entry is weighted above what follows it. */
public enum Objective {
    /** Costs of vehicles and penalties of what is left out, as one sum. */
    COST,
    /** What is left out, then the number of vehicles, then the distance. */
    VEHICLES;

    /** Name on the command line. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
