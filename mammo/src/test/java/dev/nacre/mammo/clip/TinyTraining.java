package dev.nacre.mammo.clip;

import dev.nacre.mammo.clip.PretrainingSettings.Optimisation;
import dev.nacre.mammo.data.Breast;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.View;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.mammo.prepare.PictureCache;
import dev.nacre.nn.model.BertConfig;
import dev.nacre.nn.model.EfficientNetConfig;
import dev.nacre.nn.text.WordPieceTokenizer;
import dev.nacre.nn.text.WordPieceTrainer;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** The smallest training that runs through everything: eight pictures of a bright spot, sentences that say where. */
final class TinyTraining {
    private static final String[] PLACES = {"above", "below", "left", "right", "above left", "above right",
        "below left", "below right"};
    private static final int[][] OFFSETS = {{-1, 0}, {1, 0}, {0, -1}, {0, 1}, {-1, -1}, {-1, 1}, {1, -1}, {1, 1}};
    private static final int SIDE = 64;

    private final Path directory;

    TinyTraining(Path directory) {
        this.directory = directory;
    }

    List<Breast> rows() {
        List<Breast> rows = new ArrayList<>();
        for (int i = 0; i < PLACES.length; i++) {
            List<String> text = List.of("a spot " + PLACES[i]);
            rows.add(new Breast(i + 2, "p" + i, Laterality.LEFT, Map.of(View.CC, List.of(picture(i))), text, text, 1));
        }
        return rows;
    }

    private Path picture(int index) {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        for (int row = -6; row < 6; row++) {
            for (int column = -6; column < 6; column++) {
                image.getRaster().setSample(SIDE / 2 + 20 * OFFSETS[index][1] + column,
                        SIDE / 2 + 20 * OFFSETS[index][0] + row, 0, 255);
            }
        }
        Path file = directory.resolve("spot" + index + ".png");
        try {
            ImageIO.write(image, "png", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    MammoClipPredictor train(List<Breast> rows, Path run, int epochs) {
        return pretraining(rows, settings(epochs), List.of()).start(run).model();
    }

    static PretrainingSettings settings(int epochs) {
        return PretrainingSettings.of(epochs, Optimisation.published(2e-3, 0), 7).withRecalibration(true);
    }

    Pretraining pretraining(List<Breast> rows, PretrainingSettings settings, List<Breast> validation) {
        List<String> sentences = rows().stream().map(row -> row.sections().getFirst()).toList();
        TextInput texts = new TextInput(new WordPieceTokenizer(new WordPieceTrainer(100, 1, true).train(sentences),
                true), 16);
        ClipLoader loader = new ClipLoader(new PictureCache(PixelRecipe.plain(SIDE, SIDE), 1 << 24),
                texts, 4, 2);
        MammoClipConfig config = new MammoClipConfig(
                EfficientNetConfig.TINY.withDropout(0, 0),
                BertConfig.small(texts.tokenizer().vocabularySize(), 64, 1, 16).withDropout(0, 0), 32);
        return new Pretraining(config, loader, settings, rows, validation);
    }
}
