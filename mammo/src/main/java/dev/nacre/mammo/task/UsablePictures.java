package dev.nacre.mammo.task;

import dev.nacre.mammo.data.sets.PictureMistakes;
import dev.nacre.mammo.data.sets.SetRecord;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.mammo.prepare.MammogramReader;
import dev.nacre.nn.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * What of a set can be read and prepared, so that a few broken files in many need not end a task.
 *
 * @param records that can
 * @param refused a sentence for each of the others, which tells it by its place in the set and why
 */
public record UsablePictures(List<SetRecord> records, List<String> refused) {
    /** Copies the lists. */
    public UsablePictures {
        records = List.copyOf(records);
        refused = List.copyOf(refused);
    }

    /**
     * Reads and prepares every picture once, several at a time; nothing of them is kept.
     *
     * @param recipe of the model
     * @param done   is told how many were looked at
     */
    public static UsablePictures of(List<SetRecord> all, PixelRecipe recipe, IntConsumer done) {
        AtomicInteger looked = new AtomicInteger();
        List<Optional<String>> mistakes = IntStream.range(0, all.size()).parallel().mapToObj(index -> {
            Optional<String> mistake = mistake(all.get(index), recipe);
            synchronized (done) {
                done.accept(looked.incrementAndGet());
            }
            return mistake;
        }).toList();
        List<SetRecord> usable = new ArrayList<>();
        for (int index = 0; index < all.size(); index++) {
            if (mistakes.get(index).isEmpty()) {
                usable.add(all.get(index));
            }
        }
        return new UsablePictures(usable, mistakes.stream().flatMap(Optional::stream).toList());
    }

    private static Optional<String> mistake(SetRecord record, PixelRecipe recipe) {
        try {
            PictureMistakes.byPlace(List.of(record), () -> recipe.prepare(MammogramReader.read(record.file())));
            return Optional.empty();
        } catch (InputException mistake) {
            return Optional.of(mistake.getMessage());
        }
    }

    /** What to say of the set for it; nothing where all can be used. */
    public List<String> notes() {
        int count = refused.size();
        return count == 0 ? List.of() : List.of(count == 1 ? "one picture could not be used and was left out"
                : count + " pictures could not be used and were left out");
    }
}
