package dev.nacre.bench.finealign;

import dev.nacre.mammo.exam.ExamReport;
import dev.nacre.mammo.exam.KeywordReport;
import dev.nacre.mammo.finealign.loss.Curriculum;
import dev.nacre.mammo.finealign.loss.LossTerm;
import dev.nacre.mammo.finealign.model.FineAlignConfig;
import dev.nacre.mammo.finealign.model.FineAlignConfig.CrossView;
import dev.nacre.mammo.finealign.model.FineAlignConfig.Mode;
import dev.nacre.nn.model.BertConfig;
import dev.nacre.nn.model.EfficientNetConfig;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What is trained and compared; each arm leaves out one thing of the first. */
enum StudyArm {
    /** Mode R, all of it. */
    RECOMMENDED("mode R"),
    /** Mode P, the public code that came before the paper. */
    PRECURSOR("mode P"),
    /** The maps' own terms alone: no part of the loss reads a report, not even its labels of breasts. */
    WITHOUT_REPORTS("mode R without reports"),
    /** Reports of keywords instead of sentences. */
    KEYWORDS("mode R with keywords only"),
    /** Without graded ranking. */
    WITHOUT_RANKING("without graded ranking"),
    /** Views that do not look at each other, breasts that are not compared, and no common depth. */
    WITHOUT_CROSS_VIEW("without cross-view attention"),
    /** Without the terms that look at the enhanced picture and at what it leaves out. */
    WITHOUT_ENHANCEMENT("without enhancement"),
    /** Without the sentences' guidance of the maps. */
    WITHOUT_TEXT_GUIDANCE("without text guidance");

    private static final Set<LossTerm> OF_MAPS_ALONE = EnumSet.of(LossTerm.RECONSTRUCTION, LossTerm.AREA,
            LossTerm.PECTORAL, LossTerm.NOTHING);
    private static final double MOMENTUM = 0.1;

    private final String title;

    StudyArm(String title) {
        this.title = title;
    }

    /** For tables. */
    String title() {
        return title;
    }

    /** Of its folder. */
    String folder() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The network: a small EfficientNet and a BERT of two layers; short trainings have no time for dropout. */
    FineAlignConfig config(int vocabulary) {
        Mode mode = this == PRECURSOR ? Mode.PRECURSOR : Mode.RECOMMENDED;
        FineAlignConfig usual = FineAlignConfig.tiny(mode, vocabulary).withPictures(
                EfficientNetConfig.TINY.withDropout(0, 0).withBatchNormMomentum(MOMENTUM), FineAlignConfig.Scale.HALF);
        if (usual.text() instanceof BertConfig bert) {
            usual = usual.withText(bert.withDropout(0, 0));
        }
        return this == WITHOUT_CROSS_VIEW
                ? usual.withCrossView(CrossView.NONE).withAsymmetry(FineAlignConfig.NO_ASYMMETRY) : usual;
    }

    Curriculum curriculum(StudyProtocol.Training training) {
        Curriculum usual = Curriculum.recommended(training.coarse(), training.graded(), training.fine());
        return switch (this) {
            case RECOMMENDED, KEYWORDS -> usual;
            case PRECURSOR -> Curriculum.precursor(usual.epochs());
            case WITHOUT_REPORTS -> withoutReports(usual);
            case WITHOUT_RANKING -> usual.without(LossTerm.GRADED);
            case WITHOUT_CROSS_VIEW -> usual.without(LossTerm.DEPTH);
            case WITHOUT_ENHANCEMENT -> usual.without(LossTerm.SUFFICIENCY).without(LossTerm.COMPLEMENT);
            case WITHOUT_TEXT_GUIDANCE -> usual.without(LossTerm.TEXT);
        };
    }

    private static Curriculum withoutReports(Curriculum usual) {
        Curriculum rest = usual;
        for (LossTerm term : LossTerm.values()) {
            rest = OF_MAPS_ALONE.contains(term) ? rest : rest.without(term);
        }
        return rest;
    }

    /** What it reads of a report. */
    ExamReport report(ExamReport whole) {
        return this == KEYWORDS ? KeywordReport.of(whole) : whole;
    }
}
