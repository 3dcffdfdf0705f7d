package dev.ansatz.bench.quality;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Facts of the machine that timings depend on.
 *
 * @param cpu model name of the processor, or its architecture where the system does not tell
 * @param cores processors that the JVM may use
 * @param os name and version of the operating system
 * @param jvm name and version of the virtual machine
 * @param load system load average of the last minute, negative where unknown; above {@code cores} timings are disturbed
 */
@com.fasterxml.jackson.annotation.JsonPropertyOrder({"cpu", "cores", "os", "jvm", "load"})
public record Machine(String cpu, int cores, String os, String jvm, double load) {
    /** This machine, now. */
    public static Machine current() {
        return new Machine(
                cpuModel(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static String cpuModel() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"), StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElseGet(Machine::architecture);
        } catch (IOException | java.io.UncheckedIOException e) {
            return architecture();
        }
    }

    private static String architecture() {
        return System.getProperty("os.arch", "unknown");
    }

    /** One phrase for people. */
    @Override
    public String toString() {
        return cpu + ", " + cores + (cores == 1 ? " core, " : " cores, ") + os + ", " + jvm
                + (load < 0 ? "" : String.format(Locale.ROOT, ", load average %.1f at the start", load));
    }
}
