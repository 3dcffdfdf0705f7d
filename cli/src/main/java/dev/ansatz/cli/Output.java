package dev.ansatz.cli;

import dev.ansatz.cli.plot.Plot;
import dev.ansatz.problems.io.AtomicFiles;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.InputFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether the files that a command is to write can be written, before any work is done for them. */
final class Output {
    /** Name of stdout. */
    static final String DASH = "-";

    private Output() {}

    /** {@link #requireWritable(Collection, Collection)} of files that no input can be taken for. */
    static void requireWritable(@Nullable Path... files) {
        requireWritable(Arrays.asList(files), List.of());
    }

    /**
     * Refuses files that cannot be written, that are one and the same, or that are inputs.
     *
     * @param files the outputs; nulls are none
     * @param inputs what must not be overwritten; nulls are none
     * @throws InputException with a sentence for each obstacle
     */
    static void requireWritable(
            Collection<? extends @Nullable Path> files, Collection<? extends @Nullable Path> inputs) {
        List<String> obstacles = new ArrayList<>();
        List<Path> outputs =
                files.stream().filter(Objects::nonNull).map(Path.class::cast).toList();
        for (int i = 0; i < outputs.size(); i++) {
            Path file = outputs.get(i);
            String obstacle = obstacle(file);
            if (obstacle == null && inputs.stream().anyMatch(input -> input != null && isSame(input, file))) {
                obstacle = "is an input of this run and will not be overwritten";
            }
            for (int j = 0; j < i && obstacle == null; j++) {
                if (isSame(outputs.get(j), file)) {
                    obstacle = "is named for two outputs, of which the second would replace the first";
                }
            }
            if (obstacle != null) {
                obstacles.add(file + ": " + obstacle + ".");
            }
        }
        if (!obstacles.isEmpty()) {
            throw new InputException(obstacles);
        }
    }

    /**
     * Refuses the name of a picture for something that is none.
     *
     * @param file null for none
     * @param instead what to do instead, as the end of a sentence
     */
    static void requireNoPicture(@Nullable Path file, String instead) {
        if (file != null && Plot.isPictureName(file)) {
            throw new InputException(file, 0, "is the name of a picture; " + instead + ".");
        }
    }

    /** Why a file cannot be written, as the end of a sentence; null if it seems that it can. */
    private static @Nullable String obstacle(Path file) {
        if (Files.isDirectory(file)) {
            return "is a directory, so nothing can be written there";
        }
        if (AtomicFiles.isOpenFile(file)) {
            return null;
        }
        Path target;
        boolean exists;
        try {
            target = AtomicFiles.target(file);
            exists = exists(target);
        } catch (NoSuchFileException e) {
            return Converters.isCurrentFolderKnown()
                    ? "cannot be written because the folder "
                            + file.toAbsolutePath().getParent() + " does not exist"
                    : "cannot be written because the name of the current folder " + Converters.UNKNOWN_LETTERS;
        } catch (IOException e) {
            return "cannot be written (" + InputFiles.reason(e) + ")";
        }
        if (exists) {
            return Files.isWritable(target) ? null : "cannot be written (permission denied)";
        }
        try {
            // The only way to know: permissions, read-only and full file systems, quotas.
            Files.delete(Files.createTempFile(target.getParent(), ".ansatz-", ".tmp"));
            return null;
        } catch (IOException e) {
            return "cannot be written because no file can be made in the folder " + target.getParent() + " ("
                    + InputFiles.reason(e) + ")";
        }
    }

    private static boolean exists(Path target) throws IOException {
        try {
            Files.readAttributes(target, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Whether two paths lead to one plain file, there already or not. Of devices and pipes any number may be written to one. */
    static boolean isSame(Path a, Path b) {
        try {
            if (Files.exists(a) && Files.exists(b)) {
                return Files.isRegularFile(a) && !AtomicFiles.isOpenFile(a) && Files.isSameFile(a, b);
            }
            return AtomicFiles.target(a).equals(AtomicFiles.target(b));
        } catch (IOException e) {
            return false;
        }
    }
}
