package dev.nacre.mammo.task.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.Key;
import dev.nacre.core.Scope;
import dev.nacre.mammo.clip.MammoClipPredictor;
import dev.nacre.mammo.clip.SmallModel;
import dev.nacre.mammo.image.PictureBatch;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.mammo.image.PreparedPicture;
import dev.nacre.mammo.prepare.MammogramReader;
import dev.nacre.mammo.prepare.PictureCache;
import dev.nacre.mammo.prepare.PictureSource;
import dev.nacre.mammo.task.LabelledPicture;
import dev.nacre.mammo.task.SpotPictures;
import dev.nacre.nn.InputException;
import dev.nacre.nn.Pass;
import dev.nacre.nn.model.EfficientNet;
import dev.nacre.nn.model.EfficientNetConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureCacheTest {
    @TempDir
    private Path directory;

    private final EfficientNet encoder = new EfficientNet(EfficientNetConfig.TINY).init(Key.of(3));

    /** Says which pictures were read. */
    private static final class Watched implements PictureSource {
        private final PictureSource inner = SpotPictures.source();
        private final List<Path> read = Collections.synchronizedList(new ArrayList<>());

        @Override
        public PixelRecipe recipe() {
            return inner.recipe();
        }

        @Override
        public PreparedPicture picture(Path file) {
            read.add(file);
            return inner.picture(file);
        }

        @Override
        public void check(Collection<Path> files) {
            inner.check(files);
        }
    }

    private List<Path> files(int count) {
        return SpotPictures.discs(directory).pictures(0, count, number -> List.of(0)).stream()
                .map(LabelledPicture::file).toList();
    }

    private List<Path> written() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("cache"))) {
            return files.sorted().toList();
        }
    }

    @Test
    void featuresAreThoseOfTheEncoderInEvaluation() {
        Path file = files(1).getFirst();
        PictureFeatures features = new FeatureCache(directory.resolve("cache"), encoder, SpotPictures.source(), 4)
                .features(List.of(file), done -> { });
        float[] prepared = SpotPictures.recipe().prepare(MammogramReader.read(file));
        float[][] expected = new float[1][];
        Scope.run("test", () -> expected[0] = encoder.forward(
                new PictureBatch(1, SpotPictures.SIDE, SpotPictures.SIDE, prepared).tensor(3),
                Pass.EVAL).toFloats());
        assertThat(features.values()).isDeepEqualTo(expected);
        assertThat(features.values()[0]).hasSize(encoder.config().features());
    }

    @Test
    void whatWasComputedIsReadAndNotComputedAgain() throws IOException {
        List<Path> files = files(7);
        List<Integer> told = new ArrayList<>();
        PictureFeatures first = new FeatureCache(directory.resolve("cache"), encoder, SpotPictures.source(), 2, 4)
                .features(files, told::add);
        assertThat(told).containsExactly(0, 2, 4, 6, 7, 7);
        assertThat(written()).hasSize(2);
        Watched watched = new Watched();
        told.clear();
        PictureFeatures again = new FeatureCache(directory.resolve("cache"), encoder, watched, 2)
                .features(files.reversed(), told::add);
        assertThat(watched.read).isEmpty();
        assertThat(told).containsExactly(7);
        for (int index = 0; index < 7; index++) {
            assertThat(again.values()[6 - index]).isEqualTo(first.values()[index]);
        }
    }

    /** Whatever else was in the batch: a run that was interrupted makes other batches of what is left. */
    @Test
    void featuresDependOnThePictureAlone() {
        List<Path> files = files(5);
        PictureFeatures together = new FeatureCache(directory.resolve("cache"), encoder, SpotPictures.source(), 5)
                .features(files, done -> { });
        PictureFeatures apart = new FeatureCache(directory.resolve("other"), encoder, SpotPictures.source(), 2)
                .features(files.reversed(), done -> { });
        for (int index = 0; index < 5; index++) {
            assertThat(apart.values()[4 - index]).isEqualTo(together.values()[index]);
        }
    }

    @Test
    void picturesThatMovedAreFoundAndEqualOnesAreComputedOnce() throws IOException {
        List<Path> files = files(2);
        new FeatureCache(directory.resolve("cache"), encoder, SpotPictures.source(), 2).features(files, done -> { });
        Path moved = Files.copy(files.get(1), directory.resolve("elsewhere.png"));
        Path other = Files.copy(SpotPictures.discs(directory).pictures(30, 1, number -> List.of(0)).getFirst().file(),
                directory.resolve("twin.png"));
        Watched watched = new Watched();
        new FeatureCache(directory.resolve("cache"), encoder, watched, 2).features(
                List.of(moved, directory.resolve("picture30.png"), other), done -> { });
        assertThat(watched.read).containsExactly(directory.resolve("picture30.png"));
    }

    @Test
    void anotherPictureOrModelOrRecipeIsNotTheSame() throws IOException {
        List<Path> files = files(2);
        Path cache = directory.resolve("cache");
        PictureFeatures first = new FeatureCache(cache, encoder, SpotPictures.source(), 2).features(files, done -> { });
        EfficientNet other = new EfficientNet(EfficientNetConfig.TINY).init(Key.of(4));
        assertThat(new FeatureCache(cache, other, SpotPictures.source(), 2).features(files, done -> { }).values())
                .isNotEqualTo(first.values());
        PictureSource smaller = new PictureCache(PixelRecipe.plain(32, 32), 0);
        assertThat(new FeatureCache(cache, encoder, smaller, 2).features(files, done -> { }).values())
                .isNotEqualTo(first.values());
        Files.copy(files.get(1), files.get(0), StandardCopyOption.REPLACE_EXISTING);
        assertThat(new FeatureCache(cache, encoder, SpotPictures.source(), 2).features(files, done -> { }).values()[0])
                .isEqualTo(first.values()[1]);
    }

    @Test
    void whatWasReadyBeforeAFailureIsKept() throws IOException {
        List<Path> files = new ArrayList<>(files(6));
        Path broken = Files.writeString(directory.resolve("broken.png"), "no picture");
        files.add(4, broken);
        FeatureCache cache = new FeatureCache(directory.resolve("cache"), encoder, SpotPictures.source(), 1, 3);
        assertThatThrownBy(() -> cache.features(files, done -> { })).isInstanceOf(InputException.class)
                .hasMessageContaining("broken.png");
        assertThat(written()).hasSize(2);
        files.remove(broken);
        Watched watched = new Watched();
        new FeatureCache(directory.resolve("cache"), encoder, watched, 1).features(files, done -> { });
        assertThat(watched.read).containsExactlyInAnyOrder(files.get(4), files.get(5));
    }

    @Test
    void damagedFilesAreMadeAnew() throws IOException {
        List<Path> files = files(3);
        PictureFeatures first = new FeatureCache(directory.resolve("cache"), encoder, SpotPictures.source(), 2)
                .features(files, done -> { });
        byte[] bytes = Files.readAllBytes(written().getFirst());
        bytes[bytes.length - 3] ^= 1;
        Files.write(written().getFirst(), bytes);
        Watched watched = new Watched();
        PictureFeatures again = new FeatureCache(directory.resolve("cache"), encoder, watched, 2)
                .features(files, done -> { });
        assertThat(watched.read).as("a single changed bit is seen").hasSize(3);
        assertThat(again.values()).isDeepEqualTo(first.values());
        assertThat(written()).hasSize(1);
    }

    @Test
    void aModelAsksForItsOwnRecipe() {
        MammoClipPredictor model = MammoClipPredictor.load(SmallModel.write(directory.resolve("model.safetensors")));
        FeatureCache cache = FeatureCache.of(model, new PictureCache(model.pictures(), 0), directory.resolve("cache"),
                2);
        assertThat(cache.features(files(1), done -> { }).values()[0])
                .hasSize(model.model().config().image().features());
        assertThatThrownBy(() -> FeatureCache.of(model, new PictureCache(PixelRecipe.mammoClip(64, 64), 0),
                directory, 2)).isInstanceOf(InputException.class).hasMessageContaining("mammo-clip");
    }
}
