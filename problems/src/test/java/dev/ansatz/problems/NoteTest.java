package dev.ansatz.problems;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NoteTest {
    @Test
    void anEventHasATypeItsDataAndASentence() {
        Note loaded = new Note.ModelLoaded("tsp-50", 0.25);
        assertThat(loaded.type()).isEqualTo("model-loaded");
        assertThat(loaded.data())
                .containsEntry("model", "tsp-50")
                .containsEntry("seconds", 0.25)
                .hasSize(2);
        assertThat(loaded.text()).isEqualTo("Start-up: model tsp-50 was loaded in 250 ms.");
    }

    @Test
    void listsStayListsAndWhatIsNotKnownIsNull() {
        assertThat(new Note.FarFromTraining("m", List.of("size 9", "demand 3")).data())
                .containsEntry("differences", List.of("size 9", "demand 3"));
        Note asked = new Note.PolicyAsked("m", 8, 0.1, null, "none ended in time");
        assertThat(asked.data()).containsEntry("objective", null).containsEntry("rollouts", 8L);
        assertThat(asked.text()).isEqualTo("Policy m: up to 8 rollouts in 100 ms, none ended in time.");
    }

    @Test
    void peopleAreNotToldThatTimeIsUp() {
        assertThat(new Note.Stopped(StopReason.TIME).isForPeople()).isFalse();
        assertThat(new Note.Stopped(StopReason.GAP).isForPeople()).isTrue();
        assertThat(new Note.Stopped(StopReason.GAP).data()).containsEntry("reason", "gap");
    }
}
