package dev.nacre.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.DType;
import dev.nacre.nn.InputException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContenderTest {
    private static final Effort EFFORT = new Effort(0.1, 3, 0.1, 1, 1, new Effort.Patience(2, 2));

    private static Contender fake() {
        return Contender.start("the fake", List.of(ProcessHandle.current().info().command().orElse("java"), "-cp",
                System.getProperty("java.class.path"), FakePeer.class.getName()), Map.of());
    }

    private static Work work(String kind) {
        return Work.of(kind, DType.FLOAT32);
    }

    @Test
    void questionsAreAnsweredInOrder() {
        try (Contender fake = fake()) {
            fake.prepare(work("any"), 3);
            assertThat(fake.time(4)).containsExactly(1, 1, 1, 1);
            fake.release();
            assertThat(fake.memory()).isEqualTo(5 << 20);
            assertThat(fake.name()).isEqualTo("prepare time release memory about ");
        }
    }

    @Test
    void aKernelIsMeasuredOnBothSidesInTurns() {
        try (Contender ours = fake(); Contender peer = fake()) {
            NamedWork named = new NamedWork("some work", work("any"), 1, 0, true);
            Row row = new KernelMatch(ours, peer, EFFORT).row(named, 0.8);
            assertThat(row).isEqualTo(new Row("some work", "ms", 1000, 1000, 0.8));
            assertThat(ours.name()).isEqualTo("prepare time time time time time release about ");
        }
    }

    @Test
    void aSideThatTakesTooLongIsNotRunAgain() {
        Effort effort = new Effort(0.1, 3, 0.1, 2, 3, new Effort.Patience(0.5, 0.5));
        try (Contender ours = fake()) {
            NamedWork named = new NamedWork("some work", work("any"), 1, 0, true);
            assertThat(new KernelMatch(ours, null, effort).row(named, 0.8).ours()).isEqualTo(1000);
            assertThat(ours.name()).isEqualTo("prepare time release about ");
        }
        int[] started = {0};
        Entrant slow = new Entrant(() -> {
            started[0]++;
            return fake();
        }, work("any"), 2);
        ModelMatch.Result result = new ModelMatch(effort).measure(slow, new Entrant(() -> null, work("any"), 1));
        assertThat(result.ours()).isEqualTo(1);
        assertThat(result.ourMemory()).isEqualTo(5 << 20);
        assertThat(result.peer()).isNaN();
        assertThat(started[0]).isEqualTo(1);
    }

    @Test
    void withoutAPeerOurColumnAloneIsFilled() {
        try (Contender ours = fake()) {
            NamedWork named = new NamedWork("some work", work("any"), 1, 0, true);
            Row row = new KernelMatch(ours, null, EFFORT).row(named, 0.8);
            assertThat(row.ours()).isEqualTo(1000);
            assertThat(row.peer()).isNaN();
        }
    }

    @Test
    void whatASideCannotDoIsSaid() {
        try (Contender fake = fake()) {
            assertThatThrownBy(() -> fake.prepare(work("unknown"), 1)).isInstanceOf(InputException.class)
                    .hasMessage("the fake says: never heard of it");
            assertThat(fake.time(1)).as("and it goes on").hasSize(1);
        }
    }

    @Test
    void aSideThatDiesIsQuoted() {
        try (Contender fake = fake()) {
            assertThatThrownBy(() -> fake.prepare(work("deadly"), 1)).isInstanceOf(InputException.class)
                    .hasMessageContaining("the fake ended before it had answered");
        }
    }

    @Test
    void aProgramThatDoesNotExistIsNoPython() {
        assertThatThrownBy(() -> Contender.start("Python", List.of("/no/such/program"), Map.of()))
                .isInstanceOf(InputException.class).hasMessageContaining("could not be started");
        assertThat(Sides.pythonAmong(List.of("/no/such/program"))).isNull();
    }
}
