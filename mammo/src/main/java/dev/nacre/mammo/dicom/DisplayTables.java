package dev.nacre.mammo.dicom;

import dev.nacre.mammo.dicom.Window.Function;
import dev.nacre.mammo.image.DisplayTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;

/** The ways in which a file wants a frame to be shown: its VOI LUTs, then its windows (PS3.3 C.11.2). */
final class DisplayTables {
    /** Files have up to about eight of each; a damaged one may claim any number. */
    private static final int MOST_OF_A_KIND = 16;

    /** Explanations are free text; only these words of vendors are repeated. */
    private static final Set<String> KNOWN_EXPLANATIONS = Set.of("NORMAL", "HARDER", "SOFTER", "HARD", "SOFT",
            "DEFAULT", "STANDARD", "ALGO1", "ALGO2", "WINDOW1", "WINDOW2", "WINDOW3", "HIGH CONTRAST", "LOW CONTRAST",
            "MEDIUM CONTRAST", "HIGH", "LOW", "MEDIUM", "FULL", "BRIGHT", "DARK", "WIDE", "NARROW");

    private final int bits;
    private final int lowest;
    private final double[] values;

    private DisplayTables(int bits, boolean signed, ModalityTransform modality) {
        this.bits = bits;
        lowest = signed ? -(1 << bits - 1) : 0;
        values = new double[1 << bits];
        for (int level = 0; level < values.length; level++) {
            values[level] = modality.value(level + lowest);
        }
    }

    /**
     * The tables of a frame, for levels from the lowest stored value on; none where the file says nothing about it.
     */
    static List<DisplayTable> of(DataSet dataset, FunctionalGroups groups, int bits, boolean signed) {
        ModalityTransform modality = ModalityTransform.of(dataset, groups, signed);
        DisplayTables tables = new DisplayTables(bits, signed, modality);
        DataSet ofFrame = groups.group(Tag.FRAME_VOI_LUT_SEQUENCE);
        // A group without any window leaves what the data set says about all frames.
        boolean says = ofFrame.contains(Tag.WINDOW_CENTER) || ofFrame.contains(Tag.VOI_LUT_SEQUENCE);
        DataSet voi = says ? ofFrame : dataset;
        List<DisplayTable> found = new ArrayList<>(tables.lookups(voi));
        found.addAll(tables.windows(voi));
        if (found.isEmpty() && modality.changesOrder()) {
            found.add(tables.wholeRange(modality));
        }
        return found;
    }

    private List<DisplayTable> lookups(DataSet voi) {
        List<DisplayTable> found = new ArrayList<>();
        List<DataSet> items = voi.items(Tag.VOI_LUT_SEQUENCE);
        boolean signed = false;
        for (double value : values) {
            signed |= value < 0;
        }
        for (int index = 0; index < Math.min(MOST_OF_A_KIND, items.size()); index++) {
            Optional<LookupTable> table = LookupTable.of(items.get(index), signed);
            String name = name("VOI LUT", index, items.get(index).strings(Tag.LUT_EXPLANATION), 0);
            table.ifPresent(lookup -> found.add(display(name,
                    value -> (double) lookup.entry(Math.round(value)) / lookup.highest())));
        }
        return found;
    }

    private List<DisplayTable> windows(DataSet voi) {
        double[] centers = voi.numbers(Tag.WINDOW_CENTER);
        double[] widths = voi.numbers(Tag.WINDOW_WIDTH);
        Function function = function(voi.string(Tag.VOI_LUT_FUNCTION).orElse(""));
        List<String> explanations = voi.strings(Tag.WINDOW_EXPLANATION);
        List<DisplayTable> found = new ArrayList<>();
        for (int index = 0; index < Math.min(MOST_OF_A_KIND, Math.min(centers.length, widths.length)); index++) {
            Window window = new Window(function, centers[index], widths[index]);
            if (window.isUsable()) {
                found.add(display(name("window", index, explanations, index), window::grey));
            }
        }
        return found;
    }

    private static Function function(String term) {
        return switch (term) {
            case "SIGMOID" -> Function.SIGMOID;
            case "LINEAR_EXACT" -> Function.LINEAR_EXACT;
            default -> Function.LINEAR;
        };
    }

    private static String name(String kind, int index, List<String> explanations, int which) {
        String explanation = which < explanations.size() ? explanations.get(which).toUpperCase(Locale.ROOT) : "";
        return kind + " " + (index + 1)
                + (KNOWN_EXPLANATIONS.contains(explanation) ? " (" + explanation + ")" : "");
    }

    /** All values from the lowest to the highest that occur. */
    private DisplayTable wholeRange(ModalityTransform modality) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        double from = least;
        double range = Math.max(most - least, Double.MIN_NORMAL);
        return display(modality instanceof ModalityTransform.Table ? "modality LUT" : "rescale",
                value -> (value - from) / range);
    }

    private DisplayTable display(String name, DoubleUnaryOperator grey) {
        short[] levels = new short[1 << bits];
        for (int level = 0; level < levels.length; level++) {
            levels[level] = (short) Math.round(DisplayTable.WHITE * grey.applyAsDouble(values[level]));
        }
        return new DisplayTable(name, levels);
    }
}
