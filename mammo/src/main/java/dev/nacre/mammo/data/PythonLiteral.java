package dev.nacre.mammo.data;

import java.util.List;

/**
 * A value of Python's literal notation, as published image–text tables hold it in a cell: {@code ['a', "it's", 3,
 * None]}. Strings with either quote and Python's escapes, numbers, {@code True}, {@code False}, {@code None}, {@code
 * nan}, and lists or tuples of these, nested. No sets, dictionaries, bytes, raw or joined strings.
 */
public sealed interface PythonLiteral {

    /** A string. */
    record Text(String text) implements PythonLiteral {
    }

    /** An integer or a decimal number. */
    record Number(double number) implements PythonLiteral {
    }

    /** {@code True} or {@code False}. */
    record Truth(boolean truth) implements PythonLiteral {
    }

    /** {@code None}, or the {@code nan} that stands for a missing value in printed data frames. */
    record Nothing() implements PythonLiteral {
    }

    /** A list or a tuple. */
    record Items(List<PythonLiteral> items) implements PythonLiteral {
        /** Copies the list. */
        public Items {
            items = List.copyOf(items);
        }
    }

    /**
     * Reads one literal and nothing after it.
     *
     * @throws PythonLiteralException if the text is anything else
     */
    static PythonLiteral parse(String text) throws PythonLiteralException {
        return new PythonLiteralReader(text).read();
    }
}
