package dev.ansatz.problems.vrp;

import dev.ansatz.problems.distance.Rounding;
import dev.ansatz.problems.io.InputFile;
import dev.ansatz.problems.io.VrplibSections;
import org.jspecify.annotations.Nullable;

/** VRPLIB files in the dialects of PyVRP and LKH-3; what is no more than a CVRP is read, but left to that problem to recognise. */
final class VrplibFile implements InstanceFile {
    @Override
    public boolean recognises(InputFile file) {
        return VrplibSections.isRich(file);
    }

    @Override
    public VrpInstance read(InputFile file, @Nullable Rounding rounding) {
        return new VrplibReading(file, rounding).instance();
    }
}
