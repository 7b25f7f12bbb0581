package dev.nacre.mammo.finealign.inference;

import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.eval.maps.MarkedView;
import dev.nacre.mammo.exam.ExamView;
import dev.nacre.mammo.exam.PreparedView;
import dev.nacre.mammo.image.PictureMap;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * What a model makes of marked exams.
 *
 * @param maps of lesions, one for each view
 * @param breasts of each exam, those that are there
 */
public record ReadViews(List<PictureMap> maps, List<Map<Laterality, BreastScore>> breasts) {
    /** Copies the lists. */
    public ReadViews {
        maps = List.copyOf(maps);
        breasts = List.copyOf(breasts);
    }

    /**
     * Reads all exams, one after the other.
     *
     * @param views exam by exam
     * @param done is told after each exam how many are done
     */
    public static ReadViews of(FineAlignPredictor predictor, PromptBank bank, List<MarkedView> views,
            IntConsumer done) {
        PromptVectors prompts = predictor.embed(bank);
        List<PictureMap> maps = new ArrayList<>();
        List<Map<Laterality, BreastScore>> breasts = new ArrayList<>();
        int first = 0;
        while (first < views.size()) {
            int end = first;
            Map<ExamView, PreparedView> exam = new EnumMap<>(ExamView.class);
            while (end < views.size() && views.get(end).exam() == views.get(first).exam()) {
                exam.put(views.get(end).view(), views.get(end).prepared());
                end++;
            }
            ExamReading reading = predictor.read(exam, prompts);
            for (MarkedView view : views.subList(first, end)) {
                maps.add(reading.views().get(view.view()).lesions());
            }
            breasts.add(reading.breasts());
            done.accept(breasts.size());
            first = end;
        }
        return new ReadViews(maps, breasts);
    }

    /** The baseline: brightness in the breast without the muscle. */
    public static List<PictureMap> brightness(List<MarkedView> views) {
        return views.stream().map(view -> view.prepared().brightness()).toList();
    }
}
