package dev.nacre.mammo.page;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * Writes HTML and the SVG inside it. Every text and every value of an attribute is escaped, and what is opened is
 * closed in order, so that the result is well-formed XML as well, whatever it is told to say.
 */
public final class Markup {
    private static final Set<String> EMPTY = Set.of("meta", "link", "line", "path", "circle", "rect", "image", "input",
            "img");

    private final StringBuilder out = new StringBuilder("<!DOCTYPE html>\n");
    private final Deque<String> open = new ArrayDeque<>();

    /** An empty page. */
    public Markup() {
    }

    /** Starts an element; names and values of its attributes in turn. */
    public Markup open(String name, Object... attributes) {
        start(name, attributes).append('>');
        open.push(name);
        return this;
    }

    /** Ends the element that was started last. */
    public Markup close() {
        out.append("</").append(open.pop()).append(">\n");
        return this;
    }

    /**
     * An element that never holds anything.
     *
     * @throws IllegalArgumentException if it is one that HTML would take for opened
     */
    public Markup empty(String name, Object... attributes) {
        if (!EMPTY.contains(name)) {
            throw new IllegalArgumentException("HTML needs an end of the element " + name + ": give it a text");
        }
        start(name, attributes).append("/>");
        return this;
    }

    /** An element that holds a text. */
    public Markup element(String name, String text, Object... attributes) {
        open(name, attributes).text(text);
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    /** Text inside the element that is open. */
    public Markup text(String text) {
        escape(text);
        return this;
    }

    /**
     * A style sheet of ours, which HTML takes as it is.
     *
     * @throws IllegalArgumentException if it holds a character that would have to be escaped
     */
    public Markup style(String sheet) {
        return raw("style", sheet);
    }

    /**
     * A script or data of ours, which HTML takes as it is.
     *
     * @param type such as {@code text/javascript}
     * @throws IllegalArgumentException if it holds a character that would have to be escaped
     */
    public Markup script(String type, String script) {
        return raw("script", script, "type", type);
    }

    private Markup raw(String name, String text, Object... attributes) {
        if (text.contains("<") || text.contains("&")) {
            throw new IllegalArgumentException("a " + name + " with < or & is not well-formed inside a page");
        }
        start(name, attributes).append(">\n").append(text).append("</").append(name).append(">\n");
        return this;
    }

    /** The page. @throws IllegalStateException if an element is still open */
    public String page() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("the element " + open.peek() + " is not closed");
        }
        return out.toString();
    }

    private StringBuilder start(String name, Object... attributes) {
        out.append('<').append(name);
        for (int index = 0; index < attributes.length; index += 2) {
            out.append(' ').append(attributes[index]).append("=\"");
            escape(String.valueOf(attributes[index + 1]));
            out.append('"');
        }
        return out;
    }

    private void escape(String text) {
        text.codePoints().forEach(character -> {
            switch (character) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                case '\n', '\t' -> out.append((char) character);
                // Control characters and halves of pairs exist in no well-formed page.
                default -> out.appendCodePoint(character < ' ' || character >= 0x7F && character < 0xA0
                        || character >= 0xD800 && character < 0xE000 || (character & 0xFFFE) == 0xFFFE
                        ? 0xFFFD : character);
            }
        });
    }
}
