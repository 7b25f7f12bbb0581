package dev.nacre.mammo.data.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.nn.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workbooks as Excel and other programs write them, and such as nobody should write. */
class WorkbookRowsTest {
    private static final String RELATIONS = "<Relationships><Relationship Id='rId7'"
            + " Target='/xl/worksheets/sheet9.xml'/></Relationships>";
    private static final String WORKBOOK = "<workbook xmlns:r='r'><sheets><sheet name='a' sheetId='3' r:id='rId7'/>"
            + "</sheets></workbook>";

    @TempDir
    private Path directory;

    private record Line(long line, List<String> cells) {
    }

    private List<Line> read() {
        List<Line> lines = new ArrayList<>();
        try {
            new WorkbookRows(directory.resolve("t.xlsx"), "save it as CSV").forEach((line, cells) ->
                    lines.add(new Line(line, cells)));
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
        return lines;
    }

    private void workbook(String sheet, String strings) {
        new Miniature(directory).zip("t.xlsx", "xl/workbook.xml", WORKBOOK, "xl/_rels/workbook.xml.rels", RELATIONS,
                "xl/worksheets/sheet9.xml", sheet, "xl/sharedStrings.xml", strings);
    }

    @Test
    void everyKindOfCellAndWhatIsLeftOut() {
        workbook("""
                <?xml version='1.0' encoding='UTF-8'?>
                <x:worksheet xmlns:x='m'><x:cols><x:col min='1' max='3'/></x:cols><x:sheetData>
                <x:row r='2'><x:c r='A2' t='s'><x:v>1</x:v></x:c><x:c r='C2' t='s'><x:v> 0 </x:v></x:c></x:row>
                <x:row r='5'><x:c r='B5'><x:v>4.0</x:v></x:c><x:c r='C5' s='2'><x:v>0.30000000000000004</x:v></x:c>
                <x:c r='D5' t='b'><x:v>1</x:v></x:c><x:c r='E5' t='str'><x:f>A1&amp;"x"</x:f><x:v>ax</x:v></x:c>
                <x:c r='F5' t='inlineStr'><x:is><x:r><x:t>in</x:t></x:r><x:r><x:t>line</x:t></x:r></x:is></x:c>
                <x:c r='G5' s='1'/><x:c r='AA5'><x:v>1E3</x:v></x:c></x:row>
                <x:row><x:c><x:v>-7</x:v></x:c><x:c t='e'><x:v>#N/A</x:v></x:c></x:row>
                </x:sheetData></x:worksheet>""", """
                <sst><si><t xml:space='preserve'>a &lt; b
                </t></si><si><r><t>東京</t></r><rPh sb='0' eb='2'><t>トウキョウ</t></rPh><r><t>!</t></r></si></sst>""");
        List<Line> lines = read();
        assertThat(lines).extracting(Line::line).containsExactly(2L, 5L, 6L);
        assertThat(lines.getFirst().cells()).containsExactly("東京!", "", "a < b\n");
        assertThat(lines.get(1).cells()).hasSize(27).startsWith("", "4", "0.30000000000000004", "1", "ax", "inline", "")
                .endsWith("", "1000");
        assertThat(lines.get(2).cells()).containsExactly("-7", "#N/A");
    }

    @Test
    void theSheetCalledAllIsPreferred() {
        new Miniature(directory).zip("t.xlsx", "xl/workbook.xml", "<workbook xmlns:r='r'><sheets><sheet name='part'"
                + " r:id='rId1'/><sheet name='all' r:id='rId7'/></sheets></workbook>", "xl/_rels/workbook.xml.rels",
                RELATIONS.replace("</", "<Relationship Id='rId1' Target='worksheets/sheet1.xml'/></"),
                "xl/worksheets/sheet1.xml", "<worksheet/>", "xl/worksheets/sheet9.xml",
                "<worksheet><row><c><v>8</v></c></row></worksheet>");
        assertThat(read()).containsExactly(new Line(1, List.of("8")));
    }

    @Test
    void whatIsNoWorkbookGetsOneSentence() throws IOException {
        new Miniature(directory).text("t.xlsx", "a,b");
        assertThatThrownBy(this::read).isInstanceOf(InputException.class).hasMessageContaining("save it as CSV");
        Files.write(directory.resolve("t.xlsx"), new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 0, 0});
        assertThatThrownBy(this::read).isInstanceOf(InputException.class)
                .hasMessageContaining("binary format of older office programs");
        new Miniature(directory).zip("t.xlsx", "word/document.xml", "<w/>");
        assertThatThrownBy(this::read).isInstanceOf(InputException.class).hasMessageContaining("it has no part");
        for (String sheet : List.of("<worksheet><row r='x'/></worksheet>", "<worksheet><row r='1'><c r='A1' t='s'>"
                + "<v>5</v></c></row></worksheet>", "<worksheet><row",
                "<worksheet><row><c r='XFE1'/></row></worksheet>", "<worksheet><row><c r='1'/></row></worksheet>",
                "<worksheet><row><c><v>x</v></c></row></worksheet>",
                "<worksheet><row><c r='A1' t='s'><v>-1</v></c></row></worksheet>")) {
            workbook(sheet, "<sst/>");
            assertThatThrownBy(this::read).as(sheet).isInstanceOf(InputException.class)
                    .hasMessageContaining("cannot be read as a workbook").hasMessageEndingWith("or save it as CSV");
        }
    }

    @Test
    void noEntityIsLoadedAndNoneExpands() {
        new Miniature(directory).text("secret.txt", "secret");
        workbook("<!DOCTYPE s [<!ENTITY f SYSTEM '" + directory.resolve("secret.txt").toUri() + "'><!ENTITY a 'aaaa'>"
                + "<!ENTITY b '&a;&a;'>]><worksheet><row r='1'><c t='str'><v>&f;&b;</v></c></row></worksheet>",
                "<sst/>");
        try {
            assertThat(read().toString()).doesNotContain("secret").doesNotContain("aaaa");
        } catch (InputException refused) {
            assertThat(refused).hasMessageContaining("cannot be read as a workbook");
        }
    }

    @Test
    void aSmallFileCannotFillTheMemory() throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(directory.resolve("t.xlsx")))) {
            zip.setLevel(9);
            zip.putNextEntry(new ZipEntry("xl/_rels/workbook.xml.rels"));
            zip.write("<Relationships>".getBytes(StandardCharsets.US_ASCII));
            byte[] blanks = new byte[1 << 20];
            Arrays.fill(blanks, (byte) ' ');
            for (long written = 0; written <= OfficePackage.LIMIT; written += blanks.length) {
                zip.write(blanks);
            }
        }
        assertThat(Files.size(directory.resolve("t.xlsx"))).isLessThan(1 << 20);
        assertThatThrownBy(this::read).isInstanceOf(InputException.class)
                .hasMessageContaining("unpacks to more than 64 MiB");
    }
}
