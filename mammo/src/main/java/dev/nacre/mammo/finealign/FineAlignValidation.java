package dev.nacre.mammo.finealign;

import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.mammo.exam.KeywordSet;
import dev.nacre.mammo.exam.SideLabel;
import dev.nacre.mammo.finealign.exam.ExamBatch;
import dev.nacre.mammo.finealign.loss.BreastPictures;
import dev.nacre.mammo.finealign.loss.ExamScores;
import dev.nacre.mammo.finealign.loss.FineAlignLoss;
import dev.nacre.mammo.finealign.loss.LossParts;
import dev.nacre.mammo.finealign.loss.LossWeights;
import dev.nacre.mammo.finealign.loss.Regions;
import dev.nacre.mammo.finealign.loss.SideScores;
import dev.nacre.mammo.finealign.model.ExamFeatures;
import dev.nacre.nn.InputException;
import dev.nacre.nn.Pass;
import dev.nacre.nn.data.Prefetch;
import dev.nacre.nn.metric.Retrieval;
import dev.nacre.nn.metric.RocCurve;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * What a coarse-to-fine model can do on exams held out (specification §2.7): the loss with the weights of the last
 * stage, how often an exam's best report, and a report's best exam, is right, and how well the awareness maps tell
 * suspicious breasts from calm ones.
 */
public final class FineAlignValidation {
    private final FineAlignLoss loss;
    private final LossWeights weights;
    private final List<float[]> exams = new ArrayList<>();
    private final List<float[]> reports = new ArrayList<>();
    private final List<KeywordSet> said = new ArrayList<>();
    private final List<Double> scores = new ArrayList<>();
    private final List<Boolean> suspicious = new ArrayList<>();
    private double lossSum;

    private FineAlignValidation(FineAlignLoss loss) {
        this.loss = loss;
        this.weights = loss.curriculum().last();
    }

    /**
     * What was measured.
     *
     * @param loss mean over the exams
     * @param recall share of exams whose best report is theirs, or says the same, averaged with that of reports whose
     *     best exam is right
     * @param sideArea area under the curve of the breasts' scores; none where no part of the loss needs the maps, as in
     *     the precursor, or where all breasts are of one kind
     */
    public record Measured(double loss, double recall, OptionalDouble sideArea) {
        /** Smaller is better: what is missing in recall and in area; 0 where nothing is. */
        public double criterion() {
            return 1 - recall + (sideArea.isPresent() ? 1 - sideArea.getAsDouble() : 0);
        }
    }

    /**
     * Measures on all batches.
     *
     * @throws InputException if there is no exam
     */
    public static Measured of(FineAlignLoss loss, Supplier<Prefetch<ExamBatch>> held) {
        FineAlignValidation found = new FineAlignValidation(loss);
        try (Prefetch<ExamBatch> batches = held.get()) {
            while (batches.hasNext()) {
                try (ExamBatch batch = batches.next()) {
                    Scope.run("validation", () -> found.add(batch));
                }
            }
        }
        return found.measured();
    }

    private void add(ExamBatch batch) {
        LossParts parts = loss.parts(batch, weights, Pass.EVAL);
        lossSum += batch.exams() * parts.total().item();
        ExamFeatures features = parts.seen().features();
        addRows(ExamScores.means(features.vectors(), features.present()), exams);
        addRows(parts.seen().reports().reports(), reports);
        batch.reports().forEach(report -> said.add(report.keywords()));
        parts.seen().maps().ifPresent(maps -> addSides(batch, maps.awareness()));
    }

    private void addSides(ExamBatch batch, Tensor awareness) {
        List<BreastPictures> breasts = BreastPictures.of(batch);
        float[] found = SideScores.of(awareness, Regions.overFat(batch.pictures(), batch.breasts(),
                batch.searched()), breasts).toFloats();
        for (int b = 0; b < found.length; b++) {
            SideLabel label = breasts.get(b).label(batch.reports());
            if (label != SideLabel.UNKNOWN) {
                scores.add((double) found[b]);
                suspicious.add(label == SideLabel.SUSPICIOUS);
            }
        }
    }

    private static void addRows(Tensor matrix, List<float[]> rows) {
        for (long row = 0; row < matrix.size(0); row++) {
            rows.add(matrix.slice(0, row, row + 1).toFloats());
        }
    }

    private Measured measured() {
        if (exams.isEmpty()) {
            throw new InputException("there is no exam to validate on: hold some out, or validate on nothing");
        }
        boolean both = suspicious.contains(true) && suspicious.contains(false);
        boolean[] positive = new boolean[suspicious.size()];
        IntStream.range(0, positive.length).forEach(b -> positive[b] = suspicious.get(b));
        double[][] products = products();
        double recall = (Retrieval.ofRows(products, said, said).recall(1)
                + Retrieval.ofColumns(products, said, said).recall(1)) / 2;
        return new Measured(lossSum / exams.size(), recall, both
                ? OptionalDouble.of(RocCurve.of(positive, scores.stream().mapToDouble(Double::doubleValue).toArray())
                .area()) : OptionalDouble.empty());
    }

    /** {@code [exams][reports]} */
    private double[][] products() {
        double[][] products = new double[exams.size()][reports.size()];
        for (int exam = 0; exam < products.length; exam++) {
            for (int report = 0; report < products[exam].length; report++) {
                for (int d = 0; d < exams.get(exam).length; d++) {
                    products[exam][report] += (double) exams.get(exam)[d] * reports.get(report)[d];
                }
            }
        }
        return products;
    }
}
