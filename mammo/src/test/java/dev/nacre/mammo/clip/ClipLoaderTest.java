package dev.nacre.mammo.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.Key;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import dev.nacre.mammo.data.Breast;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.PairSampler;
import dev.nacre.mammo.data.Pairing;
import dev.nacre.mammo.data.View;
import dev.nacre.mammo.image.PictureAugmentation;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.mammo.prepare.MammogramReader;
import dev.nacre.mammo.prepare.PictureCache;
import dev.nacre.nn.InputException;
import dev.nacre.nn.data.Prefetch;
import dev.nacre.nn.data.TrainingData;
import dev.nacre.nn.text.WordPieceTokenizer;
import dev.nacre.nn.text.WordPieceTrainer;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClipLoaderTest {
    private static final int BREASTS = 7;
    private static final int HEIGHT = 6;
    private static final int WIDTH = 5;
    private static final PairSampler SAMPLER = new PairSampler(Pairing.VIEWS);

    @TempDir
    Path directory;

    private final List<Breast> breasts = new ArrayList<>();
    private WordPieceTokenizer tokenizer;

    @BeforeEach
    void makeTable() throws IOException {
        List<String> texts = new ArrayList<>();
        for (int index = 0; index < BREASTS; index++) {
            String text = "case number" + " x".repeat(index + 1);
            texts.add(text);
            breasts.add(new Breast(index + 2, "P" + index, Laterality.LEFT, Map.of(
                    View.CC, List.of(picture(index, 1)), View.MLO, List.of(picture(index, 2))),
                    List.of(text), List.of(text), 1));
        }
        tokenizer = new WordPieceTokenizer(new WordPieceTrainer(500, 1, true).train(texts), true);
    }

    @Test
    void anEpochHasCompleteBatchesOfDifferentRows() {
        List<ClipBatch> epoch = epoch(loader(2), PictureAugmentation.NONE, Key.of(1));
        assertThat(epoch).hasSize(3).hasSize(loader(2).trainingBatches(BREASTS));
        Set<List<Integer>> texts = new HashSet<>();
        for (ClipBatch batch : epoch) {
            assertThat(batch.size()).isEqualTo(2);
            assertThat(batch.firstPictures().values()).hasSize(2 * HEIGHT * WIDTH)
                    .isNotEqualTo(batch.secondPictures().values());
            for (int row = 0; row < 2; row++) {
                int length = batch.firstTexts().length();
                texts.add(Arrays.stream(batch.firstTexts().ids(), row * length, (row + 1) * length)
                        .filter(id -> id != tokenizer.paddingId()).boxed().toList());
            }
        }
        assertThat(texts).hasSize(6);
    }

    @Test
    void theSameKeyGivesTheSameEpochWhateverIsCachedAndAhead() {
        List<ClipBatch> first = epoch(loader(2), PictureAugmentation.MAMMO_CLIP, Key.of(1));
        ClipLoader uncached = new ClipLoader(cache(0), new TextInput(tokenizer, 16), 2, 4);
        List<ClipBatch> again = epoch(uncached, PictureAugmentation.MAMMO_CLIP, Key.of(1));
        List<ClipBatch> other = epoch(uncached, PictureAugmentation.MAMMO_CLIP, Key.of(2));
        for (int index = 0; index < first.size(); index++) {
            assertThat(again.get(index).firstPictures().values()).isEqualTo(first.get(index).firstPictures().values());
            assertThat(again.get(index).secondTexts().ids()).isEqualTo(first.get(index).secondTexts().ids());
        }
        assertThat(other.getFirst().firstPictures().values()).isNotEqualTo(first.getFirst().firstPictures().values());
    }

    @Test
    void textsFollowFlipsWhenAskedTo() {
        List<Breast> sided = breasts.stream().map(breast -> new Breast(breast.line(), breast.patient(),
                breast.laterality(), breast.pictures(), List.of("left"), List.of("left"), 1)).toList();
        WordPieceTokenizer words = new WordPieceTokenizer(
                new WordPieceTrainer(500, 1, true).train(List.of("left", "right")), true);
        TextInput texts = new TextInput(words, 16);
        ClipLoader loader = new ClipLoader(cache(0), texts, 1, 1);
        int[] left = texts.encode(List.of("left")).ids();
        int[] right = texts.encode(List.of("right")).ids();
        PictureAugmentation flips = PictureAugmentation.NONE.withFlips(0.5, 0);
        int swapped = 0;
        for (int seed = 0; seed < 5; seed++) {
            List<ClipBatch> plain = all(loader.training(sided, SAMPLER, PictureAugmentation.NONE, Key.of(seed))
                    .epoch(0, 0));
            List<ClipBatch> asBefore = all(loader.training(sided, SAMPLER, flips, Key.of(seed)).epoch(0, 0));
            List<ClipBatch> follow = all(loader.training(sided, SAMPLER, flips.withSwappedSides(true), Key.of(seed))
                    .epoch(0, 0));
            for (int row = 0; row < plain.size(); row++) {
                ClipBatch batch = follow.get(row);
                boolean flipped = !Arrays.equals(batch.firstPictures().values(),
                        plain.get(row).firstPictures().values());
                assertThat(batch.firstTexts().ids()).isEqualTo(flipped ? right : left);
                assertThat(batch.secondTexts().ids()).isEqualTo(flipped ? right : left);
                assertThat(Arrays.equals(batch.secondPictures().values(), plain.get(row).secondPictures().values()))
                        .isEqualTo(!flipped);
                assertThat(asBefore.get(row).firstTexts().ids()).isEqualTo(left);
                swapped += flipped ? 1 : 0;
            }
        }
        assertThat(swapped).isBetween(5, 30);
    }

    @Test
    void anEpochCanBeginInItsMiddle() {
        TrainingData<ClipBatch> data = loader(2).training(breasts, SAMPLER, PictureAugmentation.NONE, Key.of(1));
        List<ClipBatch> whole = all(data.epoch(4, 0));
        List<ClipBatch> rest = all(data.epoch(4, 1));
        assertThat(rest).hasSize(2);
        assertThat(rest.getLast().firstPictures().values()).isEqualTo(whole.getLast().firstPictures().values());
    }

    @Test
    void validationSeesEveryRowInOrder() {
        List<ClipBatch> batches = all(loader(3).validation(breasts));
        assertThat(batches).extracting(ClipBatch::size).containsExactly(3, 3, 1);
        PixelRecipe recipe = PixelRecipe.plain(HEIGHT, WIDTH);
        Path file = breasts.get(6).pictures().get(View.MLO).getFirst();
        assertThat(batches.get(2).secondPictures().values())
                .isEqualTo(recipe.prepare(MammogramReader.read(file)));
        assertThat(all(loader(3).validation(List.of()))).isEmpty();
    }

    @Test
    void picturesAndTextsBecomeTensors() {
        ClipBatch batch = all(loader(3).validation(breasts)).getFirst();
        float[] values = batch.firstPictures().values();
        try (Tensor one = batch.firstPictures().tensor(1); Tensor three = batch.firstPictures().tensor(3)) {
            assertThat(one.shape()).isEqualTo(Shape.of(3, HEIGHT, WIDTH, 1));
            assertThat(one.toFloats()).isEqualTo(values);
            assertThat(three.shape()).isEqualTo(Shape.of(3, HEIGHT, WIDTH, 3));
            assertThat(three.toFloats()).startsWith(values[0], values[0], values[0], values[1]);
        }
        try (Tensor ids = batch.firstTexts().idTensor(); Tensor mask = batch.firstTexts().attentionMaskTensor()) {
            assertThat(ids.shape()).isEqualTo(Shape.of(3, batch.firstTexts().length()));
            assertThat(ids.toLongs()).startsWith(2);
            assertThat(mask.toLongs()).contains(0, 1);
        }
    }

    @Test
    void tooFewRowsForABatchIsAMistake() {
        assertThatThrownBy(() -> loader(8).training(breasts, SAMPLER, PictureAugmentation.NONE, Key.of(1)))
                .isInstanceOf(InputException.class).hasMessageContainingAll("7 rows", "batch of 8", "smaller batch");
    }

    private List<ClipBatch> epoch(ClipLoader loader, PictureAugmentation augmentation, Key key) {
        return all(loader.training(breasts, SAMPLER, augmentation, key).epoch(0, 0));
    }

    private ClipLoader loader(int batchSize) {
        return new ClipLoader(cache(1 << 20), new TextInput(tokenizer, 16), batchSize, 2);
    }

    private static PictureCache cache(long bytes) {
        return new PictureCache(PixelRecipe.plain(HEIGHT, WIDTH), bytes);
    }

    private static List<ClipBatch> all(Prefetch<ClipBatch> prefetch) {
        List<ClipBatch> batches = new ArrayList<>();
        try (prefetch) {
            prefetch.forEachRemaining(batches::add);
        }
        return batches;
    }

    private Path picture(int number, int view) throws IOException {
        BufferedImage image = new BufferedImage(2 * WIDTH, 2 * HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        for (int index = 0; index < 4 * WIDTH * HEIGHT; index++) {
            image.getRaster().setSample(index % (2 * WIDTH), index / (2 * WIDTH), 0,
                    (index * (number + 3) * view + number) % 251);
        }
        Path file = directory.resolve(number + "-" + view + ".png");
        ImageIO.write(image, "png", file.toFile());
        return file;
    }
}
