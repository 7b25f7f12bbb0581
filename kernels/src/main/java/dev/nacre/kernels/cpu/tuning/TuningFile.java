package dev.nacre.kernels.cpu.tuning;

import dev.nacre.core.io.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was chosen on a processor, one line for each shape: {@code shape = variant}. It may be deleted at any time; a
 * file that cannot be read counts as none, since all it holds is found again.
 */
final class TuningFile {
    private static final System.Logger LOG = System.getLogger("dev.nacre");
    private static final String BEGINNING = "# Choices of Nacre's kernels, format 1, for ";
    private static final String BETWEEN = " = ";
    /** A file of more was not written by this class. */
    private static final long LONGEST = 4 << 20;

    private final Path path;
    private final String beginning;

    /** @param processor a name without line breaks; choices for another one are not taken */
    TuningFile(Path path, String processor) {
        this.path = path;
        this.beginning = BEGINNING + processor + "; may be deleted";
    }

    Path path() {
        return path;
    }

    /** The variants' names by shape; empty where there is no such file. */
    Map<String, String> read() {
        var choices = new TreeMap<String, String>();
        try {
            if (!Files.isRegularFile(path) || Files.size(path) > LONGEST) {
                return choices;
            }
            var lines = Files.readAllLines(path);
            if (lines.isEmpty() || !lines.getFirst().equals(beginning)) {
                return choices;
            }
            for (var line : lines.subList(1, lines.size())) {
                int at = line.lastIndexOf(BETWEEN);
                if (at > 0) {
                    choices.put(line.substring(0, at), line.substring(at + BETWEEN.length()));
                }
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.log(Level.DEBUG, "choices of kernels cannot be read from {0}: {1}", path, e.getMessage());
            choices.clear();
        }
        return choices;
    }

    /** Adds choices to those that are there, also by other processes; where that fails they are found again. */
    void add(Map<String, String> choices) {
        try {
            var all = read();
            all.putAll(choices);
            var text = new StringBuilder(beginning).append('\n');
            all.forEach((shape, variant) -> text.append(shape).append(BETWEEN).append(variant).append('\n'));
            Files.createDirectories(path.toAbsolutePath().getParent());
            AtomicFile.write(path, text.toString());
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "choices of kernels cannot be kept in {0}: {1}", path, e.getMessage());
        }
    }
}
