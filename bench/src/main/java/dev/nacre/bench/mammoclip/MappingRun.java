package dev.nacre.bench.mammoclip;

import dev.nacre.bench.study.StudyFolder;
import dev.nacre.core.io.Json;
import dev.nacre.mammo.clip.MammoClipPredictor;
import dev.nacre.mammo.data.sets.Finding;
import dev.nacre.mammo.data.sets.SetRecord;
import dev.nacre.mammo.eval.cases.Question;
import dev.nacre.mammo.image.Mammogram;
import dev.nacre.mammo.image.PreparedPicture;
import dev.nacre.mammo.prepare.MammogramReader;
import dev.nacre.mammo.task.factor.FactorAttribute;
import dev.nacre.mammo.task.factor.FactorCase;
import dev.nacre.mammo.task.factor.FactorPredictor;
import dev.nacre.mammo.task.factor.FactorQuery;
import dev.nacre.mammo.task.factor.FactorReader;
import dev.nacre.mammo.task.factor.FactorSettings;
import dev.nacre.mammo.task.factor.FactorTraining;
import dev.nacre.mammo.task.factor.LocalisationCase;
import dev.nacre.mammo.task.factor.LocalisedMaps;
import dev.nacre.mammo.task.zeroshot.PromptClasses;
import dev.nacre.nn.train.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Mammo-FActOR's mapper on the pretrained encoders, and what its maps find beside the brightest tissue, in the test
 * pictures that show a lesion.
 *
 * @param data of the study
 * @param folder of the study
 */
record MappingRun(StudyData data, StudyFolder folder) {
    /** What is looked for. */
    static final List<Question> QUESTIONS = List.of(Question.named("mass").orElseThrow(),
            Question.named("calcification").orElseThrow());
    private static final String PATIENTS = "patients";
    private static final String MAPS = "maps";
    private static final String BRIGHTNESS = "brightness";

    /** Maps beside brightness. @param patients of each picture */
    record Found(List<String> patients, LocalisedMaps maps, LocalisedMaps brightness) {
    }

    /** What is found of one of {@link #QUESTIONS}. */
    Found found(Question question, Supplier<MammoClipPredictor> pretrained, TrainingListener watching) {
        Json kept = folder.kept("mapping/figures", () -> judged(pretrained.get(), watching)).get(question.key());
        return new Found(kept.get(PATIENTS).items().stream().map(Json::text).toList(),
                maps(MAPS, kept.get(MAPS)), maps(BRIGHTNESS, kept.get(BRIGHTNESS)));
    }

    private Json.Fields judged(MammoClipPredictor clip, TrainingListener watching) {
        FactorReader reader = FactorReader.usual(trained(clip, watching));
        Json.Fields all = Json.object();
        for (Question question : QUESTIONS) {
            all = all.with(question.key(), judged(reader, question));
        }
        return all;
    }

    private FactorPredictor trained(MammoClipPredictor clip, TrainingListener watching) {
        StudyProtocol.Mapping how = data.protocol().mapping();
        FactorSettings settings = FactorSettings.published().withLevel(how.level())
                .withEpochs(how.epochs(), how.epochs()).withSteps(how.batch(), how.rate())
                .withSeed(data.protocol().seed());
        List<FactorAttribute> attributes = QUESTIONS.stream().map(question -> new FactorAttribute(question.key(),
                PromptClasses.named(question.key()).classes().getLast().sentences())).toList();
        return new FactorTraining(clip, data.pictures(), attributes, settings, cases(data.parts().training()),
                cases(data.parts().validation())).watchedBy(watching).resume(folder.folder("mapping/run")).model();
    }

    private static List<FactorCase> cases(List<SetRecord> pictures) {
        return pictures.stream().map(picture -> new FactorCase(picture.file(), QUESTIONS.stream()
                .filter(question -> question.label(picture).orElse(0) == 1).map(Question::key)
                .collect(Collectors.toSet()))).toList();
    }

    private Json.Fields judged(FactorReader reader, Question question) {
        FactorQuery query = reader.model().attribute(question.key());
        List<Json> patients = new ArrayList<>();
        List<Json> maps = new ArrayList<>();
        List<Json> brightness = new ArrayList<>();
        for (SetRecord record : data.parts().test()) {
            List<Finding> asked = record.findings().stream().filter(finding -> !finding.regions().isEmpty()
                    && question.label(record, finding).orElse(0) == 1).toList();
            if (!asked.isEmpty()) {
                Mammogram original = MammogramReader.read(record.file());
                PreparedPicture picture = data.pictures().recipe().apply(original);
                LocalisationCase one = LocalisationCase.of(record, original, picture, asked);
                if (!one.lesions().isEmpty()) {
                    patients.add(new Json.Text(record.patient()));
                    maps.add(json(LocalisedMaps.Picture.of(one, reader.model().maps(picture, List.of(query),
                            reader.recipe(), reader.channels()).getFirst().prepared(picture.height(), picture.width()),
                            reader.regions())));
                    brightness.add(json(LocalisedMaps.Picture.of(one, one.brightness(), reader.regions())));
                }
            }
        }
        return Json.object().with(PATIENTS, new Json.Items(patients)).with(MAPS, new Json.Items(maps))
                .with(BRIGHTNESS, new Json.Items(brightness));
    }

    private static Json json(LocalisedMaps.Picture picture) {
        return Json.object().with("lesions", new Json.Items(picture.lesions().stream().<Json>map(Json.Decimal::new)
                .toList())).with("surest", picture.surest()).with("pointing", picture.pointing());
    }

    private static LocalisedMaps maps(String name, Json json) {
        return new LocalisedMaps(name, json.items().stream().map(picture -> new LocalisedMaps.Picture(
                picture.get("lesions").items().stream().map(Json::decimal).toList(), picture.get("surest").decimal(),
                picture.get("pointing").decimal())).toList());
    }
}
