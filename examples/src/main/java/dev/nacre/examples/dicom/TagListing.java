package dev.nacre.examples.dicom;

import dev.nacre.examples.FoundFile;
import dev.nacre.mammo.dicom.DataElement;
import dev.nacre.mammo.dicom.DataSet;
import dev.nacre.mammo.dicom.DicomFile;
import dev.nacre.mammo.dicom.ElementValue;
import dev.nacre.mammo.dicom.Tag;
import dev.nacre.mammo.dicom.TagDictionary;
import dev.nacre.mammo.dicom.Vr;
import dev.nacre.mammo.prepare.Identifiers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The attributes of a file, one line each, those masked that could identify a patient.
 *
 * @param showsAll whether nothing is masked
 * @param identifiers what must not appear even in attributes that may be shown
 */
record TagListing(boolean showsAll, Identifiers identifiers) {
    /** What stands for a value that is not shown. */
    static final String MASKED = FoundFile.MASKED;

    private static final int MOST_VALUES = 8;
    private static final int MOST_CHARACTERS = 80;
    private static final int MOST_LINES = 2000;
    private static final String TERM = "[A-Z0-9 _\\-.]*";

    /** All lines, nested ones indented. */
    List<String> lines(DicomFile file) {
        List<String> lines = new ArrayList<>();
        add(file.meta(), "", lines);
        add(file.dataset(), "", lines);
        return lines;
    }

    private void add(DataSet dataset, String indent, List<String> lines) {
        for (DataElement element : dataset.elements()) {
            if (lines.size() == MOST_LINES) {
                lines.add("and more");
            }
            if (lines.size() > MOST_LINES) {
                return;
            }
            lines.add(indent + Tag.text(element.tag()) + " " + element.vr() + " "
                    + TagDictionary.keyword(element.tag()).orElse(Tag.isPrivate(element.tag()) ? "(private)" : "?")
                    + "  " + value(dataset, element));
            if (showsAll || ShownTags.contain(element)) {
                element.items().forEach(item -> add(item, indent + "  > ", lines));
            }
        }
    }

    private String value(DataSet dataset, DataElement element) {
        return switch (element.value()) {
            case ElementValue.Items items -> items.dataSets().size()
                    + (items.dataSets().size() == 1 ? " item" : " items")
                    + (showsAll || ShownTags.contain(element) ? "" : " " + MASKED);
            case ElementValue.Fragments fragments -> fragments.segments().size() + " compressed fragments";
            case ElementValue.Plain plain when element.tag() == Tag.PIXEL_DATA -> plain.view().size() + " bytes";
            case ElementValue.Plain plain when !showsAll && !ShownTags.contain(element) ->
                    plain.view().size() == 0 ? "" : MASKED;
            case ElementValue.Plain plain -> safe(dataset, element, plain.view().size());
        };
    }

    private String safe(DataSet dataset, DataElement element, long size) {
        String text = text(dataset, element, size);
        boolean strange = element.vr() == Vr.CS && !text.replace('\\', ' ').matches(TERM);
        boolean unknownMaker = (element.tag() == Tag.MANUFACTURER || element.tag() == Tag.MANUFACTURER_MODEL_NAME)
                && !ShownTags.isKnownMaker(dataset.string(Tag.MANUFACTURER).orElse(""));
        if (!showsAll && (strange || unknownMaker || identifiers.occurIn(text))) {
            return MASKED;
        }
        // A file must not be able to steer the terminal.
        String printable = text.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= MOST_CHARACTERS ? printable : printable.substring(0, MOST_CHARACTERS) + " …";
    }

    private static String text(DataSet dataset, DataElement element, long size) {
        List<String> texts = dataset.strings(element.tag());
        if (!texts.isEmpty()) {
            return String.join("\\", texts);
        }
        double[] numbers = dataset.numbers(element.tag());
        if (numbers.length == 0 || element.vr() == Vr.UN || element.vr() == Vr.OB) {
            return size == 0 ? "" : size + " bytes";
        }
        if (element.vr() == Vr.AT) {
            return IntStream.range(0, numbers.length / 2)
                    .mapToObj(index -> Tag.text((int) numbers[2 * index] << 16 | (int) numbers[2 * index + 1]))
                    .collect(Collectors.joining("\\"));
        }
        return Arrays.stream(numbers).limit(MOST_VALUES).mapToObj(TagListing::plain)
                .collect(Collectors.joining("\\")) + (numbers.length > MOST_VALUES ? " … of " + numbers.length : "");
    }

    private static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15 ? Long.toString((long) number)
                : Double.toString(number);
    }
}
