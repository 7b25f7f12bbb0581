package dev.nacre.mammo.data.sets;

import dev.nacre.nn.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The tables with which Mammo-CLIP and Mammo-FM were trained and tested, beside folders of pictures. A table is known
 * by its columns; its name does not matter.
 */
final class MammoClipTables implements MammogramSet {
    private static final List<ClipTable> LAYOUTS = List.of(new ClipVinDrFindings(), new ClipVinDrPairs(),
            new ClipPairs(), new ClipReports(), new ClipRsna(), new ClipCmmd(), new ClipEmbed(), new ClipNlBreast());

    @Override
    public String name() {
        return "mammo-clip";
    }

    @Override
    public String title() {
        return "a table of Mammo-CLIP or Mammo-FM";
    }

    @Override
    public SetContents read(Path directory, PictureLook look) {
        SetFolder folder = new SetFolder(directory, name());
        Optional<Path> table = Optional.empty();
        for (Path file : tables(directory)) {
            if (layout(file).isPresent()) {
                if (table.isPresent()) {
                    throw new InputException("the folder " + directory + " holds several tables of this set, as "
                            + table.get().getFileName() + " and " + file.getFileName() + ": leave one in it");
                }
                table = Optional.of(file);
            }
        }
        Path found = table.orElseThrow(() -> folder.otherLayout("no .csv file in it has the columns of one of its"
                + " tables"));
        SetCollector collector = new SetCollector();
        layout(found).orElseThrow().read(table(found), new PictureIndex(folder), collector);
        return collector.contents();
    }

    private static Optional<ClipTable> layout(Path file) {
        Set<String> header = table(file).header();
        return LAYOUTS.stream().filter(layout -> header.containsAll(layout.columns())).findFirst();
    }

    private static SetTable table(Path file) {
        return new SetTable(file, StandardCharsets.UTF_8, ',');
    }

    private static List<Path> tables(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".csv") && Files.isRegularFile(file)).sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new InputException("the folder " + directory + " cannot be read: check its permissions", unreadable);
        }
    }
}
