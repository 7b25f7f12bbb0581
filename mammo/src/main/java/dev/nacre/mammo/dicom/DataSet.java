package dev.nacre.mammo.dicom;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The attributes of a file or of an item of a sequence, in ascending order of their tags. What a question cannot be
 * answered with (a missing attribute, another kind of value, text where a number belongs) is an empty answer, not an
 * error. Immutable, safe for use by many threads, valid until the {@link DicomFile} is closed.
 */
public final class DataSet {
    private final int[] tags;
    private final DataElement[] elements;
    private final CharacterSet characterSet;

    /** Of several elements with one tag the last counts. */
    DataSet(Collection<DataElement> elements, CharacterSet inherited) {
        this.elements = SortedElements.sorted(elements);
        this.tags = new int[this.elements.length];
        for (int index = 0; index < tags.length; index++) {
            tags[index] = this.elements[index].tag();
        }
        this.characterSet = find(Tag.SPECIFIC_CHARACTER_SET)
                .map(element -> CharacterSet.of(ElementText.of(element, CharacterSet.DEFAULT))).orElse(inherited);
    }

    /** All elements, ascending. */
    public List<DataElement> elements() {
        return List.of(elements);
    }

    /** The element with a tag. */
    public Optional<DataElement> find(int tag) {
        int index = SortedElements.search(tags, tag);
        return index < 0 ? Optional.empty() : Optional.of(elements[index]);
    }

    /** Whether there is an element with a tag, be it empty. */
    public boolean contains(int tag) {
        return SortedElements.search(tags, tag) >= 0;
    }

    /** The text values of an element, decoded by the data set's character set. */
    public List<String> strings(int tag) {
        return find(tag).map(element -> ElementText.of(element, characterSet)).orElse(List.of());
    }

    /** The first text value that is not blank. */
    public Optional<String> string(int tag) {
        return strings(tag).stream().filter(value -> !value.isBlank()).findFirst();
    }

    /** All numbers of an element; NaN for a decimal string that is none. */
    public double[] numbers(int tag) {
        return find(tag).map(ElementNumbers::of).orElse(new double[0]);
    }

    /** The first number of an element, if it is finite. */
    public OptionalDouble number(int tag) {
        double[] numbers = numbers(tag);
        return numbers.length == 0 || !Double.isFinite(numbers[0]) ? OptionalDouble.empty()
                : OptionalDouble.of(numbers[0]);
    }

    /** The first number of an element, if it is whole and fits. */
    public OptionalInt integer(int tag) {
        OptionalDouble number = number(tag);
        return number.isPresent() && number.getAsDouble() == (int) number.getAsDouble()
                ? OptionalInt.of((int) number.getAsDouble()) : OptionalInt.empty();
    }

    /** The items of a sequence; none if there is no such sequence. */
    public List<DataSet> items(int tag) {
        return find(tag).map(DataElement::items).orElse(List.of());
    }

    /** The same in the place of an item, with items that know of this data set's character set. */
    DataSet withInherited(CharacterSet inherited) {
        CharacterSet own = contains(Tag.SPECIFIC_CHARACTER_SET) ? characterSet : inherited;
        List<DataElement> connected = Arrays.stream(elements).map(element -> element.items().isEmpty() ? element
                : new DataElement(element.tag(), element.vr(), new ElementValue.Items(
                        element.items().stream().map(item -> item.withInherited(own)).toList()))).toList();
        return new DataSet(connected, own);
    }
}
