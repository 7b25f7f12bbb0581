package dev.nacre.mammo.data.sets;

import dev.nacre.nn.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The words of a word-processor document (ECMA-376, part 1, chapter 17), without anything that was deleted in it. */
final class WordText {
    private static final String DOCUMENT = "word/document.xml";

    private WordText() {
    }

    /**
     * The paragraphs, those in tables too; a line break within one begins another.
     *
     * @throws InputException if the file is no such document
     */
    static List<String> paragraphs(Path file) {
        String saveAs = "save it as .docx";
        try (OfficePackage document = OfficePackage.open(file, saveAs);
                InputStream bytes = document.part(DOCUMENT).orElseThrow(() -> new IOException("no " + DOCUMENT))) {
            return paragraphs(SafeXml.reader(bytes));
        } catch (IOException | XMLStreamException damaged) {
            throw new InputException(file + " cannot be read as a word-processor document: download it again, or "
                    + saveAs, damaged);
        }
    }

    private static List<String> paragraphs(XMLStreamReader xml) throws XMLStreamException {
        List<String> paragraphs = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        int skipped = 0;
        while (xml.hasNext()) {
            int event = xml.next();
            boolean start = event == XMLStreamReader.START_ELEMENT;
            if (!start && event != XMLStreamReader.END_ELEMENT) {
                continue;
            }
            String name = xml.getLocalName();
            // What a text box holds stands there twice, once for older programs.
            if (name.equals("Fallback")) {
                skipped += start ? 1 : -1;
            } else if (skipped == 0) {
                switch (name) {
                    case "t" -> line.append(start ? xml.getElementText() : "");
                    case "tab" -> line.append(start ? " " : "");
                    case "br", "p" -> end(line, paragraphs);
                    default -> {
                    }
                }
            }
        }
        end(line, paragraphs);
        return paragraphs;
    }

    private static void end(StringBuilder line, List<String> paragraphs) {
        if (!line.toString().isBlank()) {
            paragraphs.add(line.toString().strip());
        }
        line.setLength(0);
    }
}
