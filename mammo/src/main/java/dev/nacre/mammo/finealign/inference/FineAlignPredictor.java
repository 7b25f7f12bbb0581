package dev.nacre.mammo.finealign.inference;

import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.exam.ExamReport;
import dev.nacre.mammo.exam.ExamView;
import dev.nacre.mammo.exam.PreparedView;
import dev.nacre.mammo.exam.ReportSentence;
import dev.nacre.mammo.finealign.TrainedFineAlign;
import dev.nacre.mammo.finealign.exam.WordBatch;
import dev.nacre.mammo.finealign.exam.WordInput;
import dev.nacre.mammo.finealign.model.ExamFeatures;
import dev.nacre.mammo.finealign.model.FineAlign;
import dev.nacre.mammo.finealign.model.FineAlignConfig;
import dev.nacre.mammo.finealign.model.ReportFeatures;
import dev.nacre.mammo.image.Mammogram;
import dev.nacre.mammo.image.PictureMap;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.nn.InputException;
import dev.nacre.nn.Pass;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A trained coarse-to-fine model with all that belongs to it: exams in, maps and scores out. Results depend on the
 * input alone. Safe for many threads. Research use, not for diagnosis.
 *
 * @param model the network
 * @param words how texts become tokens
 * @param pictures how files become the network's input, the chest wall on the left
 */
public record FineAlignPredictor(FineAlign model, WordInput words, PixelRecipe pictures) {
    /** With the parts of a trained model. */
    public FineAlignPredictor(TrainedFineAlign trained) {
        this(trained.model(), trained.words(), trained.pictures());
    }

    /**
     * Loads a file that {@code finealign train} wrote.
     *
     * @throws dev.nacre.core.io.CheckpointException if it is missing, damaged or of another model; one sentence
     */
    public static FineAlignPredictor load(Path file) {
        return new FineAlignPredictor(TrainedFineAlign.load(file));
    }

    /**
     * A picture ready for the network.
     *
     * @throws dev.nacre.nn.InputException if it shows nothing
     */
    public PreparedView prepare(Mammogram mammogram, ExamView view) {
        return PreparedView.of(pictures.apply(mammogram), view);
    }

    /** The prompts of a bank as vectors; make them once for many exams. */
    public PromptVectors embed(PromptBank bank) {
        Map<Laterality, PromptVectors.Side> sides = new EnumMap<>(Laterality.class);
        for (Laterality side : List.of(Laterality.LEFT, Laterality.RIGHT)) {
            sides.put(side, embed(bank, side));
        }
        return new PromptVectors(bank.present().stream().map(PromptSet::name).toList(), sides);
    }

    private PromptVectors.Side embed(PromptBank bank, Laterality side) {
        List<PromptSet> sets = Stream.concat(bank.present().stream(), bank.absent().stream()).toList();
        List<List<String>> texts = sets.stream().flatMap(set -> set.of(side).stream()).map(List::of).toList();
        float[][] sentences = new float[texts.size()][];
        float[][] reports = new float[texts.size()][];
        Scope.run("embedding prompts", () -> {
            ReportFeatures features = model.reports(words.encode(texts), Pass.EVAL);
            rows(features.sentences(), sentences);
            rows(features.reports(), reports);
        });
        float[][] bySentence = new float[sets.size()][];
        float[][] byReport = new float[sets.size()][];
        int first = 0;
        for (int set = 0; set < sets.size(); set++) {
            int end = first + sets.get(set).sentences().size();
            bySentence[set] = PromptVectors.direction(Arrays.asList(sentences).subList(first, end));
            byReport[set] = PromptVectors.direction(Arrays.asList(reports).subList(first, end));
            first = end;
        }
        int present = bank.present().size();
        int sentencesOfPresent = bank.present().stream().mapToInt(set -> set.sentences().size()).sum();
        List<float[]> all = Arrays.asList(sentences);
        return new PromptVectors.Side(Arrays.copyOf(bySentence, present),
                PromptVectors.direction(all.subList(0, sentencesOfPresent)),
                PromptVectors.direction(all.subList(sentencesOfPresent, all.size())),
                Arrays.copyOf(byReport, present), Arrays.copyOfRange(byReport, present, byReport.length));
    }

    /**
     * Sentences without a side as texts for {@link PrecursorScore}.
     *
     * @return {@code [sentences]}
     */
    public List<PromptText> texts(PromptSet set) {
        if (set.sentences().stream().anyMatch(sentence -> sentence.contains(PromptSet.SIDE))) {
            throw new InputException("the set of prompts \"" + set.name() + "\" speaks of a side, and the precursor"
                    + " does not tell sides apart: leave " + PromptSet.SIDE + " out");
        }
        WordBatch batch = words.encode(set.sentences().stream().map(List::of).toList());
        float[][] ofWords = new float[batch.texts() * batch.words()][];
        float[][] wholes = new float[batch.texts()][];
        Scope.run("embedding prompts", () -> {
            ReportFeatures features = model.reports(batch, Pass.EVAL);
            rows(features.words(), ofWords);
            rows(features.reports(), wholes);
        });
        List<PromptText> texts = new ArrayList<>();
        for (int text = 0; text < wholes.length; text++) {
            int first = text * batch.words();
            int count = 0;
            while (count < batch.words() && batch.sentenceOfWord()[first + count] >= 0) {
                count++;
            }
            texts.add(new PromptText(Arrays.copyOfRange(ofWords, first, first + count), wholes[text]));
        }
        return texts;
    }

    /**
     * Reads an exam.
     *
     * @param views at least one, prepared by this model's recipe
     * @param prompts vectors of this model
     */
    public ExamReading read(Map<ExamView, PreparedView> views, PromptVectors prompts) {
        if (views.isEmpty()) {
            throw new IllegalArgumentException("an exam needs a picture");
        }
        ExamInput input = ExamInput.of(views);
        ExamReading[] reading = new ExamReading[1];
        Scope.run("reading an exam", () -> {
            ExamFeatures features = model.pictures(input.pictures(), input.slots(), 1, Pass.EVAL);
            DecodedMaps maps = maps(features, input);
            float[][] breasts = new float[2][];
            float[][] vectors = new float[ExamView.COUNT][];
            rows(features.breasts(), breasts);
            rows(features.vectors(), vectors);
            reading[0] = new ExamAssembly(input, maps, places(features), vectors, breasts, model.logitScale().item(),
                    prompts)
                    .reading();
        });
        return reading[0];
    }

    /**
     * Where in an exam the words and sentences of a report fit.
     *
     * @param exam read by this model
     */
    public List<LinkedSentence> link(ExamReading exam, ExamReport report) {
        List<ReportSentence> sentences = report.sentences();
        WordBatch batch = words.encode(List.of(sentences.stream().map(ReportSentence::text).toList()));
        float[][] ofWords = new float[batch.words()][];
        float[][] ofSentences = new float[batch.sentences()][];
        Scope.run("reading a report", () -> {
            ReportFeatures features = model.reports(batch, Pass.EVAL);
            rows(features.words(), ofWords);
            rows(features.sentences(), ofSentences);
        });
        List<LinkedSentence> linked = new ArrayList<>();
        int word = 0;
        for (int number = 0; number < sentences.size(); number++) {
            ReportSentence sentence = sentences.get(number);
            List<LinkedWord> own = new ArrayList<>();
            for (WordPlaces place : WordPlaces.of(sentence.text(), words)) {
                if (word < batch.words() && batch.sentenceOfWord()[word] == number) {
                    own.add(new LinkedWord(place.begin(), place.end(), cosines(exam, sentence, ofWords[word++])));
                }
            }
            linked.add(new LinkedSentence(sentence, own,
                    own.isEmpty() ? Map.of() : cosines(exam, sentence, ofSentences[number])));
        }
        return linked;
    }

    private static Map<ExamView, PictureMap> cosines(ExamReading exam, ReportSentence sentence, float[] text) {
        // The precursor leaves its words as long as they are.
        float[] direction = PromptVectors.direction(List.of(text));
        Map<ExamView, PictureMap> cosines = new EnumMap<>(ExamView.class);
        exam.views().values().stream().filter(view -> sentence.concerns(view.view().side()))
                .forEach(view -> cosines.put(view.view(), view.places().cosines(direction)));
        return cosines;
    }

    private DecodedMaps maps(ExamFeatures features, ExamInput input) {
        return model.config().mode() == FineAlignConfig.Mode.RECOMMENDED
                ? DecodedMaps.of(model.abnormality(features, input.pictures(), input.breasts(), Pass.EVAL), input)
                : DecodedMaps.of(model.dehazing(features, Pass.EVAL));
    }

    private static PlaceVectors[] places(ExamFeatures features) {
        int[] sizes = Arrays.stream(features.tokens().shape().sizes()).mapToInt(Math::toIntExact).toArray();
        float[] all = features.tokens().toFloats();
        int elements = all.length / ExamView.COUNT;
        PlaceVectors[] places = new PlaceVectors[ExamView.COUNT];
        Arrays.setAll(places, view -> new PlaceVectors(sizes[2], sizes[3],
                Arrays.copyOfRange(all, view * elements, (view + 1) * elements)));
        return places;
    }

    /** The rows of a tensor whose first dimensions count as many rows as there are. */
    private static void rows(Tensor tensor, float[][] rows) {
        float[] values = tensor.toFloats();
        int length = values.length / rows.length;
        for (int row = 0; row < rows.length; row++) {
            rows[row] = Arrays.copyOfRange(values, row * length, (row + 1) * length);
        }
    }
}
