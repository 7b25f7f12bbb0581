package dev.nacre.mammo.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text in the repertoires of the standard. The names are the invented ones of PS3.5 annexes H to K. */
class CharacterSetTest {
    private static final String EXPLICIT = "1.2.840.10008.1.2.1";

    private static DicomStream person(String characterSet, byte[] name) {
        DicomStream stream = DicomStream.explicitLittle();
        if (!characterSet.isEmpty()) {
            stream.text(Tag.SPECIFIC_CHARACTER_SET, "CS", characterSet);
        }
        return stream.bytes(Tag.PATIENT_NAME, "PN", name);
    }

    private static List<String> read(String characterSet, byte[] name) {
        try (DicomFile file = DicomFile.of(person(characterSet, name).file(EXPLICIT))) {
            return file.dataset().strings(Tag.PATIENT_NAME);
        }
    }

    /** Escape as \e, other bytes above 127 as \xHH, as the standard's annexes print them. */
    private static byte[] bytes(String notation) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int index = 0; index < notation.length(); index++) {
            if (notation.startsWith("\\e", index)) {
                bytes.write(0x1B);
                index++;
            } else if (notation.startsWith("\\x", index)) {
                bytes.write(HexFormat.fromHexDigits(notation, index + 2, index + 4));
                index += 3;
            } else {
                bytes.write(notation.charAt(index));
            }
        }
        return bytes.toByteArray();
    }

    static Stream<Arguments> annexes() {
        return Stream.of(
                Arguments.of("\\ISO 2022 IR 87", "Yamada^Tarou=\\e$B;3ED\\e(B^\\e$BB@O:\\e(B"
                        + "=\\e$B$d$^$@\\e(B^\\e$B$?$m$&\\e(B", "Yamada^Tarou=山田^太郎=やまだ^たろう"),
                Arguments.of("ISO 2022 IR 13\\ISO 2022 IR 87", "\\xd4\\xcf\\xc0\\xde^\\xc0\\xdb\\xb3=\\e$B;3ED\\e(J^"
                        + "\\e$BB@O:\\e(J=\\e$B$d$^$@\\e(J^\\e$B$?$m$&\\e(J", "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう"),
                Arguments.of("\\ISO 2022 IR 149", "Hong^Gildong=\\e$)C\\xfb\\xf3^\\e$)C\\xd1\\xce\\xd4\\xd7"
                        + "=\\e$)C\\xc8\\xab^\\e$)C\\xb1\\xe6\\xb5\\xbf", "Hong^Gildong=洪^吉洞=홍^길동"),
                Arguments.of("\\ISO 2022 IR 58", "Zhang^XiaoDong=\\e$)A\\xd5\\xc5^\\e$)A\\xd0\\xa1\\xb6\\xab=",
                        "Zhang^XiaoDong=张^小东="),
                Arguments.of("ISO_IR 192", "Wang^XiaoDong=\\xe7\\x8e\\x8b^\\xe5\\xb0\\x8f\\xe6\\x9d\\xb1",
                        "Wang^XiaoDong=王^小東"),
                Arguments.of("GB18030", "Wang^XiaoDong=\\xcd\\xf5^\\xd0\\xa1\\xb6\\xab", "Wang^XiaoDong=王^小东"),
                Arguments.of("ISO_IR 144", "\\xbb\\xee\\xdace\\xdc\\xd1yp\\xd3", "Люкceмбypг"),
                Arguments.of("ISO_IR 126", "\\xc4\\xe9\\xef\\xed\\xf5\\xf3\\xe9\\xef\\xf2", "Διονυσιος"),
                Arguments.of("ISO_IR 100", "Buc^J\\xe9r\\xf4me", "Buc^Jérôme"),
                Arguments.of("", "Buc^J\\xe9r\\xf4me", "Buc^Jérôme"),
                // The caret ends what the escape began; without one Greek letters would stand for Latin ones.
                Arguments.of("ISO 2022 IR 100\\ISO 2022 IR 126", "\\e-F\\xc4\\xe9^J\\xe9", "Δι^Jé"),
                Arguments.of("ISO 2022 IR 6\\ISO 2022 IR 159", "\\e$(D\\x22\\x6f\\e(B", breve()));
    }

    private static String breve() {
        return new String(new byte[] {(byte) 0x8F, (byte) 0xA2, (byte) 0xEF}, Charset.forName("EUC-JP"));
    }

    @ParameterizedTest
    @MethodSource("annexes")
    void namesOfTheStandardAreRead(String characterSet, String notation, String expected) {
        assertThat(read(characterSet, bytes(notation))).containsExactly(expected);
    }

    @Test
    void aBackslashInsideACharacterSeparatesNothing() {
        // The second byte of this character is a backslash in both encodings.
        byte[] name = "昞\\B".getBytes(Charset.forName("GB18030"));
        assertThat(name).contains((byte) '\\');
        assertThat(read("GB18030", name)).containsExactly("昞", "B");
        assertThat(read("\\ISO 2022 IR 87", bytes("\\e$B\\x25\\x5c\\e(B\\\\e$B\\x25\\x5c\\e(B")))
                .containsExactly(katakana(), katakana());
    }

    private static String katakana() {
        return new String(new byte[] {(byte) 0xA5, (byte) 0xDC}, Charset.forName("EUC-JP"));
    }

    @Test
    void itemsHaveTheirOwnOrTheInheritedCharacterSet() {
        DicomStream own = DicomStream.explicitLittle().text(Tag.SPECIFIC_CHARACTER_SET, "CS", "ISO_IR 144")
                .bytes(Tag.CODE_MEANING, "LO", bytes("\\xbb\\xee"));
        DicomStream inherited = DicomStream.explicitLittle().text(Tag.CODE_MEANING, "LO", "Λο", StandardCharsets.UTF_8)
                .sequence(Tag.VIEW_MODIFIER_CODE_SEQUENCE, false, DicomStream.explicitLittle()
                        .text(Tag.CODE_MEANING, "LO", "東", StandardCharsets.UTF_8));
        byte[] bytes = DicomStream.explicitLittle().text(Tag.SPECIFIC_CHARACTER_SET, "CS", "ISO_IR 192")
                .sequence(Tag.VIEW_CODE_SEQUENCE, true, own, inherited).file(EXPLICIT);
        try (DicomFile file = DicomFile.of(bytes)) {
            List<DataSet> items = file.dataset().items(Tag.VIEW_CODE_SEQUENCE);
            assertThat(items.get(0).string(Tag.CODE_MEANING)).contains("Лю");
            assertThat(items.get(1).string(Tag.CODE_MEANING)).contains("Λο");
            assertThat(items.get(1).items(Tag.VIEW_MODIFIER_CODE_SEQUENCE).getFirst().string(Tag.CODE_MEANING))
                    .contains("東");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO_IR 999", "NONSENSE", "ISO 2022 IR 87", "\\\\\\", "ISO_IR_192"})
    void strangeDeclarationsStopNothing(String characterSet) {
        assertThat(read(characterSet, bytes("Plain^Name"))).containsExactly("Plain^Name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\e", "\\e$", "\\e$B\\x25", "\\e$)C\\xfb", "\\e(Z\\xff", "\\e$(D\\x22", "\\xff\\xff\\xff"})
    void cutAndUnknownSequencesStopNothing(String notation) {
        for (String characterSet : List.of("\\ISO 2022 IR 87", "ISO 2022 IR 13\\ISO 2022 IR 149", "ISO_IR 192",
                "GBK")) {
            assertThat(read(characterSet, bytes(notation))).hasSize(1);
        }
    }
}
