package dev.nacre.mammo.finealign.inference;

import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.exam.ExamView;
import dev.nacre.mammo.exam.PreparedView;
import dev.nacre.mammo.image.PictureMap;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Makes a reading of what the network gave for one exam. */
record ExamAssembly(ExamInput input, DecodedMaps maps, PlaceVectors[] places, float[][] vectors, float[][] breasts,
        double scale, PromptVectors prompts) {
    private static final double SIGMA = 1.5;
    private static final double BRIGHTEST = 0.995;
    private static final double PRECURSOR_VEIL = 1;

    ExamReading reading() {
        Map<ExamView, ViewReading> views = new EnumMap<>(ExamView.class);
        List<ExamView> order = input.order();
        for (int number = 0; number < order.size(); number++) {
            views.put(order.get(number), view(order.get(number), number));
        }
        Map<Laterality, BreastScore> scores = new EnumMap<>(Laterality.class);
        for (ViewReading view : views.values()) {
            scores.computeIfAbsent(view.view().side(), this::score);
        }
        return new ExamReading(views, scores);
    }

    private ViewReading view(ExamView view, int number) {
        PreparedView prepared = input.views().get(view);
        PictureMap picture = input.picture(number);
        PromptVectors.Side texts = prompts.sides().get(view.side());
        Map<String, PictureMap> findings = new LinkedHashMap<>();
        for (int set = 0; set < prompts.names().size(); set++) {
            findings.put(prompts.names().get(set), text(view, texts.findings()[set]));
        }
        return switch (maps) {
            case DecodedMaps.Recommended own -> {
                PictureMap veil = own.veil().map(number);
                PictureMap awareness = own.awareness().map(number);
                double brightest = picture.percentile(prepared.breast(), BRIGHTEST);
                yield new ViewReading(view, prepared,
                        Enhancement.RECOMMENDED.of(picture, own.background().map(number), awareness),
                        Optional.of(DehazedView.RECOMMENDED.of(picture, veil, brightest)),
                        AwarenessMap.of(awareness, veil), Optional.of(veil), awareness,
                        FusedMap.RECOMMENDED.of(prepared, awareness, text(view, texts.present()),
                                text(view, texts.absent())), findings, places[view.ordinal()],
                        vectors[view.ordinal()]);
            }
            case DecodedMaps.Precursor own -> {
                PictureMap transmission = own.transmission().map(number);
                PictureMap veiled = transmission.complement();
                yield new ViewReading(view, prepared, PrecursorView.of(picture, transmission, PRECURSOR_VEIL),
                        Optional.empty(), transmission, Optional.empty(), veiled,
                        veiled.within(prepared.searched()), findings, places[view.ordinal()],
                        vectors[view.ordinal()]);
            }
        };
    }

    private PictureMap text(ExamView view, float[] vector) {
        return places[view.ordinal()].map(vector, input.pictures().height(), input.pictures().width(), SIGMA);
    }

    private BreastScore score(Laterality side) {
        PromptVectors.Side texts = prompts.sides().get(side);
        double margin = BreastScore.margin(scale, breasts[side == Laterality.LEFT ? 0 : 1], texts.presentReports(),
                texts.absentReports());
        return BreastScore.of(margin, switch (maps) {
            case DecodedMaps.Recommended aware -> OptionalDouble.of(aware.sides().get(side));
            case DecodedMaps.Precursor unaware -> OptionalDouble.empty();
        });
    }
}
