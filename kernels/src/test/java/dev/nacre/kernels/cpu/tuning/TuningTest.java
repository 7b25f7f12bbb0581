package dev.nacre.kernels.cpu.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuningTest {
    private static final List<String> VARIANTS = List.of("as it lies", "packed");
    private static final long SLOW_NANOS = 2_000_000;

    @TempDir
    private Path folder;

    private record Kernel(int rows) {
    }

    private TuningFile file(String processor) {
        return new TuningFile(folder.resolve("cache").resolve("choices.txt"), processor);
    }

    /** Calls until each variant has run often enough; the second one is faster by far. */
    private static void decide(Tuning tuning, Kernel kernel) {
        for (int call = 0; call < 14; call++) {
            tuning.run(kernel, VARIANTS, variant -> spin(variant.equals("packed") ? 0 : SLOW_NANOS));
        }
    }

    private static void spin(long nanos) {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    private static List<String> runs(Tuning tuning, Kernel kernel, int calls) {
        var ran = new ArrayList<String>();
        for (int call = 0; call < calls; call++) {
            tuning.run(kernel, VARIANTS, ran::add);
        }
        return ran;
    }

    @Test
    void variantsTakeTurnsAndTheFasterOneStays() {
        var tuning = Tuning.in(file("a processor"));
        assertThat(runs(tuning, new Kernel(2), 4)).containsExactly("as it lies", "packed", "as it lies", "packed");

        decide(tuning, new Kernel(1));

        assertThat(runs(tuning, new Kernel(1), 3)).containsOnly("packed");
        assertThat(tuning.explain().getFirst()).startsWith("Kernel[rows=1]: packed (as it lies ").contains("; packed ");
        assertThat(tuning.explain().get(1)).startsWith("Kernel[rows=2]: still tried (");
    }

    @Test
    void anotherProcessRemembers() throws IOException {
        decide(Tuning.in(file("a processor")), new Kernel(1));
        decide(Tuning.in(file("a processor")), new Kernel(7));

        var later = Tuning.in(file("a processor"));

        assertThat(runs(later, new Kernel(1), 2)).containsOnly("packed");
        assertThat(runs(later, new Kernel(7), 2)).containsOnly("packed");
        assertThat(later.explain()).containsExactly("Kernel[rows=1]: packed (remembered)",
                "Kernel[rows=7]: packed (remembered)");
        assertThat(Files.readAllLines(file("a processor").path())).hasSize(3).last().isEqualTo(
                "Kernel[rows=7] = packed");
    }

    @Test
    void anotherProcessorOrADeletedOrDamagedFileBeginsAnew() throws IOException {
        decide(Tuning.in(file("a processor")), new Kernel(1));

        assertThat(runs(Tuning.in(file("another")), new Kernel(1), 2)).containsExactlyElementsOf(VARIANTS);

        Files.writeString(file("a processor").path(), Files.readString(file("a processor").path())
                .replace("= packed", "= of a version to come") + "no sign of a choice\n");
        assertThat(runs(Tuning.in(file("a processor")), new Kernel(1), 2)).containsExactlyElementsOf(VARIANTS);

        Files.write(file("a processor").path(), new byte[] {(byte) 0xFF, (byte) 0xFE, 0});
        assertThat(runs(Tuning.in(file("a processor")), new Kernel(1), 2)).containsExactlyElementsOf(VARIANTS);

        Files.delete(file("a processor").path());
        assertThat(runs(Tuning.in(file("a processor")), new Kernel(1), 2)).containsExactlyElementsOf(VARIANTS);
    }

    @Test
    void whereNothingCanBeWrittenTheChoiceHoldsForTheProcess() throws IOException {
        Files.writeString(folder.resolve("cache"), "a file where the folder should be");
        var tuning = Tuning.in(file("a processor"));

        decide(tuning, new Kernel(1));

        assertThat(runs(tuning, new Kernel(1), 2)).containsOnly("packed");
        assertThat(folder.resolve("cache")).content().isEqualTo("a file where the folder should be");
    }

    @Test
    void turnedOffTheRulesDecide() {
        var tuning = Tuning.off();

        assertThat(runs(tuning, new Kernel(1), 4)).containsOnly("as it lies");
        assertThat(tuning.explain()).isEmpty();
        assertThat(tuning.file()).isEmpty();
    }
}
