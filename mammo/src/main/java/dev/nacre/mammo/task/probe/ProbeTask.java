package dev.nacre.mammo.task.probe;

import dev.nacre.core.io.Json;
import dev.nacre.mammo.clip.MammoClipPredictor;
import dev.nacre.mammo.data.sets.SetParts;
import dev.nacre.mammo.data.sets.SetRecord;
import dev.nacre.mammo.eval.cases.CaseUnit;
import dev.nacre.mammo.eval.cases.Cases;
import dev.nacre.mammo.eval.cases.Draws;
import dev.nacre.mammo.eval.cases.Prediction;
import dev.nacre.mammo.eval.cases.Question;
import dev.nacre.mammo.task.QuestionLabels;
import dev.nacre.mammo.task.TaskWatch;
import dev.nacre.mammo.task.attribution.ExplainedAnswers;
import dev.nacre.mammo.task.attribution.MapChoice;
import dev.nacre.mammo.task.result.CaseGallery;
import dev.nacre.mammo.task.result.Judgement;
import dev.nacre.mammo.task.result.Pseudonyms;
import dev.nacre.mammo.task.result.ResultPart;
import dev.nacre.mammo.task.result.ShownCase;
import dev.nacre.mammo.task.result.TaskResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The linear probe as a task: features of a frozen encoder, a probe for each question on a share of the training
 * patients, thresholds and probabilities by the validation patients, figures on the test patients.
 *
 * @param cache    of the encoder's features
 * @param parts    of the set
 * @param settings of the fit
 * @param unit     what counts once
 * @param draws    of the intervals
 * @param gallery  cases to show
 * @param maps     of what the scores come from, where they are wanted
 */
public record ProbeTask(FeatureCache cache, SetParts parts, ProbeSettings settings, CaseUnit unit, Draws draws,
        CaseGallery gallery, Optional<Maps> maps) {
    /**
     * How scores are explained.
     *
     * @param predictor whose encoder gave the features
     * @param choice    of the maps
     */
    public record Maps(MammoClipPredictor predictor, MapChoice choice) {
    }

    /**
     * Fits and judges a probe for each question.
     *
     * @param configuration what is needed to do it again
     * @param watch         is told how far it is
     * @throws dev.nacre.nn.InputException if a picture cannot be used, or a part of the set answers a question in one
     *                                     way only
     */
    public TaskResult run(List<Question> questions, Json.Fields configuration, TaskWatch watch) {
        questions.forEach(question -> Judgement.check(question, unit, parts));
        List<SetRecord> all = Stream.of(parts.training(), parts.validation(), parts.test()).flatMap(List::stream)
                .toList();
        List<Path> files = all.stream().map(SetRecord::file).toList();
        PictureFeatures features = parts.reading(() -> cache.features(files, watch.pictures("pictures",
                files.size())));
        int learned = parts.training().size();
        int validated = learned + parts.validation().size();
        List<ResultPart> results = new ArrayList<>();
        List<Cases> cases = new ArrayList<>();
        List<ShownCase> shown = new ArrayList<>();
        Pseudonyms pseudonyms = new Pseudonyms();
        for (Question question : questions) {
            TrainedProbe probe = new LinearProbe(QuestionLabels.scheme(question), settings).train(
                    QuestionLabels.of(question, parts.training()), features.chosen(range(0, learned)));
            Judgement judged = Judgement.of("Probe for " + question.key(), question, unit,
                    said(probe, parts.validation(), features.chosen(range(learned, validated))),
                    said(probe, parts.test(), features.chosen(range(validated, files.size()))), draws);
            results.add(judged.part());
            cases.add(judged.cases());
            shown.addAll(shown(probe, judged.cases(), pseudonyms, results, watch));
        }
        return new TaskResult("probe", "A linear probe", String.format(Locale.ROOT, "How much a frozen encoder knows:"
                + " one linear layer on its features, fitted to the labels of %.3g %% of the training patients, its"
                + " penalty chosen among these alone.", 100 * settings.share()) + parts.note(), results, cases, shown,
                pseudonyms, configuration.with("probe", settings.toJson()));
    }

    private List<ShownCase> shown(TrainedProbe probe, Cases judged, Pseudonyms pseudonyms, List<ResultPart> results,
            TaskWatch watch) {
        if (maps.isEmpty() || !judged.question().isBinary()) {
            return gallery.of(judged, pseudonyms);
        }
        Maps wanted = maps.get();
        // Maps need slopes by what the network sees, and none by its weights.
        wanted.predictor().model().imageEncoder().freeze();
        ExplainedAnswers explained = ExplainedAnswers.of(wanted.predictor().model().imageEncoder(), probe.classifier(),
                0, wanted.predictor().pictures(), wanted.choice().method());
        results.add(explained.tested(judged, wanted.choice(), draws, watch));
        return gallery.with(explained).of(judged, pseudonyms);
    }

    private static int[] range(int begin, int end) {
        return IntStream.range(begin, end).toArray();
    }

    private static List<Prediction> said(TrainedProbe probe, List<SetRecord> pictures, PictureFeatures features) {
        double[][] logits = probe.logits(features);
        List<Prediction> said = new ArrayList<>();
        for (int index = 0; index < logits.length; index++) {
            said.add(new Prediction(pictures.get(index), logits[index]));
        }
        return said;
    }
}
