package dev.nacre.examples;

import dev.nacre.mammo.data.Breast;
import dev.nacre.mammo.data.PretrainingTable;
import dev.nacre.nn.InputException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which pictures a command works on: files and folders, or all pictures of a table. */
final class PictureArguments {
    @Parameters(arity = "0..*", paramLabel = "PICTURE",
            description = "Mammograms: DICOM, PNG, JPEG, TIFF, PGM or BMP files, or folders of such files.")
    private List<Path> places = List.of();

    @Option(names = "--table", paramLabel = "CSV", description = "Take the pictures of this table instead.")
    private Path table;

    @Option(names = "--images", paramLabel = "DIR",
            description = "With --table: the folder against which its paths are meant.")
    private Path images;

    /** Created by the command line alone. */
    PictureArguments() {
    }

    /** The table, if one was given. */
    Optional<PretrainingTable> table() {
        if (table == null) {
            if (images != null) {
                throw new InputException("--images says where the pictures of a table are, but there is no --table: add"
                        + " it, or name the pictures without --images");
            }
            return Optional.empty();
        }
        if (!places.isEmpty()) {
            throw new InputException("pictures come either from --table or from the command line: leave one out");
        }
        if (images == null) {
            throw new InputException(
                    "--table needs --images DIR: the folder against which the paths in the table are meant");
        }
        return Optional.of(PretrainingTable.read(table, images));
    }

    /**
     * The pictures, each once, in the order given; folders in the order of names. Format and size of each are checked.
     *
     * @param readTable what {@link #table()} gave
     */
    List<FoundFile> files(Optional<PretrainingTable> readTable) {
        Set<FoundFile> files = new LinkedHashSet<>();
        readTable.ifPresent(rows -> rows.pictures().forEach(file -> files.add(FoundFile.given(file))));
        files.addAll(PictureFiles.of(places));
        if (files.isEmpty()) {
            throw new InputException("there are no pictures to work on: name files or folders, or give"
                    + " --table and --images");
        }
        PictureFiles.check(files);
        return List.copyOf(files);
    }

    /** Every different report section of a table, without rewordings. */
    static List<String> sections(PretrainingTable table) {
        Set<String> sections = new LinkedHashSet<>();
        table.breasts().stream().map(Breast::sections).forEach(sections::addAll);
        return List.copyOf(sections);
    }
}
