package dev.nacre.examples.finealign;

import dev.nacre.core.io.Json;
import dev.nacre.core.io.JsonWriter;
import dev.nacre.mammo.exam.ExamView;
import dev.nacre.mammo.exam.PreparedView;
import dev.nacre.mammo.finealign.inference.LinkedSentence;
import dev.nacre.mammo.finealign.inference.LinkedWord;
import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.image.PictureMap;
import dev.nacre.mammo.page.HeatColours;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What the page's script needs to show where words and sentences fit: for each of them and each picture, a byte for
 * every place, 0 for the lowest and 255 for the highest cosine that the breasts have anywhere in the exam.
 */
final class LinkData {
    private static final int MOST = 255;

    private final ExplainedExam exam;

    LinkData(ExplainedExam exam) {
        this.exam = exam;
    }

    /** JSON without characters that a page would take for markup. */
    String json() {
        List<Json> sentences = new ArrayList<>();
        for (LinkedSentence sentence : exam.sentences()) {
            List<Json> words = new ArrayList<>();
            for (LinkedWord word : sentence.words()) {
                words.add(link(word.cosines()));
            }
            sentences.add(link(sentence.cosines()).with("words", new Json.Items(words))
                    .with("regions", regions(sentence)));
        }
        Json.Fields all = Json.object().with("palette", HeatColours.palette())
                .with("sentences", new Json.Items(sentences));
        return JsonWriter.compact(all).replace("<", "\\u003c").replace("&", "\\u0026");
    }

    private Json.Fields regions(LinkedSentence sentence) {
        Json.Fields regions = Json.object();
        for (Map.Entry<ExamView, ExplainedView> view : exam.views().entrySet()) {
            PictureMap lesions = view.getValue().reading().lesions();
            OptionalInt region = sentence.region(view.getKey(), view.getValue().regions(), lesions.height(),
                    lesions.width());
            if (region.isPresent()) {
                regions = regions.with(view.getKey().name(), region.getAsInt());
            }
        }
        return regions;
    }

    private Json.Fields link(Map<ExamView, PictureMap> cosines) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        ExamView brightest = null;
        for (Map.Entry<ExamView, PictureMap> one : cosines.entrySet()) {
            PictureMap map = one.getValue();
            PreparedView prepared = exam.views().get(one.getKey()).reading().prepared();
            for (int place = 0; place < map.values().length; place++) {
                if (isInBreast(prepared.breast(), map, place)) {
                    low = Math.min(low, map.values()[place]);
                    if (map.values()[place] > high) {
                        high = map.values()[place];
                        brightest = one.getKey();
                    }
                }
            }
        }
        Json.Fields maps = Json.object();
        if (brightest == null) {
            return Json.object().with("maps", maps);
        }
        for (ExamView view : exam.views().keySet()) {
            if (cosines.containsKey(view)) {
                PictureMap map = cosines.get(view);
                maps = maps.with(view.name(), Json.object().with("rows", map.height()).with("columns", map.width())
                        .with("bytes", bytes(map, low, high)));
            }
        }
        return Json.object().with("maps", maps).with("low", rounded(low)).with("high", rounded(high))
                .with("brightest", ViewNames.title(brightest));
    }

    private static boolean isInBreast(Mask breast, PictureMap map, int place) {
        int row = (2 * (place / map.width()) + 1) * breast.height() / (2 * map.height());
        int column = (2 * (place % map.width()) + 1) * breast.width() / (2 * map.width());
        return breast.at(row, column);
    }

    private static String bytes(PictureMap map, double low, double high) {
        byte[] bytes = new byte[map.values().length];
        for (int place = 0; place < bytes.length; place++) {
            double share = high > low ? (map.values()[place] - low) / (high - low) : 0;
            bytes[place] = (byte) Math.rint(MOST * Math.clamp(share, 0, 1));
        }
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static double rounded(double value) {
        return Math.rint(100 * value) / 100;
    }
}
