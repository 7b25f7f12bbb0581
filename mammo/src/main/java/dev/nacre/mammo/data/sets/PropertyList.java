package dev.nacre.mammo.data.sets;

import dev.nacre.nn.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Apple's property lists in XML, as OsiriX writes regions. Document types are not read: no entity is ever loaded. */
sealed interface PropertyList {

    /** A string, a number, a date or a truth value, as text. */
    record Text(String text) implements PropertyList {
    }

    /** An array. */
    record Items(List<PropertyList> items) implements PropertyList {
    }

    /** A dictionary, in order of the file. */
    record Fields(Map<String, PropertyList> fields) implements PropertyList {
    }

    /** The items of a field that is an array; none where it is not. */
    default List<PropertyList> items(String key) {
        return this instanceof Fields fields && fields.fields.get(key) instanceof Items items ? items.items : List.of();
    }

    /** The text of a field; empty where there is none. */
    default String text(String key) {
        return this instanceof Fields fields && fields.fields.get(key) instanceof Text text ? text.text : "";
    }

    /**
     * Reads a file.
     *
     * @throws InputException if it is no property list
     */
    static PropertyList read(Path file) {
        try (InputStream bytes = Files.newInputStream(file)) {
            XMLStreamReader reader = SafeXml.reader(bytes);
            // A document type may stand before the root.
            while (reader.next() != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            if (!reader.getLocalName().equals("plist")) {
                throw new XMLStreamException("another root");
            }
            reader.nextTag();
            return new Parser(reader).value(0);
        } catch (IOException | XMLStreamException damaged) {
            throw new InputException("the regions of a picture cannot be read as a property list: download the file"
                    + " again", damaged);
        }
    }

    /** Stands at the start of an element when a method begins, and at its end when it returns. */
    record Parser(XMLStreamReader reader) {
        private static final int DEEPEST = 32;

        private PropertyList value(int depth) throws XMLStreamException {
            if (depth > DEEPEST || !reader.isStartElement()) {
                throw new XMLStreamException("no value, or one nested too deeply");
            }
            return switch (reader.getLocalName()) {
                case "dict" -> fields(depth);
                case "array" -> items(depth);
                case "true", "false" -> {
                    String truth = reader.getLocalName();
                    reader.nextTag();
                    yield new Text(truth);
                }
                default -> new Text(reader.getElementText().strip());
            };
        }

        private PropertyList items(int depth) throws XMLStreamException {
            List<PropertyList> items = new ArrayList<>();
            while (reader.nextTag() == XMLStreamConstants.START_ELEMENT) {
                items.add(value(depth + 1));
            }
            return new Items(items);
        }

        private PropertyList fields(int depth) throws XMLStreamException {
            Map<String, PropertyList> fields = new LinkedHashMap<>();
            while (reader.nextTag() == XMLStreamConstants.START_ELEMENT) {
                String key = reader.getElementText().strip();
                reader.nextTag();
                fields.put(key, value(depth + 1));
            }
            return new Fields(fields);
        }
    }
}
