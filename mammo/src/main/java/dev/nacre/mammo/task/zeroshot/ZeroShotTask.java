package dev.nacre.mammo.task.zeroshot;

import dev.nacre.core.io.Json;
import dev.nacre.mammo.clip.FileEmbedder;
import dev.nacre.mammo.clip.MammoClip;
import dev.nacre.mammo.clip.ZeroShotScores;
import dev.nacre.mammo.data.sets.SetParts;
import dev.nacre.mammo.data.sets.SetRecord;
import dev.nacre.mammo.eval.cases.CaseUnit;
import dev.nacre.mammo.eval.cases.Cases;
import dev.nacre.mammo.eval.cases.Draws;
import dev.nacre.mammo.eval.cases.Prediction;
import dev.nacre.mammo.eval.cases.Question;
import dev.nacre.mammo.task.TaskWatch;
import dev.nacre.mammo.task.attribution.ExplainedAnswers;
import dev.nacre.mammo.task.attribution.MapChoice;
import dev.nacre.mammo.task.result.CaseGallery;
import dev.nacre.mammo.task.result.Judgement;
import dev.nacre.mammo.task.result.Pseudonyms;
import dev.nacre.mammo.task.result.ResultPart;
import dev.nacre.mammo.task.result.ShownCase;
import dev.nacre.mammo.task.result.TaskResult;
import dev.nacre.nn.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Zero-shot classification as a task: sentences instead of labels. Of a question of two classes the score is the
 * difference of the two cosines, and probabilities come from validation patients; of several classes the cosines.
 *
 * @param embedder of the model
 * @param parts    of the set; its training part is not looked at
 * @param unit     what counts once
 * @param draws    of the intervals
 * @param gallery  cases to show
 * @param maps     of what the scores of two classes come from, where they are wanted
 */
public record ZeroShotTask(FileEmbedder embedder, SetParts parts, CaseUnit unit, Draws draws, CaseGallery gallery,
        Optional<MapChoice> maps) {
    /**
     * Judges each question.
     *
     * @param prompts       of each question, its classes in the question's order
     * @param configuration what is needed to do it again
     * @param watch         is told how far it is
     * @throws InputException if prompts have another number of classes than their question, a picture cannot be used,
     *                        or a part of the set answers a question in one way only
     */
    public TaskResult run(Map<Question, PromptClasses> prompts, Json.Fields configuration, TaskWatch watch) {
        prompts.forEach((question, classes) -> {
            if (classes.classes().size() != question.classes().size()) {
                throw new InputException("the prompts for " + question.key() + " have " + classes.classes().size()
                        + " classes " + classes.names() + ", and the question has " + question.classes().size() + " "
                        + question.classes() + ": give one for each, in that order");
            }
        });
        prompts.keySet().forEach(question -> Judgement.check(question, unit, parts));
        List<SetRecord> all = Stream.concat(parts.validation().stream(), parts.test().stream()).toList();
        float[][] vectors = parts.reading(() -> embedder.pictures(all.stream().map(SetRecord::file).toList(),
                watch.pictures("pictures", all.size())));
        int validated = parts.validation().size();
        List<ResultPart> results = new ArrayList<>();
        List<Cases> cases = new ArrayList<>();
        List<ShownCase> shown = new ArrayList<>();
        Pseudonyms pseudonyms = new Pseudonyms();
        prompts.forEach((question, classes) -> {
            ZeroShotClassifier classifier = ZeroShotClassifier.of(embedder.predictor(), classes);
            List<Prediction> said = said(question, classifier, all, vectors);
            Judgement judged = Judgement.of("Zero-shot: " + question.key(), question, unit, said.subList(0, validated),
                    said.subList(validated, said.size()), draws);
            results.add(judged.part());
            cases.add(judged.cases());
            shown.addAll(shown(classifier, judged.cases(), pseudonyms, results, watch));
        });
        return new TaskResult("zeroshot", "Zero-shot classification", "What sentences tell without any label: how much"
                + " better pictures fit sentences of one class than of another." + parts.note(), results, cases,
                shown, pseudonyms, configuration);
    }

    private List<ShownCase> shown(ZeroShotClassifier classifier, Cases judged, Pseudonyms pseudonyms,
            List<ResultPart> results, TaskWatch watch) {
        if (maps.isEmpty() || !judged.question().isBinary()) {
            return gallery.of(judged, pseudonyms);
        }
        MammoClip model = embedder.predictor().model();
        // Maps need slopes by what the network sees, and none by its weights.
        model.imageEncoder().freeze();
        ExplainedAnswers explained = new ExplainedAnswers(classifier.contrast(model), classifier.scale(),
                embedder.predictor().pictures(), maps.get().method());
        results.add(explained.tested(judged, maps.get(), draws, watch));
        return gallery.with(explained).of(judged, pseudonyms);
    }

    private static List<Prediction> said(Question question, ZeroShotClassifier classifier, List<SetRecord> pictures,
            float[][] vectors) {
        List<Prediction> said = new ArrayList<>();
        if (question.isBinary()) {
            double[] contrasts = classifier.contrasts(vectors);
            for (int index = 0; index < contrasts.length; index++) {
                said.add(new Prediction(pictures.get(index), new double[] {contrasts[index]}));
            }
        } else {
            ZeroShotScores scores = classifier.scores(vectors);
            for (int index = 0; index < vectors.length; index++) {
                int picture = index;
                said.add(new Prediction(pictures.get(index), IntStream.range(0, question.classes().size())
                        .mapToDouble(one -> scores.cosine(picture, one)).toArray()));
            }
        }
        return said;
    }
}
