package dev.nacre.bench.train;

import dev.nacre.core.Key;
import dev.nacre.mammo.clip.ClipLoader;
import dev.nacre.mammo.clip.MammoClipConfig;
import dev.nacre.mammo.clip.Pretraining;
import dev.nacre.mammo.clip.PretrainingSettings;
import dev.nacre.mammo.clip.PretrainingSettings.Optimisation;
import dev.nacre.mammo.clip.TextInput;
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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** Pre-training of the smallest kind with everything that a large one has: files, texts, validation, checkpoints. */
final class SoakStudy {
    static final int STEPS_IN_EPOCH = 100;
    private static final int BATCH = 2;
    private static final int SIDE = 32;
    private static final int VALIDATION = 4;

    private final List<Breast> rows = new ArrayList<>();

    /** Writes pictures of noise into a folder. */
    SoakStudy(Path folder) throws IOException {
        for (int i = 0; i < STEPS_IN_EPOCH * BATCH + VALIDATION; i++) {
            List<String> text = List.of("picture number " + i);
            rows.add(new Breast(i + 2, "p" + i, Laterality.LEFT, Map.of(View.CC, List.of(picture(folder, i))), text,
                    text, 1));
        }
    }

    private static Path picture(Path folder, int number) throws IOException {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
            int level = (int) (256 * Key.of(number).uniform(pixel));
            image.getRaster().setSample(pixel % SIDE, pixel / SIDE, 0, level);
        }
        Path file = folder.resolve(number + ".png");
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    Pretraining pretraining(int epochs) {
        List<String> sentences = rows.stream().map(row -> row.sections().getFirst()).toList();
        TextInput texts = new TextInput(
                new WordPieceTokenizer(new WordPieceTrainer(200, 1, true).train(sentences), true), 16);
        ClipLoader loader = new ClipLoader(new PictureCache(PixelRecipe.plain(SIDE, SIDE), 1 << 22), texts,
                BATCH, 2);
        MammoClipConfig config = new MammoClipConfig(EfficientNetConfig.TINY,
                BertConfig.small(texts.tokenizer().vocabularySize(), 64, 1, 16), 32);
        int training = STEPS_IN_EPOCH * BATCH;
        return new Pretraining(config, loader,
                PretrainingSettings.of(epochs, Optimisation.published(1e-3, STEPS_IN_EPOCH), 1),
                rows.subList(0, training), rows.subList(training, rows.size()));
    }
}
