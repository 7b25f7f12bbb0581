package dev.nacre.kernels.cuda.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On the natives as they come from Maven. */
class ElfRetargetTest {
    private static final String CUBLAS = "libJCublas2-12.6.0-linux-x86_64.so";

    /** A digit of the name, and the one byte of its hash that the digit changes. */
    @ParameterizedTest
    @CsvSource({"libJCublas2-12.6.0-linux-x86_64.so, libcublas.so", "libJNvrtc-12.6.0-linux-x86_64.so, libnvrtc.so"})
    void exactlyTwoBytesDiffer(String file, String needed) throws IOException {
        byte[] before = read(file);
        byte[] after = ElfRetarget.retarget(before, Map.of(needed + ".12", needed + ".13"));
        assertThat(after).hasSameSizeAs(before);
        int[] places = IntStream.range(0, before.length).filter(i -> before[i] != after[i]).toArray();
        assertThat(places).hasSize(2);
        String text = new String(after, StandardCharsets.ISO_8859_1);
        assertThat(Arrays.stream(places).filter(i -> text.startsWith(needed + ".13\0", i - needed.length() - 2)))
                .hasSize(1);
    }

    @Test
    void thereAndBackGivesTheOriginal() throws IOException {
        byte[] before = read(CUBLAS);
        byte[] there = ElfRetarget.retarget(before, Map.of("libcublas.so.12", "libcublas.so.13"));
        assertThat(ElfRetarget.retarget(there, Map.of("libcublas.so.13", "libcublas.so.12"))).isEqualTo(before);
    }

    @Test
    void theGivenBytesStayAsTheyAre() throws IOException {
        byte[] given = read(CUBLAS);
        ElfRetarget.retarget(given, Map.of("libcublas.so.12", "libcublas.so.13"));
        assertThat(given).isEqualTo(read(CUBLAS));
    }

    /** The version nodes of glibc, as any shared object of the machine carries them: {@code objdump -p} shows them. */
    @Test
    void hashesAreThoseOfTheFormat() {
        assertThat(ElfRetarget.hash("GLIBC_2.2.5")).isEqualTo(0x09691A75);
        assertThat(ElfRetarget.hash("GLIBC_2.14")).isEqualTo(0x06969194);
        assertThat(ElfRetarget.hash("GLIBCXX_3.4")).isEqualTo(0x08922974);
    }

    @Test
    void whatDoesNotFitIsRefused() throws IOException {
        byte[] natives = read(CUBLAS);
        assertThatThrownBy(() -> ElfRetarget.retarget(natives, Map.of("libcublas.so.12", "libcublas.so.9")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("differ in length");
        assertThatThrownBy(() -> ElfRetarget.retarget(natives, Map.of("libcufft.so.11", "libcufft.so.12")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("does not need");
        assertThatThrownBy(() -> ElfRetarget.retarget(new byte[100], Map.of()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("ELF");
        byte[] cut = Arrays.copyOf(natives, 4096);
        assertThatThrownBy(() -> ElfRetarget.retarget(cut, Map.of("libcublas.so.12", "libcublas.so.13")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("damaged");
    }

    private static byte[] read(String file) throws IOException {
        try (InputStream in = ElfRetargetTest.class.getResourceAsStream("/lib/" + file)) {
            assertThat(in).as("%s of the test dependencies", file).isNotNull();
            return in.readAllBytes();
        }
    }
}
