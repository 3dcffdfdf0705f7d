package dev.ansatz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StatusLineTest {
    private final StringWriter err = new StringWriter();

    private String shown(Progress.Mode mode, int looks) throws InterruptedException {
        AtomicInteger looked = new AtomicInteger();
        try (StatusLine status = new StatusLine(
                mode, new PrintWriter(err), () -> "step " + (looked.incrementAndGet() < 3 ? 1 : 2), 20)) {
            while (looked.get() < looks) {
                Thread.sleep(5);
            }
            status.println("checkpoint");
        }
        return err.toString();
    }

    @Test
    void whereStderrIsNoTerminalEachChangeIsALine() throws InterruptedException {
        assertThat(shown(Progress.Mode.LINES, 5).lines()).containsExactly("step 1", "step 2", "checkpoint");
    }

    @Test
    void onATerminalTheLineIsRewrittenAndOthersStay() throws InterruptedException {
        assertThat(shown(Progress.Mode.LIVE, 2))
                .startsWith("\r\033[Kstep 1")
                .contains("\r\033[Kcheckpoint\n")
                .endsWith("\r\033[K");
    }
}
