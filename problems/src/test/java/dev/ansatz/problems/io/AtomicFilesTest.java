package dev.ansatz.problems.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ansatz.problems.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {
    @TempDir
    Path folder;

    @Test
    void aFailedWriteKeepsTheOldFileAndLeavesNothingBehind() throws IOException {
        Path file = Files.writeString(folder.resolve("plan.sol"), "old");
        assertThatThrownBy(() -> AtomicFiles.write(file, out -> {
                    out.write("new");
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(InputException.class)
                .hasMessage(file + ": cannot be written (No space left on device).");
        assertThat(file).hasContent("old");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aLinkStaysALink() throws IOException {
        Path target = Files.writeString(folder.resolve("target"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), target);
        AtomicFiles.write(link, "new");
        assertThat(link).isSymbolicLink();
        assertThat(target).hasContent("new");
    }

    @Test
    void aMissingFolderADirectoryAndAFullDeviceAreOneSentence() {
        Path absent = folder.resolve("absent/plan.sol");
        assertThatThrownBy(() -> AtomicFiles.write(absent, "x"))
                .hasMessage(absent + ": cannot be written (no such file or directory).");
        assertThatThrownBy(() -> AtomicFiles.write(folder, "x")).hasMessage(folder + ": is a directory, not a file.");
        Path full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.exists(full));
        assertThatThrownBy(() -> AtomicFiles.write(full, "x"))
                .hasMessage("/dev/full: cannot be written (No space left on device).");
    }
}
