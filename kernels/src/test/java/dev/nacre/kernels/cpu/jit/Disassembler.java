package dev.nacre.kernels.cpu.jit;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What binutils' objdump reads from emitted bytes: an outside opinion on the assembler. */
final class Disassembler {
    private Disassembler() {
    }

    /** One line an instruction, such as {@code vaddps zmm1,zmm2,zmm3}; skips the test where objdump is missing. */
    static List<String> decode(byte[] code) {
        try {
            Path file = Files.createTempFile("nacre", ".bin");
            try {
                Files.write(file, code);
                var process = new ProcessBuilder("objdump", "-D", "-b", "binary", "-m", "i386:x86-64", "-M", "intel",
                        "--no-show-raw-insn", file.toString()).redirectErrorStream(true).start();
                var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                return text.lines().filter(line -> line.matches("\\s+[0-9a-f]+:\\s.*"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip().replaceAll("\\s+", " ")).toList();
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            return abort("objdump is not there: " + e.getMessage());
        }
    }
}
