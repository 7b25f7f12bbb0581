package dev.nacre.mammo.data.sets;

import dev.nacre.nn.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Rows of the first sheet, or the one called all, of a workbook in the format of Excel 2007 and later (ECMA-376, part
 * 1, chapter 18). Numbers come as a table of text would have them, {@code 4} and not {@code 4.0}; formulas with the
 * value that was stored; dates as the numbers that the file holds for them. Styles, and with them formats of numbers,
 * are not read.
 *
 * @param saveAs what to do with a file that cannot be read, for its message
 */
record WorkbookRows(Path file, String saveAs) implements TableRows {
    private static final int MOST_COLUMNS = 16_384;

    @Override
    public void forEach(Reader reader) throws IOException {
        try (OfficePackage workbook = OfficePackage.open(file, saveAs)) {
            String part = sheet(workbook);
            List<String> shared = sharedStrings(workbook);
            try (InputStream bytes = needed(workbook, part)) {
                rows(SafeXml.reader(bytes), shared, reader);
            }
        } catch (IOException | XMLStreamException | IndexOutOfBoundsException | NumberFormatException damaged) {
            Throwable cause = damaged instanceof XMLStreamException xml && xml.getNestedException() != null
                    ? xml.getNestedException() : damaged;
            // Messages of the parser itself may quote cells.
            throw new InputException(file + " cannot be read as a workbook"
                    + (cause instanceof IOException ? " (" + cause.getMessage() + ")" : "")
                    + ": download it again, or " + saveAs, damaged);
        }
    }

    private static InputStream needed(OfficePackage workbook, String part) throws IOException {
        return workbook.part(part).orElseThrow(() -> new IOException("it has no part " + part));
    }

    /**
     * The sheet that is called all, as in the workbook of CDD-CESM, which may have others for parts of the set, or else
     * the one that stands first. Its part may have any name.
     */
    private static String sheet(OfficePackage workbook) throws IOException, XMLStreamException {
        Map<String, String> targets = new HashMap<>();
        try (InputStream bytes = needed(workbook, "xl/_rels/workbook.xml.rels")) {
            XMLStreamReader xml = SafeXml.reader(bytes);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamReader.START_ELEMENT && xml.getLocalName().equals("Relationship")) {
                    targets.put(xml.getAttributeValue(null, "Id"), xml.getAttributeValue(null, "Target"));
                }
            }
        }
        try (InputStream bytes = needed(workbook, "xl/workbook.xml")) {
            XMLStreamReader xml = SafeXml.reader(bytes);
            String chosen = null;
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamReader.START_ELEMENT && xml.getLocalName().equals("sheet")) {
                    String target = targets.get(relation(xml));
                    if (target != null && (chosen == null || "all".equals(xml.getAttributeValue(null, "name")))) {
                        chosen = target.startsWith("/") ? target.substring(1) : "xl/" + target;
                    }
                }
            }
            if (chosen != null) {
                return chosen;
            }
        }
        throw new IOException("it names no sheet");
    }

    /** The attribute r:id, whose namespace differs between the two editions of the standard. */
    private static String relation(XMLStreamReader xml) {
        for (int index = 0; index < xml.getAttributeCount(); index++) {
            if (xml.getAttributeLocalName(index).equals("id")) {
                return xml.getAttributeValue(index);
            }
        }
        return "";
    }

    /** Texts that cells name by their number; a workbook without texts has no such part. */
    private static List<String> sharedStrings(OfficePackage workbook) throws IOException, XMLStreamException {
        List<String> strings = new ArrayList<>();
        if (workbook.part("xl/sharedStrings.xml").isEmpty()) {
            return strings;
        }
        try (InputStream bytes = needed(workbook, "xl/sharedStrings.xml")) {
            XMLStreamReader xml = SafeXml.reader(bytes);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamReader.START_ELEMENT && xml.getLocalName().equals("si")) {
                    strings.add(text(xml, "si"));
                }
            }
        }
        return strings;
    }

    /** The runs of a text, put together, without the hints on pronunciation that Asian texts carry. */
    private static String text(XMLStreamReader xml, String end) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        boolean hint = false;
        while (true) {
            int event = xml.next();
            if (event == XMLStreamReader.END_ELEMENT && xml.getLocalName().equals(end)) {
                return text.toString();
            }
            if (event == XMLStreamReader.START_ELEMENT || event == XMLStreamReader.END_ELEMENT) {
                if (xml.getLocalName().equals("rPh")) {
                    hint = event == XMLStreamReader.START_ELEMENT;
                } else if (event == XMLStreamReader.START_ELEMENT && xml.getLocalName().equals("t") && !hint) {
                    text.append(xml.getElementText());
                }
            }
        }
    }

    private static void rows(XMLStreamReader xml, List<String> shared, Reader reader) throws XMLStreamException {
        long line = 0;
        List<String> cells = new ArrayList<>();
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamReader.START_ELEMENT && xml.getLocalName().equals("row")) {
                // A number may be left out where a row follows the one before it.
                String number = xml.getAttributeValue(null, "r");
                line = number == null ? line + 1 : Long.parseLong(number);
                cells = new ArrayList<>();
            } else if (event == XMLStreamReader.START_ELEMENT && xml.getLocalName().equals("c")) {
                String place = xml.getAttributeValue(null, "r");
                int column = place == null ? cells.size() : column(place);
                while (cells.size() < column) {
                    cells.add("");
                }
                cells.add(cell(xml, shared));
            } else if (event == XMLStreamReader.END_ELEMENT && xml.getLocalName().equals("row")
                    && !reader.row(line, cells)) {
                return;
            }
        }
    }

    /** The column of a place such as {@code AB12}, from 0. */
    private static int column(String place) throws XMLStreamException {
        int column = 0;
        for (int index = 0; index < place.length() && place.charAt(index) >= 'A' && place.charAt(index) <= 'Z';
                index++) {
            column = 26 * column + place.charAt(index) - 'A' + 1;
            if (column > MOST_COLUMNS) {
                throw new XMLStreamException("a cell lies beyond the last column");
            }
        }
        if (column == 0) {
            throw new XMLStreamException("a cell names no column");
        }
        return column - 1;
    }

    private static String cell(XMLStreamReader xml, List<String> shared) throws XMLStreamException {
        String type = xml.getAttributeValue(null, "t");
        String value = "";
        while (true) {
            int event = xml.next();
            if (event == XMLStreamReader.END_ELEMENT && xml.getLocalName().equals("c")) {
                return value;
            }
            if (event == XMLStreamReader.START_ELEMENT && xml.getLocalName().equals("v")) {
                value = value(type == null ? "n" : type, xml.getElementText(), shared);
            } else if (event == XMLStreamReader.START_ELEMENT && xml.getLocalName().equals("is")) {
                value = text(xml, "is");
            }
        }
    }

    private static String value(String type, String stored, List<String> shared) {
        return switch (type) {
            case "s" -> shared.get(Integer.parseInt(stored.strip()));
            case "n" -> number(stored.strip());
            default -> stored;
        };
    }

    /** Programs may store a whole number as {@code 4.0} or {@code 4E0}. */
    private static String number(String stored) {
        if (stored.isEmpty()) {
            return stored;
        }
        double number = Double.parseDouble(stored);
        return number == Math.rint(number) && Math.abs(number) < 1L << 53 ? Long.toString((long) number) : stored;
    }
}
