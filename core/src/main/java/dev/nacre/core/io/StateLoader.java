package dev.nacre.core.io;

import dev.nacre.core.DType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Fills a model from a file, strictly: everything is compared first, and nothing is assigned unless all of it fits.
 *
 * <p>Sizes must be equal. Element types convert where the value survives or only its precision changes: between
 * floating types (a float16 or bfloat16 file fills float32 parameters exactly; a float64 file is rounded), and from
 * narrower to wider integers.
 */
public final class StateLoader {
    /** A file of quite another model lacks a thousand names: looking for the nearest of each would take seconds. */
    private static final int EXPLAINED = 16;

    private StateLoader() {
    }

    /** What of the file fits the model; reads the header alone and assigns nothing. */
    public static LoadReport compare(Checkpoint file, Collection<StateEntry> model, KeyTable table) {
        List<String> unused = new ArrayList<>();
        Map<String, StoredTensor> stored = byOurNames(file, table, unused);
        List<String> loaded = new ArrayList<>();
        List<LoadReport.Absent> missing = new ArrayList<>();
        List<LoadReport.Mismatch> mismatched = new ArrayList<>();
        List<String> left = new ArrayList<>(stored.keySet());
        model.forEach(entry -> left.remove(entry.name()));
        for (StateEntry entry : model) {
            StoredTensor inFile = stored.get(entry.name());
            if (inFile == null) {
                missing.add(new LoadReport.Absent(entry.name(), near(entry.name(), left, missing.size()).stream()
                        .map(near -> stored.get(near).name()).toList()));
            } else if (fits(inFile, entry)) {
                loaded.add(entry.name());
            } else {
                mismatched.add(new LoadReport.Mismatch(entry.name(), inFile, entry.spec()));
            }
        }
        List<String> lacking = missing.stream().map(LoadReport.Absent::name).toList();
        List<LoadReport.Absent> unexpected = new ArrayList<>();
        left.forEach(name -> unexpected.add(new LoadReport.Absent(stored.get(name).name(),
                near(name, lacking, unexpected.size()))));
        return new LoadReport(file.path(), loaded, missing, unexpected, unused, mismatched);
    }

    /**
     * Assigns every entry of the model from the file.
     *
     * @return the report, which is complete
     * @throws CheckpointException if anything is missing, unexpected or of another shape; the model is then untouched
     */
    public static LoadReport load(Checkpoint file, Collection<StateEntry> model, KeyTable table) {
        LoadReport report = fitting(file, model, table);
        Map<String, StoredTensor> stored = byOurNames(file, table, new ArrayList<>());
        model.forEach(entry -> assign(file, stored.get(entry.name()), entry));
        return report;
    }

    /**
     * As {@link #load(Checkpoint, Collection, KeyTable)}, but what {@code later} holds for is read when it is first
     * asked for: all of it is compared now, and the file stays open for it.
     *
     * @param later tells by an entry's name
     */
    public static LoadReport load(SharedCheckpoint source, Collection<StateEntry> model, KeyTable table,
            Predicate<String> later) {
        LoadReport report = fitting(source.file(), model, table);
        Map<String, StoredTensor> stored = byOurNames(source.file(), table, new ArrayList<>());
        for (StateEntry entry : model) {
            if (later.test(entry.name())) {
                entry.defer().accept(source.pending(stored.get(entry.name()).name(), entry));
            } else {
                assign(source.file(), stored.get(entry.name()), entry);
            }
        }
        return report;
    }

    private static LoadReport fitting(Checkpoint file, Collection<StateEntry> model, KeyTable table) {
        LoadReport report = compare(file, model, table);
        if (!report.complete()) {
            throw new CheckpointException(file.path() + " does not fit " + table.family() + ": " + report.summary()
                    + "; take the file that belongs to this model, or the model that belongs to this file.");
        }
        return report;
    }

    private static void assign(Checkpoint file, StoredTensor stored, StateEntry entry) {
        entry.assign().accept(SharedCheckpoint.read(file, stored.name(), entry));
    }

    private static List<String> near(String name, List<String> others, int before) {
        return before < EXPLAINED ? NearMiss.nearest(name, others) : List.of();
    }

    private static Map<String, StoredTensor> byOurNames(Checkpoint file, KeyTable table, List<String> unused) {
        Map<String, StoredTensor> stored = new LinkedHashMap<>();
        for (StoredTensor tensor : file.tensors()) {
            table.ours(tensor.name()).ifPresentOrElse(ours -> {
                StoredTensor other = stored.putIfAbsent(ours, tensor);
                if (other != null) {
                    throw new CheckpointException(file.path() + " names one entry twice: \"" + other.name()
                            + "\" and \"" + tensor.name() + "\" are both " + ours + "; remove one of them.");
                }
            }, () -> unused.add(tensor.name()));
        }
        return stored;
    }

    private static boolean fits(StoredTensor inFile, StateEntry entry) {
        return inFile.shape().equals(entry.layout().toFile(entry.spec().shape()))
                && inFile.type().dtype().map(type -> converts(type, entry.spec().type())).orElse(false);
    }

    private static boolean converts(DType from, DType to) {
        if (from.isFloating() || to.isFloating()) {
            return from.isFloating() && to.isFloating();
        }
        return from == to || from.bytes() < to.bytes();
    }
}
