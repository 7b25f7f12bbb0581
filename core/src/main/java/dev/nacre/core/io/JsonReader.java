package dev.nacre.core.io;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON as RFC 8259 defines it and nothing more: no comments, no trailing commas, no NaN, no duplicate keys, no
 * lone surrogates. A file may come from anywhere, so nesting and the number of values are limited.
 */
final class JsonReader {
    /** Deeper nesting is refused before the reader's own recursion could run out of stack. */
    static final int MAX_DEPTH = 128;
    /** About 100 bytes each once read: some 400 MB at most. */
    static final int MAX_VALUES = 4_000_000;

    private final String text;
    private int position;
    private int values;

    JsonReader(String text) {
        this.text = text;
    }

    Json read() {
        skipSpace();
        Json value = value(0);
        skipSpace();
        if (position < text.length()) {
            throw error("expected the end of the text after the first value");
        }
        return value;
    }

    private Json value(int depth) {
        if (depth > MAX_DEPTH) {
            throw error("values are nested deeper than " + MAX_DEPTH);
        }
        if (++values > MAX_VALUES) {
            throw error("there are more than " + MAX_VALUES + " values");
        }
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> new Json.Text(string());
            case 't' -> word("true", new Json.Truth(true));
            case 'f' -> word("false", new Json.Truth(false));
            case 'n' -> word("null", Json.NULL);
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            default -> throw error("expected a value");
        };
    }

    private Json object(int depth) {
        Map<String, Json> fields = new LinkedHashMap<>();
        position++;
        skipSpace();
        if (accept('}')) {
            return new Json.Fields(fields);
        }
        do {
            skipSpace();
            int start = position;
            if (peek() != '"') {
                throw error("expected a key in double quotes");
            }
            String key = string();
            skipSpace();
            expect(':');
            skipSpace();
            if (fields.containsKey(key)) {
                throw error("the key " + JsonWriter.quote(JsonWriter.excerpt(key)) + " stands twice in one object",
                        start);
            }
            fields.put(key, value(depth + 1));
            skipSpace();
        } while (accept(','));
        expect('}');
        return new Json.Fields(fields);
    }

    private Json array(int depth) {
        List<Json> items = new ArrayList<>();
        position++;
        skipSpace();
        if (accept(']')) {
            return new Json.Items(items);
        }
        do {
            skipSpace();
            items.add(value(depth + 1));
            skipSpace();
        } while (accept(','));
        expect(']');
        return new Json.Items(items);
    }

    private Json word(String word, Json value) {
        if (!text.startsWith(word, position)) {
            throw error("expected a value");
        }
        position += word.length();
        return value;
    }

    private String string() {
        int start = position++;
        StringBuilder characters = new StringBuilder();
        while (true) {
            if (position >= text.length()) {
                throw error("a text is not closed", start);
            }
            char character = text.charAt(position++);
            if (character == '"') {
                break;
            } else if (character < ' ') {
                throw error("a control character inside a text must be escaped", position - 1);
            }
            characters.append(character == '\\' ? escape() : character);
        }
        refuseLoneSurrogates(characters, start);
        return characters.toString();
    }

    private char escape() {
        char kind = peek();
        position++;
        return switch (kind) {
            case '"', '\\', '/' -> kind;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw error("unknown escape", position - 2);
        };
    }

    private char unicode() {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            char digit = peek();
            int value = digit < 128 ? Character.digit(digit, 16) : -1;
            if (value < 0) {
                throw error("expected four hexadecimal digits after \\u");
            }
            code = code << 4 | value;
            position++;
        }
        return (char) code;
    }

    private void refuseLoneSurrogates(StringBuilder characters, int start) {
        for (int i = 0; i < characters.length(); i++) {
            if (!Character.isSurrogate(characters.charAt(i))) {
                continue;
            }
            boolean pair = i + 1 < characters.length()
                    && Character.isSurrogatePair(characters.charAt(i), characters.charAt(i + 1));
            if (!pair) {
                throw error("half a surrogate pair inside a text", start);
            }
            i++;
        }
    }

    private Json number() {
        int start = position;
        accept('-');
        if (!accept('0')) {
            digits();
        }
        boolean whole = true;
        if (accept('.')) {
            whole = false;
            digits();
        }
        if (accept('e') || accept('E')) {
            whole = false;
            if (!accept('+')) {
                accept('-');
            }
            digits();
        }
        String digits = text.substring(start, position);
        return whole ? wholeOrDecimal(digits, start) : decimal(digits, start);
    }

    private Json wholeOrDecimal(String digits, int start) {
        try {
            return new Json.Whole(Long.parseLong(digits));
        } catch (NumberFormatException beyondLong) {
            // Published configurations hold such numbers ("no limit" written as 10^30); nobody needs their last digit.
            return decimal(digits, start);
        }
    }

    private Json decimal(String digits, int start) {
        double value = Double.parseDouble(digits);
        if (Double.isInfinite(value)) {
            throw error("the number is too large", start);
        }
        return new Json.Decimal(value);
    }

    private void digits() {
        int start = position;
        while (position < text.length() && text.charAt(position) >= '0' && text.charAt(position) <= '9') {
            position++;
        }
        if (position == start) {
            throw error("expected a digit");
        }
    }

    private void skipSpace() {
        while (position < text.length() && " \t\n\r".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
    }

    private char peek() {
        if (position >= text.length()) {
            throw error("the text ends too early");
        }
        return text.charAt(position);
    }

    private boolean accept(char character) {
        boolean found = position < text.length() && text.charAt(position) == character;
        if (found) {
            position++;
        }
        return found;
    }

    private void expect(char character) {
        if (!accept(character)) {
            throw error("expected '" + character + "'");
        }
    }

    private JsonException error(String message) {
        return error(message, position);
    }

    private JsonException error(String message, int at) {
        int end = Math.min(at, text.length());
        long line = text.chars().limit(end).filter(c -> c == '\n').count() + 1;
        int column = end - text.lastIndexOf('\n', end - 1);
        String found = end < text.length() ? ", near " + JsonWriter.quote(near(end)) : "";
        return new JsonException("line " + line + ", column " + column + ": " + message + found);
    }

    private String near(int at) {
        return text.substring(at, Math.min(at + 20, text.length()));
    }
}
