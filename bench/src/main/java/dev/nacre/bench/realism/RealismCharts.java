package dev.nacre.bench.realism;

import dev.nacre.bench.chart.CurveChart;
import dev.nacre.bench.chart.CurveChart.Scale;
import dev.nacre.mammo.realism.BreastOutline;
import dev.nacre.mammo.realism.LevelDistribution;
import dev.nacre.mammo.realism.PowerSpectrum;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The charts of a comparison, by file name. */
final class RealismCharts {
    private static final double[] DEPTHS = {0.5, 1.5, 2.5, 4, 7.5, 15, 25, 37.5, 57.5};

    private RealismCharts() {
    }

    static Map<String, CurveChart> of(List<SetMeasures> sets) {
        CurveChart levels = new CurveChart("Grey levels inside the breast",
                Scale.even("level (0: 1st percentile of the breast, 1: 99.9th)", 0, 1),
                Scale.even("share of pixels in a fiftieth", 0, 0.1));
        CurveChart spectra = new CurveChart("Power spectrum of the tissue",
                Scale.powers("spatial frequency, cycles/mm", 0.05, 2.5),
                Scale.powers("power, 1 at 0.2 cycles/mm", 1e-5, 100));
        CurveChart depths = new CurveChart("Mean level below the skin", Scale.even("depth, mm", 0, 60),
                Scale.even("level", 0, 0.5));
        CurveChart outlines = new CurveChart("Outline: how far the breast reaches from the chest wall",
                Scale.even("from top (0) to bottom (1)", 0, 1), Scale.even("part of the width", 0, 1));
        for (SetMeasures set : sets) {
            levels.line(set.name(), steps(LevelDistribution.BINS, 0.5 / LevelDistribution.BINS,
                    1.0 / LevelDistribution.BINS), set.means(picture -> picture.levels().shares()));
            spectra.line(set.name(), steps(63, PowerSpectrum.STEP, PowerSpectrum.STEP),
                    set.means(picture -> relative(picture.spectrum().power())));
            depths.line(set.name(), DEPTHS, set.means(picture -> picture.dense().byDepth()));
            outlines.line(set.name(), steps(BreastOutline.HEIGHTS, 0, 1.0 / (BreastOutline.HEIGHTS - 1)),
                    set.means(picture -> picture.outline().profile()));
        }
        Map<String, CurveChart> charts = new LinkedHashMap<>();
        charts.put("levels.svg", levels);
        charts.put("spectrum.svg", spectra);
        charts.put("depth.svg", depths);
        charts.put("outline.svg", outlines);
        return charts;
    }

    /** Pictures differ in contrast; their spectra are compared in form. */
    private static double[] relative(double[] power) {
        double reference = power[(int) Math.round(0.2 / PowerSpectrum.STEP)];
        return IntStream.rangeClosed(1, 63).mapToDouble(index -> power[index] / reference).toArray();
    }

    private static double[] steps(int count, double first, double step) {
        return IntStream.range(0, count).mapToDouble(index -> first + index * step).toArray();
    }
}
