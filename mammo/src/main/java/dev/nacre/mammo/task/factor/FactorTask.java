package dev.nacre.mammo.task.factor;

import dev.nacre.core.io.Json;
import dev.nacre.mammo.clip.MammoClipPredictor;
import dev.nacre.mammo.data.sets.Finding;
import dev.nacre.mammo.data.sets.SetParts;
import dev.nacre.mammo.data.sets.SetRecord;
import dev.nacre.mammo.eval.cases.Case;
import dev.nacre.mammo.eval.cases.CaseUnit;
import dev.nacre.mammo.eval.cases.Cases;
import dev.nacre.mammo.eval.cases.Draws;
import dev.nacre.mammo.eval.cases.Prediction;
import dev.nacre.mammo.eval.cases.Question;
import dev.nacre.mammo.image.Mammogram;
import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.image.PictureMap;
import dev.nacre.mammo.image.PreparedPicture;
import dev.nacre.mammo.page.Figures;
import dev.nacre.mammo.page.PictureFigure;
import dev.nacre.mammo.page.ShownOriginal;
import dev.nacre.mammo.prepare.MammogramReader;
import dev.nacre.mammo.prepare.PictureCache;
import dev.nacre.mammo.task.TaskWatch;
import dev.nacre.mammo.task.result.CaseGallery;
import dev.nacre.mammo.task.result.FoundBoxes;
import dev.nacre.mammo.task.result.Pseudonyms;
import dev.nacre.mammo.task.result.ResultPart;
import dev.nacre.mammo.task.result.ShownCase;
import dev.nacre.mammo.task.result.TaskResult;
import dev.nacre.mammo.task.result.TrainingPart;
import dev.nacre.nn.InputException;
import dev.nacre.nn.train.Outcome;
import dev.nacre.nn.train.TrainingHistory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;

/**
 * Mammo-FActOR as a task: a mapper that learns on the training part which channels of a frozen encoder's maps sentences
 * mean, and is judged on the test part by where it says that findings are, beside the brightest tissue.
 *
 * @param clip    whose encoders it looks through
 * @param parts   of the set
 * @param draws   of the intervals
 * @param gallery cases to show
 */
public record FactorTask(MammoClipPredictor clip, SetParts parts, Draws draws, CaseGallery gallery) {
    /**
     * What is shown beside the figures.
     *
     * @param sentences of any wording, each of which gets its maps
     * @param pictures  of one's own to look at; where there are none, sentences are looked for in pictures of the test
     *                  part
     */
    public record Shown(List<String> sentences, List<Path> pictures) {
        /** Copies the lists. */
        public Shown {
            sentences = List.copyOf(sentences);
            pictures = List.copyOf(pictures);
        }
    }

    /** What was found in a test picture. */
    private record Judged(LocalisedMaps.Picture maps, LocalisedMaps.Picture brightness, double score,
            List<FoundBoxes.Box> boxes) {
        double best() {
            return maps.lesions().stream().mapToDouble(Double::doubleValue).max().orElse(0);
        }
    }

    /**
     * Looks whether findings can be judged.
     *
     * @throws InputException if no picture of the test part says where a finding is
     */
    public void check(List<Question> questions) {
        for (Question question : questions) {
            if (judgeable(question).isEmpty()) {
                throw new InputException("of " + parts.test().size() + " pictures to judge on none says where a "
                        + question.key() + " is: ask another question, or take a set that marks places");
            }
        }
    }

    private List<SetRecord> judgeable(Question question) {
        return parts.test().stream().filter(record -> !asked(question, record).isEmpty()).toList();
    }

    /** Findings that are asked for and have a place. */
    private static List<Finding> asked(Question question, SetRecord record) {
        return record.findings().stream().filter(finding -> !finding.regions().isEmpty()
                && question.label(record, finding).orElse(0) == 1).toList();
    }

    /**
     * Trains on the training part, and chooses the model on the validation part.
     *
     * @param questions  what is looked for: findings, each with sentences that say that it is there
     * @param run        folder of the training, which goes on where it was stopped
     * @return nothing where it was stopped
     * @throws InputException if a picture cannot be used, or all pictures show the same
     */
    public Optional<FactorPredictor> train(Map<Question, List<String>> questions, FactorSettings settings, Path run,
            Json.Fields origin, TaskWatch watch) {
        List<FactorAttribute> attributes = questions.entrySet().stream()
                .map(one -> new FactorAttribute(one.getKey().key(), one.getValue())).toList();
        Set<Question> asked = questions.keySet();
        List<FactorCase> learned = learned(asked, settings);
        FactorTraining training = new FactorTraining(clip, new PictureCache(clip.pictures(), 0), attributes, settings,
                learned, cases(asked, parts.validation()));
        training.watchedBy(watch.training(String.join(", ", attributes.stream().map(FactorAttribute::name).toList())))
                .encoding(watch.pictures("maps to learn from", learned.size()))
                .stoppingWhen(watch::stops).comingFrom(origin);
        FactorTraining.Result result = parts.reading(() -> training.resume(run));
        // Maps need slopes by what the network sees, and none by its weights.
        result.model().mapper().freeze();
        return result.outcome().end() == Outcome.End.STOPPED ? Optional.empty() : Optional.of(result.model());
    }

    /** The published training goes over pictures that show a finding alone. */
    private List<FactorCase> learned(Set<Question> asked, FactorSettings settings) {
        List<FactorCase> all = cases(asked, parts.training());
        return settings.variant() == FactorVariant.MENDED ? all
                : all.stream().filter(one -> !one.shown().isEmpty()).toList();
    }

    private static List<FactorCase> cases(Set<Question> questions, List<SetRecord> records) {
        return records.stream().map(record -> new FactorCase(record.file(), questions.stream()
                .filter(question -> question.label(record).orElse(0) == 1).map(Question::key)
                .collect(Collectors.toSet()))).toList();
    }

    /**
     * Judges a mapper on the test part.
     *
     * @param model   trained on pictures of other patients
     * @param history of its training, where it was trained here
     * @throws InputException if the model looks for something else, or a picture cannot be used
     */
    public TaskResult judge(FactorPredictor model, Set<Question> questions, Optional<TrainingHistory> history,
            Shown shown, Json.Fields configuration, TaskWatch watch) {
        FactorReader reader = FactorReader.usual(model);
        Map<Question, FactorQuery> queries = new LinkedHashMap<>();
        questions.forEach(question -> queries.put(question, model.attribute(question.key())));
        List<FactorQuery> sentences = shown.sentences().stream().map(model::sentence).toList();
        List<ResultPart> results = new ArrayList<>();
        List<Cases> cases = new ArrayList<>();
        List<ShownCase> looked = new ArrayList<>();
        Pseudonyms pseudonyms = new Pseudonyms();
        Map<Question, Map<Path, Judged>> all = new HashMap<>();
        IntConsumer done = watch.pictures("pictures judged",
                queries.keySet().stream().mapToInt(question -> judgeable(question).size()).sum());
        int count = 0;
        for (Map.Entry<Question, FactorQuery> asked : queries.entrySet()) {
            Question question = asked.getKey();
            Map<Path, Judged> judged = new LinkedHashMap<>();
            List<String> patients = new ArrayList<>();
            List<Prediction> said = new ArrayList<>();
            for (SetRecord record : judgeable(question)) {
                Optional<Judged> one = parts.reading(() -> judged(reader, question, record, asked.getValue()));
                if (one.isPresent() && judged.put(record.file(), one.get()) == null) {
                    patients.add(record.patient());
                    said.add(new Prediction(record, new double[] {one.get().score()}));
                }
                done.accept(++count);
            }
            if (judged.isEmpty()) {
                throw new InputException("no " + question.key() + " of the " + parts.test().size() + " pictures to"
                        + " judge on lies in the part of its picture that the model sees: judge on others");
            }
            all.put(question, judged);
            results.add(LocalisationPart.of(question.key(),
                    new LocalisedMaps("maps", judged.values().stream().map(Judged::maps).toList()),
                    new LocalisedMaps("brightness", judged.values().stream().map(Judged::brightness).toList()),
                    new LocalisationFigures(patients, draws.replicates(), draws.level())));
            Cases own = Cases.of(question, CaseUnit.PICTURE, said);
            cases.add(own);
            looked.addAll(shown(reader, own, judged, asked.getValue(), pseudonyms));
        }
        history.ifPresent(course -> results.add(new TrainingPart("Contrast across pictures", course)));
        List<FactorQuery> own = new ArrayList<>(shown.pictures().isEmpty() ? List.of() : queries.values());
        own.addAll(sentences);
        looked.addAll(shown.pictures().isEmpty() ? sentences(reader, sentences, cases.getFirst(), pseudonyms)
                : pictures(reader, own, shown.pictures()));
        return new TaskResult("factor", "Mammo-FActOR", "Where findings are, learned from labels of whole pictures:"
                + " which channels of a frozen encoder's maps go with a finding's sentences. Judged by the boxes that"
                + " the set marks, beside the brightest tissue of the same breast."
                + parts.note(), results, cases,
                (question, picture) -> all.get(question).get(picture.file()).boxes(), looked, pseudonyms,
                configuration.with("mapper", model.config().toJson()));
    }

    private static Optional<Judged> judged(FactorReader reader, Question question, SetRecord record,
            FactorQuery query) {
        Mammogram original = MammogramReader.read(record.file());
        PreparedPicture picture = reader.model().clip().pictures().apply(original);
        LocalisationCase one = LocalisationCase.of(record, original, picture, asked(question, record));
        if (one.lesions().isEmpty()) {
            return Optional.empty();
        }
        FactorMap map = reader.model().maps(picture, List.of(query), reader.recipe(), reader.channels()).getFirst();
        PictureMap prepared = map.prepared(picture.height(), picture.width());
        List<FoundBoxes.Box> boxes = reader.regions().of(prepared, one.searched(), one.pixelMillimetres()).stream()
                .map(region -> new FoundBoxes.Box(region.box(picture.applied().toOriginal()), region.mean())).toList();
        return Optional.of(new Judged(LocalisedMaps.Picture.of(one, prepared, reader.regions()),
                LocalisedMaps.Picture.of(one, one.brightness(), reader.regions()), map.score(), boxes));
    }

    private List<ShownCase> shown(FactorReader reader, Cases cases, Map<Path, Judged> judged, FactorQuery query,
            Pseudonyms pseudonyms) {
        CaseGallery looking = gallery.with(looked(reader, query));
        Comparator<Case> rising = Comparator.comparingDouble(one -> judged.get(file(one)).best());
        List<Case> ordered = cases.all().stream().sorted(rising).toList();
        String sought = cases.question().classes().get(1);
        List<ShownCase> shown = new ArrayList<>(looking.first(sought + ": best located", cases.question(),
                ordered.reversed(), one -> text(judged.get(file(one))), pseudonyms));
        shown.addAll(looking.first(sought + ": worst located", cases.question(), ordered,
                one -> text(judged.get(file(one))), pseudonyms));
        return shown;
    }

    private static Path file(Case one) {
        return one.pictures().getFirst().file();
    }

    private static String text(Judged judged) {
        return "highest IoU " + Figures.of(judged.best()) + " (brightest tissue "
                + Figures.of(judged.brightness().lesions().stream().mapToDouble(Double::doubleValue).max().orElse(0))
                + "), cosine " + Figures.signed(judged.score());
    }

    private static CaseGallery.Looked looked(FactorReader reader, FactorQuery query) {
        return (record, original) -> {
            PreparedPicture picture = reader.model().clip().pictures().apply(original);
            return look(reader.read(original, List.of(query)).getFirst(), SearchedArea.of(picture, record), reader);
        };
    }

    private static CaseGallery.Look look(FactorReading reading, Mask inside,
            FactorReader reader) {
        PictureMap map = reading.map().prepared(reading.picture().height(), reading.picture().width());
        return new CaseGallery.Look(Optional.of(PictureFigure.Heat.spanning(map, inside,
                reading.picture().applied().toOriginal())), reader.regions().of(map, inside, 1).stream()
                .map(region -> region.box(reading.picture().applied().toOriginal())).toList());
    }

    /** What sentences find in the first pictures of the test part. */
    private List<ShownCase> sentences(FactorReader reader, List<FactorQuery> sentences, Cases cases,
            Pseudonyms pseudonyms) {
        List<ShownCase> shown = new ArrayList<>();
        for (FactorQuery sentence : sentences) {
            shown.addAll(gallery.with(looked(reader, sentence)).first(title(sentence), cases.question(), cases.all(),
                    one -> "found by the sentence", pseudonyms));
        }
        return shown;
    }

    private static String title(FactorQuery query) {
        return query.nearness() >= 1 ? query.text() : "“" + query.text() + "” (cosine with the nearest attribute "
                + String.format(Locale.ROOT, "%.2f", query.nearness()) + ")";
    }

    /** What queries find in pictures of one's own, of which nothing is known. */
    private List<ShownCase> pictures(FactorReader reader, List<FactorQuery> queries, List<Path> files) {
        List<ShownCase> shown = new ArrayList<>();
        Map<FactorQuery, List<ShownCase>> groups = new LinkedHashMap<>();
        for (int number = 0; number < files.size(); number++) {
            Mammogram original = MammogramReader.read(files.get(number));
            for (FactorReading reading : reader.read(original, queries)) {
                CaseGallery.Look look = look(reading, reading.breast(), reader);
                groups.computeIfAbsent(reading.query(), unused -> new ArrayList<>()).add(new ShownCase("Your pictures: "
                        + title(reading.query()), "picture " + (number + 1), "cosine "
                        + Figures.signed(reading.map().score()), List.of(new PictureFigure("a picture of yours",
                        ShownOriginal.of(original, gallery.recipe(), PictureFigure.ROWS), reading.height(),
                        reading.width(), List.of(), look.found(), look.heat()))));
            }
        }
        groups.values().forEach(shown::addAll);
        return shown;
    }
}
