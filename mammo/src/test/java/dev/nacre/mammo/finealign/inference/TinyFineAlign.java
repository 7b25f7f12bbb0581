package dev.nacre.mammo.finealign.inference;

import dev.nacre.core.Key;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.exam.ExamView;
import dev.nacre.mammo.finealign.exam.WordInput;
import dev.nacre.mammo.finealign.model.FineAlign;
import dev.nacre.mammo.finealign.model.FineAlignConfig;
import dev.nacre.mammo.image.GreyPicture;
import dev.nacre.mammo.image.Mammogram;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.nn.model.BertConfig;
import dev.nacre.nn.model.ResNetConfig;
import dev.nacre.nn.text.WordPieceTokenizer;
import dev.nacre.nn.text.WordPieceTrainer;
import java.util.List;
import java.util.stream.Stream;

/** Untrained models of the smallest size, and drawn mammograms for them. */
final class TinyFineAlign {
    static final int HEIGHT = 96;
    static final int WIDTH = 64;
    static final List<String> REPORT = List.of("Irregular mass in the left breast, BI-RADS 5.",
            "Right breast: no mass.");

    private TinyFineAlign() {
    }

    static FineAlignPredictor predictor(FineAlignConfig.Mode mode) {
        List<String> texts = Stream.concat(REPORT.stream(), Stream.concat(PromptBank.ENGLISH.present().stream(),
                PromptBank.ENGLISH.absent().stream()).flatMap(set -> set.sentences().stream())).toList();
        WordPieceTokenizer tokenizer = new WordPieceTokenizer(new WordPieceTrainer(300, 1, true).train(texts), true);
        BertConfig text = BertConfig.small(tokenizer.vocabulary().size(), 12, 2, 64).withDropout(0, 0);
        FineAlignConfig config = mode == FineAlignConfig.Mode.PRECURSOR
                ? FineAlignConfig.precursor(ResNetConfig.TINY, text)
                : FineAlignConfig.recommended(ResNetConfig.TINY, text, 16);
        return new FineAlignPredictor(new FineAlign(config).init(Key.of(3)), new WordInput(tokenizer, 64),
                PixelRecipe.oriented(HEIGHT, WIDTH));
    }

    /** A half disc of tissue at the chest wall with a bright spot; muscle in the upper corner of MLO views. */
    static Mammogram mammogram(ExamView view) {
        int height = 240;
        int width = 180;
        boolean right = view.side() == Laterality.RIGHT;
        short[] levels = new short[height * width];
        for (int index = 0; index < levels.length; index++) {
            double x = right ? width - 1 - index % width : index % width;
            double y = index / width - height / 2.0;
            double texture = 20 * Key.of(view.ordinal()).uniform(index);
            boolean breast = x * x / (150.0 * 150) + y * y / (110.0 * 110) < 1;
            boolean spot = (x - 70) * (x - 70) + (y - 20) * (y - 20) < 100;
            levels[index] = (short) (breast ? (spot ? 190 : 90) + texture : 3);
        }
        return Mammogram.of("drawn", new GreyPicture(height, width, 8, levels));
    }
}
