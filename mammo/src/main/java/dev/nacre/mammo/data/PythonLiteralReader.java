package dev.nacre.mammo.data;

import java.util.ArrayList;
import java.util.List;

/** Recursive descent over the characters of one {@link PythonLiteral}. */
final class PythonLiteralReader {
    /** A cell may come from anywhere: refuse nesting before the reader's own recursion runs out of stack. */
    private static final int DEEPEST = 64;

    private final String text;
    private int index;

    PythonLiteralReader(String text) {
        this.text = text;
    }

    PythonLiteral read() throws PythonLiteralException {
        PythonLiteral literal = value(0);
        skipSpace();
        if (index < text.length()) {
            throw expected("the end");
        }
        return literal;
    }

    private PythonLiteral value(int depth) throws PythonLiteralException {
        skipSpace();
        if (depth > DEEPEST) {
            throw expected("at most " + DEEPEST + " nested lists");
        }
        return switch (peek()) {
            case '[' -> items(']', depth);
            case '(' -> items(')', depth);
            case '\'', '"' -> new PythonLiteral.Text(string());
            default -> word();
        };
    }

    private PythonLiteral items(char close, int depth) throws PythonLiteralException {
        index++;
        List<PythonLiteral> items = new ArrayList<>();
        skipSpace();
        while (peek() != close) {
            items.add(value(depth + 1));
            skipSpace();
            if (peek() == ',') {
                index++;
                skipSpace();
            } else if (peek() != close) {
                throw expected("',' or '" + close + "'");
            }
        }
        index++;
        return new PythonLiteral.Items(items);
    }

    private PythonLiteral word() throws PythonLiteralException {
        int from = index;
        while (index < text.length() && (Character.isLetterOrDigit(peek()) || "+-._".indexOf(peek()) >= 0)) {
            index++;
        }
        String word = text.substring(from, index);
        switch (word) {
            case "None", "nan", "NaN":
                return new PythonLiteral.Nothing();
            case "True", "False":
                return new PythonLiteral.Truth(word.equals("True"));
            default:
                if (word.matches("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?")) {
                    return new PythonLiteral.Number(Double.parseDouble(word));
                }
                index = from;
                throw expected("a quoted text, a number, None or '['");
        }
    }

    private String string() throws PythonLiteralException {
        int from = index;
        char quote = text.charAt(index++);
        StringBuilder characters = new StringBuilder();
        while (index < text.length() && peek() != quote) {
            char character = text.charAt(index++);
            if (character == '\\') {
                escape(characters);
            } else {
                characters.append(character);
            }
        }
        if (index == text.length()) {
            throw new PythonLiteralException("expected a closing " + quote + " for the text that starts", from);
        }
        index++;
        return characters.toString();
    }

    private void escape(StringBuilder characters) throws PythonLiteralException {
        char kind = peek();
        index++;
        switch (kind) {
            case '\n' -> { }
            case 'n' -> characters.append('\n');
            case 'r' -> characters.append('\r');
            case 't' -> characters.append('\t');
            case 'a' -> characters.append('\u0007');
            case 'b' -> characters.append('\b');
            case 'f' -> characters.append('\f');
            case 'v' -> characters.append('\u000B');
            case '\\', '\'', '"' -> characters.append(kind);
            case 'x' -> characters.appendCodePoint(hexadecimal(2));
            case 'u' -> characters.appendCodePoint(hexadecimal(4));
            case 'U' -> characters.appendCodePoint(hexadecimal(8));
            case '0', '1', '2', '3', '4', '5', '6', '7' -> characters.append(octal(kind - '0'));
            // Python keeps the backslash of an escape that it does not know.
            default -> characters.append('\\').append(kind);
        }
    }

    private char octal(int first) {
        int code = first;
        for (int digits = 1; digits < 3 && index < text.length() && peek() >= '0' && peek() <= '7'; digits++) {
            code = code * 8 + (text.charAt(index++) - '0');
        }
        return (char) code;
    }

    private int hexadecimal(int digits) throws PythonLiteralException {
        long code = 0;
        for (int digit = 0; digit < digits; digit++) {
            int value = Character.digit(peek(), 16);
            if (value < 0) {
                throw expected(digits + " hexadecimal digits");
            }
            code = code * 16 + value;
            index++;
        }
        if (code > Character.MAX_CODE_POINT) {
            throw expected("a character number up to 10FFFF");
        }
        return (int) code;
    }

    /** The character here; the end of the text reads as a character that no rule accepts. */
    private char peek() {
        return index < text.length() ? text.charAt(index) : '\0';
    }

    private void skipSpace() {
        while (index < text.length() && Character.isWhitespace(peek())) {
            index++;
        }
    }

    private PythonLiteralException expected(String what) {
        return new PythonLiteralException("expected " + what, index);
    }
}
