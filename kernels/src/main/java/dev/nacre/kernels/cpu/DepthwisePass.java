package dev.nacre.kernels.cpu;

import dev.nacre.core.DType;
import dev.nacre.kernels.cpu.PaddedRows.Picture;
import dev.nacre.kernels.cpu.jit.DepthwiseRow;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

/**
 * A depthwise convolution, or the gradient of its picture, row by row of the result. Rows of float32 are read where
 * they lie, while the next ones are asked for; only what lies at the edges is copied between zeros. Rows of bfloat16
 * are widened into such copies. Pixels do not depend on each other, so that no cut changes a bit.
 */
final class DepthwisePass {
    /** Rows that pay for reading those of the neighbouring slab again. */
    private static final int SLAB_ROWS = 8;
    private static final int SLABS_OF_A_THREAD = 2;
    /** Channels whose weights and input pixels stay in the first-level cache along a row. */
    private static final int STRIPE = 256;
    /** The first-level cache: its lines, its sets, and how many lines of a set are there for input pixels. */
    private static final long LINE_BYTES = 64;
    private static final long CACHE_SETS = 64;
    private static final long LINES_OF_A_SET = 10;
    private static final int PIXELS_AT_ONCE = 8;
    /** Bytes of rows that leave room in the second-level cache. */
    private static final long NEAR_BYTES = 3 << 19;

    private final Picture from;
    private final MemorySegment weights;
    private final Picture to;
    private final Phase[][] phases;
    private final int padTop;
    private final IntUnaryOperator lastRow;

    /** The kernel of a phase for some channels. */
    interface Kernel {
        DepthwiseRow.Shape of(int channels, long inputPixel);
    }

    /**
     * Pixels of a result's row that the same taps reach: every {@code step}-th from {@code first} on.
     *
     * @param rows  that are read
     * @param ahead lines that are asked for with each vector of a pixel, for the next rows
     */
    record Phase(Kernel kernel, int rows, int ahead, DepthwiseReach reach, int first, int step) { }

    private DepthwisePass(Picture from, MemorySegment weights, Picture to, Phase[][] phases, int padTop,
            IntUnaryOperator lastRow) {
        this.from = from;
        this.weights = weights;
        this.to = to;
        this.phases = phases;
        this.padTop = padTop;
        this.lastRow = lastRow;
    }

    /** The convolution; weights float32. */
    static DepthwisePass forward(Conv2dShape s, Picture x, MemorySegment weights, Picture y) {
        Kernel kernel = (channels, pixel) -> DepthwiseRow.Shape.forward(s.kernelHeight(), s.kernelWidth(),
                s.strideWidth(), channels, pixel, s.channels(), s.channels());
        var reach = new DepthwiseReach(-s.padLeft(), s.strideWidth(), s.kernelWidth(), s.outWidth());
        return new DepthwisePass(x, weights, y,
                new Phase[][] {{new Phase(kernel, s.kernelHeight(),
                        s.strideHeight() * s.strideWidth(), reach, 0, 1)}}, 0,
                row -> row * s.strideHeight() - s.padTop() + s.kernelHeight() - 1);
    }

    /** The gradient of the picture from the cotangent dy; weights float32. */
    static DepthwisePass inputGradient(Conv2dShape s, Picture dy, MemorySegment weights, Picture dx) {
        var phases = new Phase[s.strideHeight()][];
        for (int row = 0; row < s.strideHeight(); row++) {
            var found = new ArrayList<Phase>();
            for (int column = 0; column < s.strideWidth(); column++) {
                int first = Math.floorMod(column - s.padLeft(), s.strideWidth());
                if (first < s.width()) {
                    found.add(gradientPhase(s, row, column, first, found.isEmpty() ? 1 : 0));
                }
            }
            phases[row] = found.toArray(Phase[]::new);
        }
        return new DepthwisePass(dy, weights, dx, phases, s.padTop(), row -> (row + s.padTop()) / s.strideHeight());
    }

    private static Phase gradientPhase(Conv2dShape s, int row, int column, int first, int ahead) {
        Kernel kernel = (channels, pixel) -> DepthwiseRow.Shape.inputGradient(s.kernelHeight(), s.kernelWidth(),
                s.strideHeight(), s.strideWidth(), row, column, channels, pixel,
                (long) s.strideWidth() * s.channels(), s.channels());
        var shape = kernel.of(1, 1);
        var reach = new DepthwiseReach((first + s.padLeft()) / s.strideWidth() - shape.columns() + 1, 1,
                shape.columns(), Math.ceilDiv(s.width() - first, s.strideWidth()));
        return new Phase(kernel, shape.rows(), ahead, reach, first, s.strideWidth());
    }

    /** Runs over all images, in parts of rows and columns. */
    void run(Workers workers, int images, boolean parallel) {
        int rows = mostRows();
        long rowFloats = (long) from.width() * from.channels();
        int tiles = Math.toIntExact(Math.clamp(Math.ceilDiv(rows * rowFloats * Float.BYTES, NEAR_BYTES), 1,
                to.width()));
        int slabs = Math.clamp(SLABS_OF_A_THREAD * (long) workers.threads() / ((long) images * tiles), 1,
                Math.max(1, to.height() / SLAB_ROWS));
        try (var zeros = Scratch.borrow(inPlace() ? rowFloats : 0)) {
            zeros.segment().fill((byte) 0);
            Workers.PartBody body = part -> {
                int slab = part % slabs;
                int tile = part / slabs % tiles;
                part(part / slabs / tiles, cut(to.width(), tile, tiles), cut(to.width(), tile + 1, tiles),
                        cut(to.height(), slab, slabs), cut(to.height(), slab + 1, slabs), zeros);
            };
            if (parallel) {
                workers.parts(images * tiles * slabs, body);
            } else {
                for (int part = 0; part < images * tiles * slabs; part++) {
                    body.run(part);
                }
            }
        }
    }

    private static int cut(int size, int part, int parts) {
        return Math.toIntExact((long) size * part / parts);
    }

    /** Whether rows may be read where they lie: copies of pixels fall into more sets of the first-level cache. */
    private boolean inPlace() {
        long bytes = (long) from.channels() * Float.BYTES;
        long sets = bytes % LINE_BYTES == 0 ? CACHE_SETS / Math.min(CACHE_SETS, Long.lowestOneBit(bytes / LINE_BYTES))
                : CACHE_SETS;
        var reach = phases[0][0].reach();
        int pixels = (PIXELS_AT_ONCE - 1) * reach.step() + reach.columns();
        return from.type() == DType.FLOAT32 && (long) mostRows() * pixels <= LINES_OF_A_SET * sets;
    }

    private int mostRows() {
        int most = 0;
        for (var row : phases) {
            for (var phase : row) {
                most = Math.max(most, phase.rows());
            }
        }
        return most;
    }

    /** Some pixels of a phase: those that read left of the picture, those inside, those that read right of it. */
    private record Cut(Phase phase, int begin, int insideBegin, int insideEnd, int end) {
        DepthwiseReach left() {
            return phase.reach().part(begin, insideBegin);
        }

        DepthwiseReach right() {
            return phase.reach().part(insideEnd, end);
        }
    }

    /** Rows of a picture where they lie. @param outside address of zeros */
    private record InPlace(Picture picture, int image, int column, long outside) implements DepthwiseStretch.Source {
        @Override
        public long address(int row) {
            return row < 0 || row >= picture.height() ? outside : picture.address(image, row, column, 0);
        }

        @Override
        public long behind(int row) {
            return address(Math.min(row + 1, picture.height() - 1));
        }
    }

    /** What a phase does in some columns of the result. */
    private Cut cut(Phase phase, int columnBegin, int columnEnd) {
        int begin = Math.max(0, Math.ceilDiv(columnBegin - phase.first(), phase.step()));
        int end = Math.max(begin, Math.ceilDiv(columnEnd - phase.first(), phase.step()));
        if (!inPlace()) {
            return new Cut(phase, begin, end, end, end);
        }
        return new Cut(phase, begin, Math.clamp(phase.reach().insideBegin(), begin, end),
                Math.clamp(phase.reach().insideEnd(from.width()), begin, end), end);
    }

    private void part(int image, int columnBegin, int columnEnd, int rowBegin, int rowEnd, Scratch zeros) {
        var cuts = Arrays.stream(phases).map(row ->
                Arrays.stream(row).map(phase -> cut(phase, columnBegin, columnEnd)).toList()).toList();
        try (var left = padded(image, cuts, Cut::left); var right = padded(image, cuts, Cut::right)) {
            var stretches = cuts.stream().map(row -> stretches(row, left, right, image, zeros)).toList();
            for (int row = rowBegin; row < rowEnd; row++) {
                for (var stretch : stretches.get((row + padTop) % phases.length)) {
                    stretch.run(lastRow.applyAsInt(row), to.address(image, row, 0, 0));
                }
            }
        }
    }

    /** Copies of all that some pixels read; null where there are none. */
    private PaddedRows padded(int image, List<List<Cut>> cuts, Function<Cut, DepthwiseReach> pixels) {
        var reaches = cuts.stream().flatMap(List::stream).map(pixels).filter(reach -> reach.pixels() > 0).toList();
        if (reaches.isEmpty()) {
            return null;
        }
        int begin = reaches.stream().mapToInt(DepthwiseReach::first).min().orElseThrow();
        int end = reaches.stream().mapToInt(DepthwiseReach::end).max().orElseThrow();
        return new PaddedRows(from, image, 0, from.channels(), mostRows(), begin, end - begin);
    }

    private List<DepthwiseStretch> stretches(List<Cut> cuts, PaddedRows left, PaddedRows right, int image,
            Scratch zeros) {
        var stretches = new ArrayList<DepthwiseStretch>();
        for (var cut : cuts) {
            addPadded(stretches, cut, cut.begin(), cut.insideBegin(), left);
            addPadded(stretches, cut, cut.insideEnd(), cut.end(), right);
            if (cut.insideBegin() < cut.insideEnd()) {
                var phase = cut.phase();
                int column = phase.reach().first() + cut.insideBegin() * phase.reach().step();
                long outside = zeros.segment().address();
                stretches.add(stretch(cut, cut.insideBegin(), cut.insideEnd(), STRIPE,
                        new InPlace(from, image, column, outside),
                        channels -> phase.kernel().of(channels, from.channels()).asking(phase.ahead())));
            }
        }
        return stretches;
    }

    private void addPadded(List<DepthwiseStretch> stretches, Cut cut, int begin, int end, PaddedRows rows) {
        if (begin < end) {
            int column = cut.phase().reach().first() + begin * cut.phase().reach().step();
            stretches.add(stretch(cut, begin, end, inPlace() ? from.channels() : STRIPE,
                    row -> rows.address(row, column),
                    channels -> cut.phase().kernel().of(channels, PaddedRows.pitch(from.channels()))));
        }
    }

    private DepthwiseStretch stretch(Cut cut, int begin, int end, int stripe, DepthwiseStretch.Source source,
            DepthwiseStretch.Kernel kernel) {
        return new DepthwiseStretch(source, kernel, stripe, weights.address(), to,
                cut.phase().first() + begin * cut.phase().step(), end - begin);
    }
}
