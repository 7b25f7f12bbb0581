package dev.nacre.kernels.cpu.jit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nacre.core.DType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The bytes that docs/machine-code.md shows are those that are emitted. */
class MachineCodePageTest {
    @Test
    void thePageShowsWhatIsEmitted() throws IOException {
        assumeTrue(MachineCode.unavailable().isEmpty(), MachineCode.unavailable());
        var program = RowProgram.define(InstructionSet.AVX512, 20, p -> {
            var y = p.row(DType.FLOAT32).times(p.channel()).plus(p.channel());
            p.store(DType.FLOAT32, y);
        });
        var page = Files.readString(Path.of("../docs/machine-code.md"));
        var listing = page.substring(page.indexOf("```text") + 7);
        var shown = listing.substring(0, listing.indexOf("```")).lines().filter(line -> !line.isBlank())
                .map(line -> line.substring(5, 38).strip()).collect(Collectors.joining(" "));
        var emitted = HexFormat.ofDelimiter(" ").formatHex(program.toBytes());
        assertThat(emitted).startsWith(shown);
        assertThat(shown).as("down to the return").endsWith("c3");
    }
}
