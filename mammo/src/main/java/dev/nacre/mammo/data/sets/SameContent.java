package dev.nacre.mammo.data.sets;

import dev.nacre.mammo.data.FileHash;
import dev.nacre.mammo.data.sets.SetProblem.Kind;
import dev.nacre.nn.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Pictures that a set holds twice under different names: the first of those whose files have the same bytes is kept.
 * Files are compared by size, then by three short pieces, and read whole where these agree, so that a set of many large
 * files takes minutes. The same pixels in another container, or with other attributes, are not recognised.
 */
public final class SameContent {
    private static final String UNREADABLE = "the file cannot be read; check its permissions";

    private final Progress progress;
    private final List<SetProblem> problems = new ArrayList<>();
    private final Set<SetRecord> dropped = Collections.newSetFromMap(new IdentityHashMap<>());

    private SameContent(Progress progress) {
        this.progress = progress;
    }

    /** Is told how far the comparison is. */
    @FunctionalInterface
    public interface Progress {
        /**
         * Another file was looked at.
         *
         * @param done files so far
         * @param total files to look at; may grow while files are read whole
         */
        void files(int done, int total);
    }

    /** The records without the later ones of the same content, with a problem for each of these. */
    public static SetContents without(SetContents contents, Progress progress) {
        SameContent search = new SameContent(progress);
        search.search(contents.records());
        List<SetProblem> problems = new ArrayList<>(contents.problems());
        problems.addAll(search.problems);
        return new SetContents(contents.records().stream().filter(record -> !search.dropped.contains(record)).toList(),
                problems);
    }

    private void search(List<SetRecord> records) {
        int done = 0;
        Map<String, List<SetRecord>> alike = new LinkedHashMap<>();
        for (SetRecord record : records) {
            progress.files(++done, records.size());
            try {
                if (Files.size(record.file()) == 0) {
                    drop(record, Kind.UNREADABLE, "the file is empty; download it again");
                } else {
                    alike.computeIfAbsent(FileHash.ofPieces(record.file()), unused -> new ArrayList<>(1)).add(record);
                }
            } catch (IOException | InputException unreadable) {
                drop(record, Kind.UNREADABLE, UNREADABLE);
            }
        }
        List<List<SetRecord>> groups = alike.values().stream().filter(group -> group.size() > 1).toList();
        int total = done + groups.stream().mapToInt(List::size).sum();
        for (List<SetRecord> group : groups) {
            Map<String, SetRecord> first = new HashMap<>();
            for (SetRecord record : group) {
                progress.files(++done, total);
                compare(record, first);
            }
        }
    }

    private void compare(SetRecord record, Map<String, SetRecord> first) {
        SetRecord same;
        try {
            same = first.putIfAbsent(FileHash.of(List.of(record.file())), record);
        } catch (InputException unreadable) {
            drop(record, Kind.UNREADABLE, UNREADABLE);
            return;
        }
        if (same != null) {
            drop(record, Kind.DUPLICATE, "the file has the same content as that of " + same.place()
                    + (same.patient().equals(record.patient()) ? "" : ", which is of another patient")
                    + (same.split().equals(record.split()) ? "" : ", on the other side of the split")
                    + "; the first is kept");
        }
    }

    private void drop(SetRecord record, Kind kind, String sentence) {
        dropped.add(record);
        problems.add(new SetProblem(kind, record.place(), sentence));
    }
}
