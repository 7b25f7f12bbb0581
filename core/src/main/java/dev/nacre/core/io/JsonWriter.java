package dev.nacre.core.io;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Writes JSON, compact or indented by two spaces; the same value always gives the same characters. */
public final class JsonWriter {
    private static final int EXCERPT = 120;
    private static final char[] HEXADECIMAL = "0123456789abcdef".toCharArray();

    private final StringBuilder out = new StringBuilder();
    private final boolean indented;

    private JsonWriter(boolean indented) {
        this.indented = indented;
    }

    /** Without any space or line break. */
    public static String compact(Json value) {
        return new JsonWriter(false).append(value, 0).toString();
    }

    /** One key or element per line; for files that people read. */
    public static String indented(Json value) {
        return new JsonWriter(true).append(value, 0).append('\n').toString();
    }

    /** The text as a JSON string, quotes included. */
    static String quote(String text) {
        JsonWriter writer = new JsonWriter(false);
        writer.text(text);
        return writer.out.toString();
    }

    /** At most about 120 characters, for error messages. */
    static String excerpt(String text) {
        return text.length() <= EXCERPT ? text : text.substring(0, EXCERPT) + "…";
    }

    private StringBuilder append(Json value, int depth) {
        switch (value) {
            case Json.Text(String text) -> text(text);
            case Json.Whole(long whole) -> out.append(whole);
            case Json.Decimal(double decimal) -> out.append(decimal);
            case Json.Truth(boolean truth) -> out.append(truth);
            case Json.Null() -> out.append("null");
            case Json.Items(List<Json> items) -> items(items, depth);
            case Json.Fields(Map<String, Json> fields) -> fields(fields, depth);
        }
        return out;
    }

    private void items(List<Json> items, int depth) {
        out.append('[');
        for (Iterator<Json> each = items.iterator(); each.hasNext();) {
            lineBreak(depth + 1);
            append(each.next(), depth + 1);
            out.append(each.hasNext() ? "," : "");
        }
        if (!items.isEmpty()) {
            lineBreak(depth);
        }
        out.append(']');
    }

    private void fields(Map<String, Json> fields, int depth) {
        out.append('{');
        for (Iterator<Map.Entry<String, Json>> each = fields.entrySet().iterator(); each.hasNext();) {
            Map.Entry<String, Json> field = each.next();
            lineBreak(depth + 1);
            text(field.getKey());
            out.append(indented ? ": " : ":");
            append(field.getValue(), depth + 1);
            out.append(each.hasNext() ? "," : "");
        }
        if (!fields.isEmpty()) {
            lineBreak(depth);
        }
        out.append('}');
    }

    private void lineBreak(int depth) {
        if (indented) {
            out.append('\n').repeat("  ", depth);
        }
    }

    private void text(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            switch (character) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (Character.isISOControl(character)) {
                        out.append("\\u00").append(HEXADECIMAL[character >> 4]).append(HEXADECIMAL[character & 15]);
                    } else {
                        out.append(character);
                    }
                }
            }
        }
        out.append('"');
    }
}
