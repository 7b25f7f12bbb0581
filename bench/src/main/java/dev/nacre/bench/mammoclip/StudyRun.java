package dev.nacre.bench.mammoclip;

import dev.nacre.bench.study.StepLines;
import dev.nacre.bench.study.StudyFolder;
import dev.nacre.mammo.clip.MammoClipPredictor;
import dev.nacre.mammo.data.sets.SetRecord;
import dev.nacre.mammo.eval.cases.Cases;
import dev.nacre.mammo.eval.cases.Question;
import dev.nacre.mammo.eval.localisation.HitRule;
import dev.nacre.mammo.task.detection.DetectionResults;
import dev.nacre.mammo.task.factor.LocalisationFigures;
import dev.nacre.mammo.task.factor.LocalisationFigures.Figure;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * The whole study, which goes on where it was stopped: phantoms, pre-training of both arms, zero-shot, probes,
 * fine-tuning, detection and maps, each claim with its table.
 */
final class StudyRun {
    private static final String PRETRAINED = "pretrained";
    private static final String FROM_SCRATCH = "from scratch";
    /** What the paper's zero-shot figures reach. */
    private static final double WANTED = 0.9;
    private static final List<Question> QUESTIONS = Stream.of(LabelledTask.values())
            .flatMap(task -> task.questions().stream()).toList();

    private final StudyFolder folder;
    private final Consumer<String> said;
    private final StudyData data;
    private final Map<Arm, MammoClipPredictor> models = new EnumMap<>(Arm.class);

    /**
     * A study in a folder.
     *
     * @param said is told how far it is
     */
    StudyRun(StudyProtocol protocol, StudyFolder folder, Consumer<String> said) {
        this.folder = folder;
        this.said = said;
        data = StudyData.of(protocol, folder.folder("phantoms"), (done, total) -> {
            if (done % 100 == 0 || done == total) {
                said.accept("phantoms: " + done + " of " + total + " exams");
            }
        });
    }

    /** All claims, in the order in which they are made. */
    List<Claim> run() {
        for (Arm arm : Arm.values()) {
            model(arm);
        }
        Map<Arm, List<Cases>> asked = new EnumMap<>(Arm.class);
        for (Arm arm : Arm.values()) {
            asked.put(arm, cases(QUESTIONS, new ZeroShotRun(data, folder, arm).scores(QUESTIONS, () -> model(arm))));
        }
        return List.of(
                claim("Linear probes: pretraining beats scratch", PRETRAINED, FROM_SCRATCH, probes()),
                claim("Fine-tuning: pretraining beats scratch", PRETRAINED, FROM_SCRATCH, fineTuned()),
                claim("Zero-shot: four pairs beat one", "four pairs", "single pair",
                        areas(asked.get(Arm.FOUR_PAIRS), asked.get(Arm.SINGLE_PAIR))),
                claim("Zero-shot: an area of at least 0.90", "four pairs", "wanted",
                        wanted(asked.get(Arm.FOUR_PAIRS))),
                claim("RetinaNet: pretraining beats scratch", PRETRAINED, FROM_SCRATCH, detection()),
                claim("Mammo-FActOR: its maps beat the brightest region", "Mammo-FActOR", "brightest region", maps()));
    }

    private Claim claim(String text, String own, String other, List<Comparison.Asked> rows) {
        return Claim.of(text, own, other, rows, data.protocol().replicates());
    }

    private MammoClipPredictor model(Arm arm) {
        return models.computeIfAbsent(arm, one -> new ArmRun(data, one, folder.folder("arms").resolve(one.key()))
                .predictor(new StepLines("pre-training, " + one.title(), said)));
    }

    private MammoClipPredictor pretrained() {
        return model(Arm.FOUR_PAIRS);
    }

    /** The test breasts of each question with their scores. */
    private List<Cases> cases(List<Question> questions, List<TestScores> scores) {
        List<SetRecord> pictures = data.parts().test();
        List<Cases> all = new ArrayList<>();
        for (int number = 0; number < scores.size(); number++) {
            all.add(scores.get(number).cases(questions.get(number), pictures));
        }
        return all;
    }

    private static List<Comparison.Asked> areas(List<Cases> own, List<Cases> other) {
        List<Comparison.Asked> rows = new ArrayList<>();
        for (int number = 0; number < own.size(); number++) {
            rows.add(area(own.get(number).question().key(), own.get(number), other.get(number)));
        }
        return rows;
    }

    private static Comparison.Asked area(String what, Cases own, Cases other) {
        return new Comparison.Asked(what, own.patients(), TestScores.area(own), TestScores.area(other));
    }

    private static List<Comparison.Asked> wanted(List<Cases> own) {
        return own.stream().map(cases -> new Comparison.Asked(cases.question().key(), cases.patients(),
                TestScores.area(cases), times -> WANTED)).toList();
    }

    private List<Comparison.Asked> probes() {
        Map<Start, ProbeRun> runs = new EnumMap<>(Start.class);
        for (Start start : Start.values()) {
            runs.put(start, new ProbeRun(data, folder, start));
        }
        List<Comparison.Asked> rows = new ArrayList<>();
        for (double share : data.protocol().shares()) {
            said.accept(String.format(Locale.ROOT, "probes, %.0f %% of the labels", 100 * share));
            for (Question question : QUESTIONS) {
                Map<Start, Cases> of = new EnumMap<>(Start.class);
                runs.forEach((start, run) -> of.put(start, run.scores(question, share, this::pretrained)
                        .cases(question, data.parts().test())));
                rows.add(area(labelled(question, share), of.get(Start.PRETRAINED), of.get(Start.SCRATCH)));
            }
        }
        return rows;
    }

    private static String labelled(Question question, double share) {
        return String.format(Locale.ROOT, "%s, %.0f %% of the labels", question.key(), 100 * share);
    }

    private List<Comparison.Asked> fineTuned() {
        List<Comparison.Asked> rows = new ArrayList<>();
        for (double share : data.protocol().shares()) {
            for (LabelledTask task : LabelledTask.values()) {
                Map<Start, List<Cases>> of = new EnumMap<>(Start.class);
                for (Start start : Start.values()) {
                    String title = String.format(Locale.ROOT, "fine-tuning, %s, %s, %.0f %% of the labels", task.key(),
                            start.key(), 100 * share);
                    of.put(start, cases(task.questions(), new FineTuningRun(data, folder, start).scores(task, share,
                            this::pretrained, new StepLines(title, said))));
                }
                for (int number = 0; number < task.questions().size(); number++) {
                    rows.add(area(labelled(task.questions().get(number), share), of.get(Start.PRETRAINED).get(number),
                            of.get(Start.SCRATCH).get(number)));
                }
            }
        }
        return rows;
    }

    private List<Comparison.Asked> detection() {
        Map<Start, List<DetectionResults.Picture>> found = new EnumMap<>(Start.class);
        for (Start start : Start.values()) {
            found.put(start, new DetectionRun(data, folder, start).found(this::pretrained,
                    new StepLines("RetinaNet, " + start.key(), said)));
        }
        List<String> patients = found.get(Start.PRETRAINED).stream().map(DetectionResults.Picture::patient).toList();
        List<Comparison.Asked> rows = new ArrayList<>();
        for (int kind = 0; kind < DetectionRun.KINDS.size(); kind++) {
            rows.add(new Comparison.Asked(DetectionRun.KINDS.get(kind).name() + ", average precision (0.1 to 0.95)",
                    patients, precision(found.get(Start.PRETRAINED), kind), precision(found.get(Start.SCRATCH), kind)));
        }
        return rows;
    }

    private static ToDoubleFunction<int[]> precision(List<DetectionResults.Picture> pictures, int kind) {
        return DetectionResults.of(pictures, kind, HitRule.USUAL).precision()::mean;
    }

    private List<Comparison.Asked> maps() {
        Map<String, Figure> figures = new LinkedHashMap<>();
        figures.put("lesions with an IoU of 0.25", new Figure.Lesions(0.25));
        figures.put("lesions with an IoU of 0.5", new Figure.Lesions(0.5));
        figures.put("pointing game", new Figure.Pointing());
        List<Comparison.Asked> rows = new ArrayList<>();
        for (Question question : MappingRun.QUESTIONS) {
            MappingRun.Found found = new MappingRun(data, folder).found(question, this::pretrained,
                    new StepLines("Mammo-FActOR", said));
            figures.forEach((name, figure) -> rows.add(new Comparison.Asked(question.key() + ", " + name,
                    found.patients(), LocalisationFigures.counted(found.maps(), figure),
                    LocalisationFigures.counted(found.brightness(), figure))));
        }
        return rows;
    }
}
