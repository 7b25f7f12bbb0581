package dev.nacre.core.io.torch;

import dev.nacre.core.io.Json;
import dev.nacre.core.io.pickle.PickleValue;
import java.util.List;
import java.util.stream.Collectors;

/** Python's plain values as JSON, and as keys. */
final class PlainValue {
    private static final int LONGEST_TUPLE_KEY = 8;

    private PlainValue() {
    }

    /** A value that contains no others. JSON has no word for NaN, infinity and long integers: they are texts. */
    static Json json(PickleValue value, WalkBudget budget) {
        return switch (value) {
            case PickleValue.None() -> Json.NULL;
            case PickleValue.Truth(boolean truth) -> new Json.Truth(truth);
            case PickleValue.Whole(long whole) -> new Json.Whole(whole);
            case PickleValue.Decimal(double decimal) -> decimal(decimal);
            case PickleValue.Text(String text) -> new Json.Text(budget.text(text));
            case PickleValue.Huge huge -> new Json.Text(budget.text(huge.digits()));
            case PickleValue.Bytes bytes -> opaque("bytes").with("length", bytes.bytes().byteSize());
            case PickleValue.Global global when StorageType.dtype(global).isPresent() ->
                new Json.Text(global.toString());
            case PickleValue.Global global -> opaque(budget.text(global.toString()));
            case PickleValue.Persistent _ -> opaque("a reference to something outside the pickle");
            case PickleValue.Items _, PickleValue.Pairs _, PickleValue.Call _ ->
                throw new IllegalArgumentException("a container is no plain value");
        };
    }

    /** A number, or a text where it is not finite. */
    static Json decimal(double decimal) {
        return Double.isFinite(decimal) ? new Json.Decimal(decimal) : new Json.Text(Double.toString(decimal));
    }

    static Json.Fields opaque(String name) {
        return Json.object().with("opaque", name);
    }

    /** A key of a dictionary as text; one that has no short text gets its number. */
    static String key(PickleValue key, int number) {
        return switch (key) {
            case PickleValue.Items tuple when isShort(tuple.items()) -> tuple.items().stream()
                    .map(part -> key(part, number)).collect(Collectors.joining(", ", "(", ")"));
            case PickleValue.Text(String text) -> text;
            case PickleValue.None() -> "None";
            case PickleValue.Truth(boolean truth) -> truth ? "True" : "False";
            case PickleValue.Whole(long whole) -> Long.toString(whole);
            case PickleValue.Decimal(double decimal) -> Double.toString(decimal);
            case PickleValue.Huge huge -> huge.digits();
            case PickleValue.Global global -> global.toString();
            case PickleValue.Bytes _, PickleValue.Persistent _, PickleValue.Items _, PickleValue.Pairs _,
                    PickleValue.Call _ -> "<key " + number + ">";
        };
    }

    private static boolean isShort(List<PickleValue> parts) {
        return parts.size() <= LONGEST_TUPLE_KEY && parts.stream().noneMatch(PlainValue::isContainer);
    }

    private static boolean isContainer(PickleValue value) {
        return value instanceof PickleValue.Items || value instanceof PickleValue.Pairs
                || value instanceof PickleValue.Call;
    }
}
