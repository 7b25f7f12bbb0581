package dev.nacre.nn.train;

import dev.nacre.nn.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a training wrote about itself. The arrays are not copied.
 *
 * @param losses           before each step
 * @param learningRates    of each step
 * @param validationSteps  steps done at each look at the validation rows
 * @param validationLosses found there
 */
public record TrainingHistory(double[] losses, double[] learningRates, double[] validationSteps,
        double[] validationLosses) {
    /**
     * Reads what a {@link CsvLog} wrote.
     *
     * @throws InputException if there is none, or something else
     */
    public static TrainingHistory read(Path run) {
        try {
            List<String[]> steps = rows(run.resolve("log.csv"));
            Path perEpoch = run.resolve("epochs.csv");
            List<String[]> epochs = Files.exists(perEpoch) ? rows(perEpoch) : List.<String[]>of();
            List<String[]> validated = epochs.isEmpty() ? epochs : epochs.stream()
                    .filter(row -> !row[place(epochs, "validation_loss")].isEmpty()).toList();
            return new TrainingHistory(column(steps, "loss"), column(steps, "learning_rate"),
                    column(validated, "steps_done"), column(validated, "validation_loss"));
        } catch (IOException | RuntimeException unreadable) {
            throw new InputException("the log in " + run + " cannot be read as a training's log: give the folder of a"
                    + " training, or train again", unreadable);
        }
    }

    private static List<String[]> rows(Path file) throws IOException {
        return Files.readAllLines(file).stream().map(line -> line.split(",", -1)).toList();
    }

    private static double[] column(List<String[]> rows, String name) {
        return rows.stream().skip(1).mapToDouble(row -> Double.parseDouble(row[place(rows, name)])).toArray();
    }

    private static int place(List<String[]> rows, String name) {
        return List.of(rows.getFirst()).indexOf(name);
    }
}
