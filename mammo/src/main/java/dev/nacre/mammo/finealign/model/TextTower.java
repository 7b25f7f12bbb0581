package dev.nacre.mammo.finealign.model;

import dev.nacre.core.Tensor;
import dev.nacre.core.op.L2Normalize;
import dev.nacre.mammo.finealign.exam.WordBatch;
import dev.nacre.nn.Initialiser;
import dev.nacre.nn.Linear;
import dev.nacre.nn.Module;
import dev.nacre.nn.Pass;
import dev.nacre.nn.model.TextModel;
import java.util.List;

/**
 * Reports as words, sentences and a whole (specification §1.3 and §2.3). With h the sum of the text encoder's last four
 * layers (or all, if it has fewer), a word is the sum of h over its pieces, a sentence the mean over its words and a
 * report the mean over its sentences; each kind has its own linear map, after which vectors get length 1. Marks at
 * start and end and padding belong to no word. The precursor has no maps, leaves words as they are, and takes the mean
 * over all pieces for the report.
 */
final class TextTower extends Module {
    private static final int SUMMED_LAYERS = 4;

    private final TextModel encoder;
    private final boolean mapped;
    private final Linear wordMap;
    private final Linear sentenceMap;
    private final Linear reportMap;

    TextTower(FineAlignConfig config) {
        encoder = child("encoder", TextModel.of(config.text()));
        mapped = config.mode() == FineAlignConfig.Mode.RECOMMENDED;
        wordMap = mapped ? child("word_projection", map(config)) : null;
        sentenceMap = mapped ? child("sentence_projection", map(config)) : null;
        reportMap = mapped ? child("report_projection", map(config)) : null;
    }

    private static Linear map(FineAlignConfig config) {
        return Linear.withoutBias(config.text().width(), config.width(),
                Initialiser.uniformByFanIn(config.text().width()));
    }

    TextModel encoder() {
        return encoder;
    }

    ReportFeatures forward(WordBatch batch, Pass pass) {
        Grouping grouping = Grouping.of(batch);
        List<Tensor> found = runAll(pass, own -> {
            List<Tensor> states = encoder.states(batch.tokens().idTensor(), batch.tokens().attentionMaskTensor(), own);
            Tensor pieces = summed(states);
            Tensor words = grouping.piecesToWords().matmul(pieces);
            Tensor sentences = grouping.wordsToSentences().matmul(words);
            Tensor report = mapped ? grouping.sentencesToReport().matmul(sentences).squeeze(1) : words.sum(1);
            return List.of(mapped ? unit(wordMap.forward(words, own)) : words,
                    unit(mapped ? sentenceMap.forward(sentences, own) : sentences),
                    unit(mapped ? reportMap.forward(report, own) : report));
        });
        return new ReportFeatures(found.get(0), grouping.wordMask(), found.get(1), grouping.sentenceMask(),
                found.get(2));
    }

    private static Tensor summed(List<Tensor> states) {
        // The first state is that of the embeddings, before any layer.
        int first = Math.max(1, states.size() - SUMMED_LAYERS);
        return states.subList(first, states.size()).stream().reduce(Tensor::add).orElseThrow();
    }

    private static Tensor unit(Tensor x) {
        return L2Normalize.of(x, -1);
    }
}
