package dev.nacre.mammo.finealign.loss;

import dev.nacre.core.Tensor;
import dev.nacre.mammo.finealign.exam.ExamBatch;
import dev.nacre.mammo.finealign.model.FineAlign;
import dev.nacre.mammo.finealign.model.FineAlignConfig.Mode;
import dev.nacre.nn.Pass;
import dev.nacre.nn.train.Loss;

/**
 * The loss of the coarse-to-fine model in either mode: the parts of {@link LossTerm}, weighted by a {@link Curriculum}
 * by the epoch of the batch.
 *
 * @param model what is trained
 * @param curriculum which parts count when
 */
public record FineAlignLoss(FineAlign model, Curriculum curriculum) implements Loss<ExamBatch> {
    /** Refuses parts that the model's mode does not know. */
    public FineAlignLoss {
        curriculum.check(model.config().mode());
    }

    @Override
    public Tensor of(ExamBatch batch, Pass pass) {
        return parts(batch, pass).total();
    }

    /** All parts of a batch with the weights of its epoch. */
    public LossParts parts(ExamBatch batch, Pass pass) {
        return parts(batch, curriculum.at(batch.epoch()), pass);
    }

    /** All parts of a batch with weights of one's own. */
    public LossParts parts(ExamBatch batch, LossWeights weights, Pass pass) {
        return model.config().mode() == Mode.PRECURSOR ? new PrecursorParts(model, batch, pass).of(weights)
                : new RecommendedParts(model, batch, pass).of(weights);
    }
}
