package dev.nacre.mammo.data.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.nn.InputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Encodings of XML, by way of property lists. */
class SafeXmlTest {
    @TempDir
    private Path directory;

    private String read(String text, Charset charset) throws IOException {
        Path file = directory.resolve("a.xml");
        Files.writeString(file, text, charset);
        return PropertyList.read(file).text("a");
    }

    @Test
    void theMarkOrTheDeclarationDecides() throws IOException {
        String list = "<plist><dict><key>a</key><string>n\u00f3dulo</string></dict></plist>";
        assertThat(read(list, StandardCharsets.UTF_8)).isEqualTo("n\u00f3dulo");
        assertThat(read("\uFEFF" + list, StandardCharsets.UTF_8)).isEqualTo("n\u00f3dulo");
        assertThat(read("\uFEFF" + list, StandardCharsets.UTF_16LE)).isEqualTo("n\u00f3dulo");
        assertThat(read("<?xml version='1.0' encoding=\"ISO-8859-1\"?>" + list, StandardCharsets.ISO_8859_1))
                .isEqualTo("n\u00f3dulo");
    }

    @Test
    void bytesInAnotherEncodingAreRefusedInSilence() throws IOException {
        PrintStream before = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true));
        try {
            assertThatThrownBy(() -> read("<plist><dict><key>a</key><string>n\u00f3</string></dict></plist>",
                    StandardCharsets.ISO_8859_1)).isInstanceOf(InputException.class);
            assertThatThrownBy(() -> read("<?xml version='1.0' encoding='nothing'?><plist/>",
                    StandardCharsets.ISO_8859_1)).isInstanceOf(InputException.class);
        } finally {
            System.setErr(before);
        }
        assertThat(printed.toString()).isEmpty();
    }
}
