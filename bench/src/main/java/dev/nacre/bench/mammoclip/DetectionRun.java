package dev.nacre.bench.mammoclip;

import dev.nacre.bench.study.StudyFolder;
import dev.nacre.core.io.Json;
import dev.nacre.mammo.clip.MammoClipPredictor;
import dev.nacre.mammo.data.sets.SetRecord;
import dev.nacre.mammo.eval.localisation.HitRule;
import dev.nacre.mammo.task.detection.DetectionPictures;
import dev.nacre.mammo.task.detection.DetectionResults;
import dev.nacre.mammo.task.detection.DetectionSettings;
import dev.nacre.mammo.task.detection.DetectorPredictor;
import dev.nacre.mammo.task.detection.DetectorTraining;
import dev.nacre.mammo.task.detection.FoundLesion;
import dev.nacre.mammo.task.detection.LesionKind;
import dev.nacre.mammo.task.detection.MarkedPictures;
import dev.nacre.mammo.task.detection.WholePictures;
import dev.nacre.nn.detection.BoundingBox;
import dev.nacre.nn.detection.DetectionChoice;
import dev.nacre.nn.detection.RetinaNetConfig;
import dev.nacre.nn.train.TrainingListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A RetinaNet trained on all marked lesions, with every rate of the protocol; the one that is best on the validation
 * part is judged. Both starts get the same epochs and rates.
 *
 * @param data of the study
 * @param folder of the study
 * @param start where its encoder begins
 */
record DetectionRun(StudyData data, StudyFolder folder, Start start) {
    /** What is looked for. */
    static final List<LesionKind> KINDS = List.of(LesionKind.MASS, LesionKind.CALCIFICATION);

    /** What is found in the test pictures, beside what is there. */
    List<DetectionResults.Picture> found(Supplier<MammoClipPredictor> pretrained, TrainingListener watching) {
        Json boxes = folder.kept("detection/" + start.key(), () -> best(pretrained, watching)).get("test");
        List<MarkedPictures.Picture> marked = marked(data.parts().test());
        List<DetectionResults.Picture> pictures = new ArrayList<>();
        for (int picture = 0; picture < marked.size(); picture++) {
            pictures.add(new DetectionResults.Picture(marked.get(picture).patient(),
                    boxes.items().get(picture).items().stream().map(DetectionRun::fromJson).toList(),
                    marked.get(picture).lesions()));
        }
        return pictures;
    }

    private Json.Fields best(Supplier<MammoClipPredictor> pretrained, TrainingListener watching) {
        StudyProtocol.Detection how = data.protocol().detection();
        double best = Double.NEGATIVE_INFINITY;
        Json.Fields kept = null;
        for (double rate : how.rates()) {
            DetectionPictures pictures = new WholePictures(data.pictures());
            DetectionSettings settings = DetectionSettings.usual(how.epochs(), how.batch(), rate,
                    data.protocol().seed());
            RetinaNetConfig network = new RetinaNetConfig(StudyData.ENCODER, RetinaNetConfig.Taps.FINE, how.channels(),
                    KINDS.size(), how.smallestAnchor());
            DetectorTraining training = new DetectorTraining(network, KINDS, pictures, settings,
                    marked(data.parts().training()), marked(data.parts().validation())).watchedBy(watching);
            if (start == Start.PRETRAINED) {
                training.startingFrom(pretrained.get());
            }
            Path run = folder.folder(String.format(Locale.ROOT, "detection/%s-%.0e", start.key(), rate));
            DetectorPredictor detector = training.resume(run).detector();
            double quality = precision(pictures.results(detector, marked(data.parts().validation()),
                    DetectionChoice.RETINA_NET));
            if (quality > best) {
                best = quality;
                kept = Json.object().with("settings", settings.toJson()).with("validation", quality)
                        .with("test", new Json.Items(pictures.results(detector, marked(data.parts().test()),
                                DetectionChoice.RETINA_NET).stream().<Json>map(picture -> new Json.Items(
                                        picture.found().stream().map(DetectionRun::json).toList())).toList()));
            }
            detector.model().release();
        }
        return kept;
    }

    /** The mean average precision over both kinds. */
    private static double precision(List<DetectionResults.Picture> pictures) {
        double sum = 0;
        for (int kind = 0; kind < KINDS.size(); kind++) {
            sum += DetectionResults.of(pictures, kind, HitRule.USUAL).precision().mean();
        }
        return sum / KINDS.size();
    }

    private static List<MarkedPictures.Picture> marked(List<SetRecord> pictures) {
        return MarkedPictures.of(pictures, KINDS).pictures();
    }

    private static Json json(FoundLesion found) {
        return new Json.Items(Stream.of(found.box().x0(), found.box().y0(), found.box().x1(), found.box().y1(),
                found.score(), (double) found.kind()).<Json>map(Json.Decimal::new).toList());
    }

    private static FoundLesion fromJson(Json json) {
        double[] numbers = json.items().stream().mapToDouble(Json::decimal).toArray();
        return new FoundLesion(new BoundingBox(numbers[0], numbers[1], numbers[2], numbers[3]), numbers[4],
                (int) numbers[5]);
    }
}
