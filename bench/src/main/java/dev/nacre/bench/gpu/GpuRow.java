package dev.nacre.bench.gpu;

import dev.nacre.bench.gpu.GpuCase.Limit;
import dev.nacre.core.io.Json;
import java.util.Locale;
import java.util.Map;

/**
 * A line of the table.
 *
 * @param of       what was done
 * @param ours     our side
 * @param eager    PyTorch as it is
 * @param compiled PyTorch after torch.compile
 */
record GpuRow(GpuCase of, Side ours, Side eager, Side compiled) {
    private static final double MEBIBYTE = 1 << 20;

    static String heading() {
        return "| work | ms (range) | rate | of the limit | MiB | eager ms | eager / ours | goal | compiled ms"
                + " | compiled / ours | goal |\n|---|---|--:|--:|--:|---|--:|--:|---|--:|--:|";
    }

    /** Amount per second of a side, or NaN. */
    double rate(Side side) {
        return of.amount() / side.seconds();
    }

    /** Our share of the limit, or NaN. @param limits amount per second that some side reached in this run */
    double share(Map<Limit, Double> limits) {
        return rate(ours) / limits.getOrDefault(of.limit(), Double.NaN);
    }

    String markdown(Map<Limit, Double> limits) {
        String cells = "| " + of.name() + " | ";
        if (ours.isMeasured()) {
            double rate = of.limit().inUnits(rate(ours));
            cells += ours.timing().text() + (ours.remark().isEmpty() ? "" : " " + ours.remark()) + " | "
                    + number("%.4g " + of.limit().unit(), rate) + " | " + number("%.2f", share(limits)) + " | "
                    + number("%.0f", ours.bytes() / MEBIBYTE);
        } else {
            cells += ours.remark() + " | | |";
        }
        return cells + " | " + cell(eager) + " | " + number("%.2f", eager.seconds() / ours.seconds()) + " | "
                + goal(of.goal()) + " | " + cell(compiled) + " | "
                + number("%.2f", compiled.seconds() / ours.seconds()) + " | " + goal(of.compiled()) + " |";
    }

    private static String cell(Side side) {
        return side.isMeasured() ? side.timing().text() + number(", %.0f MiB", side.bytes() / MEBIBYTE) : side.remark();
    }

    private static String goal(double least) {
        return least > 0 ? number("%.2f", least) : "";
    }

    private static String number(String format, double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "";
    }

    Json json(Map<Limit, Double> limits) {
        return Json.object().with("name", of.name()).with("work", of.work().fields()).with("ours", ours.json())
                .with("rate", decimal(rate(ours))).with("limit", of.limit().name().toLowerCase(Locale.ROOT))
                .with("share", decimal(share(limits))).with("eager", eager.json()).with("compiled", compiled.json())
                .with("eager_ratio", decimal(eager.seconds() / ours.seconds())).with("eager_goal", decimal(of.goal()))
                .with("compiled_ratio", decimal(compiled.seconds() / ours.seconds()))
                .with("compiled_goal", decimal(of.compiled() > 0 ? of.compiled() : Double.NaN));
    }

    private static Json decimal(double value) {
        return Double.isFinite(value) ? new Json.Decimal(value) : Json.NULL;
    }
}
