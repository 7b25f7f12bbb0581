package dev.nacre.mammo.task.detection;

import dev.nacre.core.io.Json;
import dev.nacre.mammo.clip.MammoClipPredictor;
import dev.nacre.mammo.data.sets.SetParts;
import dev.nacre.mammo.data.sets.SetRecord;
import dev.nacre.mammo.eval.cases.Case;
import dev.nacre.mammo.eval.cases.CaseUnit;
import dev.nacre.mammo.eval.cases.Cases;
import dev.nacre.mammo.eval.cases.Draws;
import dev.nacre.mammo.eval.cases.Prediction;
import dev.nacre.mammo.eval.cases.Question;
import dev.nacre.mammo.eval.localisation.HitRule;
import dev.nacre.mammo.image.PlaneBox;
import dev.nacre.mammo.page.Figures;
import dev.nacre.mammo.task.TaskWatch;
import dev.nacre.mammo.task.result.CaseGallery;
import dev.nacre.mammo.task.result.FoundBoxes;
import dev.nacre.mammo.task.result.Pseudonyms;
import dev.nacre.mammo.task.result.ResultPart;
import dev.nacre.mammo.task.result.ShownCase;
import dev.nacre.mammo.task.result.TaskResult;
import dev.nacre.mammo.task.result.TrainingPart;
import dev.nacre.nn.InputException;
import dev.nacre.nn.detection.AnchorAssignment;
import dev.nacre.nn.detection.BoundingBox;
import dev.nacre.nn.detection.DetectionChoice;
import dev.nacre.nn.detection.LabelledBox;
import dev.nacre.nn.detection.RetinaNetConfig;
import dev.nacre.nn.train.Outcome;
import dev.nacre.nn.train.TrainingHistory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/**
 * Detection as a task: a RetinaNet learns the boxes of lesions from the training part, is chosen on the validation part
 * and judged on the test part, pictures without findings included.
 *
 * @param start    with whose encoder it begins, unless it is from scratch
 * @param scratch  whether the encoder has new weights, for comparison
 * @param network  to train, with a class for each question
 * @param pictures how the detector gets to see them
 * @param settings of the training
 * @param choice   which of the boxes count
 * @param parts    of the set
 * @param draws    of the intervals
 * @param gallery  cases to show
 */
public record DetectTask(MammoClipPredictor start, boolean scratch, RetinaNetConfig network, DetectionPictures pictures,
        DetectionSettings settings, DetectionChoice choice, SetParts parts, Draws draws, CaseGallery gallery) {
    /** Boxes that are drawn into a picture. */
    private static final int DRAWN = 3;

    /**
     * The kinds of lesions that questions are about, in their order.
     *
     * @throws InputException if a question is not about lesions, or one is about all and not alone
     */
    public static List<LesionKind> kinds(List<Question> questions) {
        List<LesionKind> kinds = new ArrayList<>();
        for (Question question : questions) {
            kinds.add(switch (question) {
                case Question.About about -> new LesionKind(about.key(), Set.of(about.category()));
                case Question.Abnormal abnormal when questions.size() == 1 -> LesionKind.ANY;
                default -> throw new InputException("the question \"" + question.key() + "\" cannot be answered by"
                        + " boxes here: ask about findings such as mass and calcification, or abnormal alone");
            });
        }
        return kinds;
    }

    /**
     * Trains and judges.
     *
     * @param questions     what is looked for
     * @param run           folder of the training, which goes on where it was stopped
     * @param configuration what is needed to do it again
     * @return nothing where it was stopped
     * @throws InputException if a part of the set shows no lesion of some kind with its place
     */
    public Optional<TaskResult> run(List<Question> questions, Path run, Json.Fields configuration, TaskWatch watch) {
        List<LesionKind> kinds = kinds(questions);
        MarkedPictures test = MarkedPictures.of(parts.test(), kinds);
        for (int kind = 0; kind < kinds.size(); kind++) {
            check(test, kind, kinds.get(kind));
        }
        Optional<DetectorPredictor> trained = parts.reading(() -> trained(kinds, run, configuration, watch));
        return trained.map(detector -> judged(questions, test, parts.reading(() -> found(detector, test, watch)), run,
                configuration));
    }

    private List<DetectionResults.Picture> found(DetectorPredictor detector, MarkedPictures test, TaskWatch watch) {
        List<DetectionResults.Picture> found = new ArrayList<>();
        IntConsumer done = watch.pictures("pictures judged", test.pictures().size());
        for (MarkedPictures.Picture one : test.pictures()) {
            found.add(new DetectionResults.Picture(one.patient(), pictures.detect(detector, one, choice),
                    one.lesions()));
            done.accept(found.size());
        }
        return found;
    }

    private static void check(MarkedPictures test, int kind, LesionKind about) {
        if (test.pictures().stream().flatMap(picture -> picture.lesions().stream())
                .noneMatch(lesion -> lesion.kind() == kind)) {
            throw new InputException("of " + test.pictures().size() + " pictures to judge on none says where a "
                    + about.name() + " is: ask another question, or take a set that marks places");
        }
    }

    /** Where no anchor fits any lesion, every anchor is empty, and the network learns to find nothing. */
    private void checkReach(List<MarkedPictures.Picture> learned) {
        List<LabelledBox> lesions = learned.stream().filter(picture -> !picture.lesions().isEmpty())
                .flatMap(picture -> pictures.seen(picture).stream()).toList();
        if (!lesions.isEmpty() && lesions.stream().noneMatch(lesion ->
                network.grid().reaches(lesion.box(), AnchorAssignment.RETINA_NET.positive()))) {
            double middle = lesions.stream().mapToDouble(lesion -> Math.sqrt(lesion.box().area())).sorted()
                    .skip(lesions.size() / 2).findFirst().orElseThrow();
            throw new InputException(String.format(Locale.ROOT, "none of the %d lesions to learn from is as large as"
                    + " the network's boxes, which begin at %.0f pixels; half of the lesions are smaller than %.0f"
                    + " pixels as the network sees them: choose smaller boxes, larger pictures, or tiles",
                    lesions.size(), network.smallestAnchor(), middle));
        }
    }

    private Optional<DetectorPredictor> trained(List<LesionKind> kinds, Path run, Json.Fields origin,
            TaskWatch watch) {
        Path finished = run.resolve("model.safetensors");
        if (Files.exists(finished)) {
            return Optional.of(DetectorPredictor.load(finished));
        }
        List<MarkedPictures.Picture> learned = MarkedPictures.of(parts.training(), kinds).pictures();
        checkReach(learned);
        DetectorTraining training = new DetectorTraining(network, kinds, pictures, settings, learned,
                MarkedPictures.of(parts.validation(), kinds).pictures());
        if (!scratch) {
            training.startingFrom(start);
        }
        DetectorTraining.Result result = training.watchedBy(watch.training(String.join(", ",
                kinds.stream().map(LesionKind::name).toList()))).stoppingWhen(watch::stops).comingFrom(origin)
                .resume(run);
        return result.outcome().end() == Outcome.End.STOPPED ? Optional.empty() : Optional.of(result.detector());
    }

    private TaskResult judged(List<Question> questions, MarkedPictures test, List<DetectionResults.Picture> found,
            Path run, Json.Fields configuration) {
        Map<Path, SetRecord> records = new HashMap<>();
        parts.test().forEach(record -> records.put(record.file(), record));
        Map<Path, List<FoundLesion>> lesions = new HashMap<>();
        for (int number = 0; number < found.size(); number++) {
            lesions.put(test.pictures().get(number).file(), found.get(number).found());
        }
        FoundBoxes boxes = (question, picture) -> lesions.get(picture.file()).stream()
                .filter(lesion -> lesion.kind() == questions.indexOf(question))
                .map(lesion -> new FoundBoxes.Box(box(lesion.box()), lesion.score())).toList();
        List<ResultPart> results = new ArrayList<>();
        List<Cases> cases = new ArrayList<>();
        List<ShownCase> shown = new ArrayList<>();
        Pseudonyms pseudonyms = new Pseudonyms();
        for (int kind = 0; kind < questions.size(); kind++) {
            Question question = questions.get(kind);
            DetectionResults judged = DetectionResults.of(found, kind, HitRule.USUAL);
            results.add(DetectionPart.of(question.key(), judged, draws));
            List<Prediction> surest = new ArrayList<>();
            Map<SetRecord, Double> hits = new HashMap<>();
            for (int number = 0; number < found.size(); number++) {
                SetRecord record = records.get(test.pictures().get(number).file());
                surest.add(new Prediction(record, new double[] {boxes.of(question, record).stream()
                        .mapToDouble(FoundBoxes.Box::score).findFirst().orElse(0)}));
                hits.put(record, judged.hitScore(number));
            }
            Cases own = Cases.of(question, CaseUnit.PICTURE, surest);
            cases.add(own);
            shown.addAll(shown(own, hits, boxes, pseudonyms));
        }
        results.add(new TrainingPart("Loss; validation: 1 − mAP",
                TrainingHistory.read(run)));
        return new TaskResult("detect", "Detection", "A RetinaNet that learned boxes of lesions"
                + (scratch ? ", its encoder from new weights" : ", its encoder from trained weights") + ". Judged on"
                + " pictures with and without findings." + (test.withoutPlace() == 0 ? "" : " " + test.withoutPlace()
                + " pictures with a finding of which the set does not say where it is are left out.")
                + parts.note(), results, cases, boxes, shown,
                pseudonyms, configuration.with("detection", settings.toJson()).with("network", network.toJson())
                        .with("scratch", scratch).with("pictures", pictures.recipe().toJson()));
    }

    private static PlaneBox box(BoundingBox box) {
        return new PlaneBox(box.x0(), box.y0(), box.x1(), box.y1());
    }

    private List<ShownCase> shown(Cases cases, Map<SetRecord, Double> hits, FoundBoxes boxes, Pseudonyms pseudonyms) {
        Question question = cases.question();
        CaseGallery looking = gallery.with((picture, original) -> new CaseGallery.Look(Optional.empty(),
                boxes.of(question, picture).stream().limit(DRAWN).map(FoundBoxes.Box::box).toList()));
        Comparator<Case> byHit = Comparator.comparingDouble(one -> hits.get(one.pictures().getFirst()));
        List<Case> positive = cases.all().stream().filter(one -> one.label() == 1).sorted(byHit).toList();
        List<Case> normal = cases.all().stream().filter(one -> one.label() == 0)
                .sorted(Comparator.comparingDouble(one -> -one.scores()[0])).toList();
        String sought = question.classes().get(1);
        return Stream.of(looking.first(sought + ": best found", question, positive.reversed(),
                one -> text(one, hits), pseudonyms), looking.first(sought + ": missed, or least sure", question,
                positive, one -> text(one, hits), pseudonyms), looking.first("Surest mark where there is no " + sought,
                question, normal, one -> "surest mark " + Figures.of(one.scores()[0]), pseudonyms))
                .flatMap(List::stream).toList();
    }

    private static String text(Case one, Map<SetRecord, Double> hits) {
        double hit = hits.get(one.pictures().getFirst());
        return (hit > 0 ? "a mark of " + Figures.of(hit) + " hits" : "no mark hits") + ", surest mark "
                + Figures.of(one.scores()[0]);
    }
}
