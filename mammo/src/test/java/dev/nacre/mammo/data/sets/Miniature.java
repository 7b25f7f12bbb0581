package dev.nacre.mammo.data.sets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A small copy of a published layout, which a test writes line by line. */
record Miniature(Path root) {
    /** For sets whose tables say everything. */
    static final PictureLook NO_LOOK = new PictureLook() {
        @Override
        public Optional<Head> head(Path file) {
            throw new AssertionError("the tables say it all, no picture need be opened");
        }

        @Override
        public boolean twoValued(Path file) {
            throw new AssertionError("the tables say it all, no picture need be opened");
        }
    };

    Miniature text(String name, String... lines) {
        return text(StandardCharsets.UTF_8, name, lines);
    }

    Miniature text(Charset charset, String name, String... lines) {
        try {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, String.join("\n", lines) + "\n", charset);
            return this;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Files that need only be there. */
    Miniature files(String... names) {
        for (String name : names) {
            text(name, "picture");
        }
        return this;
    }

    /** A zip file, in which documents of office programs come: names and texts of its parts by turns. */
    Miniature zip(String name, String... parts) {
        Path file = root.resolve(name);
        try {
            Files.createDirectories(file.getParent());
            try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
                for (int index = 0; index < parts.length; index += 2) {
                    zip.putNextEntry(new ZipEntry(parts[index]));
                    zip.write(parts[index + 1].getBytes(StandardCharsets.UTF_8));
                }
            }
            return this;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A workbook whose first sheet, in the workbook's order, holds these rows; empty cells are left out. */
    Miniature workbook(String name, String... rows) {
        StringBuilder sheet = new StringBuilder("<worksheet><sheetData>");
        StringBuilder strings = new StringBuilder("<sst>");
        int texts = 0;
        for (int row = 0; row < rows.length; row++) {
            sheet.append("<row r='").append(row + 1).append("'>");
            String[] cells = rows[row].split(",", -1);
            for (int column = 0; column < cells.length; column++) {
                String place = " r='" + (char) ('A' + column) + (row + 1) + "'";
                if (cells[column].matches("\\d+")) {
                    sheet.append("<c").append(place).append("><v>").append(cells[column]).append(".0</v></c>");
                } else if (!cells[column].isEmpty()) {
                    sheet.append("<c").append(place).append(" t='s'><v>").append(texts++).append("</v></c>");
                    strings.append("<si><t>").append(cells[column]).append("</t></si>");
                }
            }
            sheet.append("</row>");
        }
        return zip(name, "xl/workbook.xml", "<workbook xmlns:r='r'><sheets><sheet name='a' r:id='rId7'/><sheet name='b'"
                + " r:id='rId1'/></sheets></workbook>", "xl/_rels/workbook.xml.rels", "<Relationships><Relationship"
                + " Id='rId1' Target='worksheets/other.xml'/><Relationship Id='rId7' Target='worksheets/first.xml'/>"
                + "</Relationships>", "xl/sharedStrings.xml", strings + "</sst>", "xl/worksheets/first.xml",
                sheet + "</sheetData></worksheet>", "xl/worksheets/other.xml", "<worksheet/>");
    }

    /** A word-processor document. */
    Miniature document(String name, String... paragraphs) {
        StringBuilder body = new StringBuilder("<w:document xmlns:w='w'><w:body>");
        for (String paragraph : paragraphs) {
            body.append("<w:p><w:r><w:t>").append(paragraph).append("</w:t></w:r></w:p>");
        }
        return zip(name, "word/document.xml", body + "</w:body></w:document>");
    }

    static List<SetProblem.Kind> kinds(SetContents contents) {
        return contents.problems().stream().map(SetProblem::kind).toList();
    }
}
