package dev.nacre.kernels.cpu.jit;

import dev.nacre.core.DType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * One row of output pixels of a depthwise convolution as machine code, and what is done with each pixel
 * before it is stored, written as a {@linkplain RowProgram row program}:
 *
 * {@snippet :
 * var shape = DepthwiseRow.Shape.forward(5, 5, 1, channels, pixelOfX, pixelOfY, tapOfW);
 * var kernel = DepthwiseRow.define(shape, (p, y) -> {          // operands 0 to 4: rows of x, 5: weights
 *     var activated = y.plus(p.channel()).silu();              // operand 6: bias
 *     p.store(DType.BFLOAT16, activated);                      // operand 7
 *     p.sum(activated);                                        // operand 8
 * });
 * var call = kernel.call();
 * for (int row = 0; row < 5; row++) {
 *     call.rows(row, addressOfFirstTap[row], 0);
 * }
 * call.channels(5, weights).channels(6, bias).rows(7, out, 0).channels(8, sums).run(pixels);
 * }
 *
 * <p>The input rows are float32 and wide enough for every tap of every pixel: padding lies in them as zeros. Strides of
 * rows in the call mean nothing here: all results have the shape's distance of pixels. A pixel is the sum over rows of
 * taps, in each over the columns 0, s, 2s, …, 1, s + 1, …; its bits do not depend on its neighbours. Immutable, safe
 * for many threads.
 */
public final class DepthwiseRow {
    private static final int REMEMBERED = 256;
    private static final Map<Key, DepthwiseRow> KNOWN = new LinkedHashMap<>(REMEMBERED, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, DepthwiseRow> eldest) {
            return size() > REMEMBERED;
        }
    };

    private final RowDefinition definition;
    private final EmittedCode code;

    private DepthwiseRow(Shape shape, RowDefinition definition, boolean bfloat16Instructions) {
        this.definition = definition;
        this.code = EmittedCode.of(DepthwiseEmitter.emit(shape, definition, bfloat16Instructions));
    }

    private record Key(Shape shape, RowDefinition.Shape program) { }

    /**
     * What is added up for one output pixel. Distances count elements.
     *
     * @param rows        input rows
     * @param columns     input pixels of each row
     * @param step        input pixels from one output pixel to the next
     * @param inputPixel  distance of input pixels
     * @param outputPixel distance of output pixels, in all results
     * @param taps        where the weights of each row's columns begin
     * @param ahead       lines of memory asked for with each sixteen channels of a pixel, one behind the other from
     *                    where {@link RowCall#run(long, long)} says: what the next row of results will read
     */
    public record Shape(int rows, int columns, int step, int channels, long inputPixel, long outputPixel,
                        List<Long> taps, int ahead) {
        /** Checks the sizes. */
        public Shape {
            taps = List.copyOf(taps);
            if (rows < 1 || columns < 1 || step < 1 || channels < 1 || taps.size() != rows * columns) {
                throw new IllegalArgumentException("a depthwise convolution has rows, columns, a step, channels and a"
                        + " tap for each row and column, not " + rows + ", " + columns + ", " + step + ", " + channels
                        + " and " + taps.size());
            }
        }

        /** The convolution itself, weights {@code [kernelHeight, kernelWidth]} {@code tap} elements apart. */
        public static Shape forward(int kernelHeight, int kernelWidth, int strideWidth, int channels, long inputPixel,
                long outputPixel, long tap) {
            var taps = new ArrayList<Long>();
            for (int i = 0; i < kernelHeight * kernelWidth; i++) {
                taps.add(i * tap);
            }
            return new Shape(kernelHeight, kernelWidth, strideWidth, channels, inputPixel, outputPixel, taps, 0);
        }

        /**
         * The gradient of the input pixels of one phase: those at rows h and columns w where h + padTop has the
         * remainder {@code rowPhase} by the stride, w + padLeft the remainder {@code columnPhase}. With the quotients q
         * and r of the first such pixel, its inputs are the cotangent's rows q − rows + 1 to q and columns
         * r − columns + 1 to r, both ascending, zeros outside; the pixels of a phase lie a stride apart.
         */
        public static Shape inputGradient(int kernelHeight, int kernelWidth, int strideHeight, int strideWidth,
                int rowPhase, int columnPhase, int channels, long cotangentPixel, long outputPixel, long tap) {
            var taps = new ArrayList<Long>();
            int rows = Math.ceilDiv(kernelHeight - rowPhase, strideHeight);
            int columns = Math.ceilDiv(kernelWidth - columnPhase, strideWidth);
            for (int row = rows - 1; row >= 0; row--) {
                for (int column = columns - 1; column >= 0; column--) {
                    taps.add(((long) (rowPhase + row * strideHeight) * kernelWidth + columnPhase
                            + column * strideWidth) * tap);
                }
            }
            return new Shape(rows, columns, 1, channels, cotangentPixel, outputPixel, taps, 0);
        }

        /** The same, asking for so many lines of memory with each sixteen channels of a pixel. */
        public Shape asking(int lines) {
            return new Shape(rows, columns, step, channels, inputPixel, outputPixel, taps, lines);
        }
    }

    /**
     * The kernel of a shape: emitted at the first time, remembered for later. Needs
     * {@link MachineCode#instructionSet()}.
     *
     * @param results what is done with a pixel; operands are numbered behind the rows and the weights
     * @throws IllegalArgumentException where it needs more registers than there are, or sums over rows of channels
     */
    public static DepthwiseRow define(Shape shape, BiConsumer<RowDefinition, RowValue> results) {
        return define(MachineCode.instructionSet(), shape, results);
    }

    /** The same in a set of instructions. */
    static DepthwiseRow define(InstructionSet set, Shape shape, BiConsumer<RowDefinition, RowValue> results) {
        var definition = definition(set, shape, results);
        var key = new Key(shape, definition.shape());
        synchronized (KNOWN) {
            var known = KNOWN.get(key);
            if (known != null) {
                return known;
            }
        }
        var made = new DepthwiseRow(shape, definition, set == InstructionSet.AVX512 && MachineCode.hasBfloat16());
        synchronized (KNOWN) {
            KNOWN.put(key, made);
        }
        return made;
    }

    /**
     * Kernels of one kind, found by what tells them apart instead of by their definition; as {@link RowPrograms}.
     *
     * @param <K> what the definition depends on
     */
    public static final class Kinds<K> {
        private final CodeCache<Kind<K>, DepthwiseRow> kernels;

        /** A definition of what is done with a pixel. */
        public interface Results<K> {
            /** Defines it for a kind. */
            void define(K kind, RowDefinition definition, RowValue pixel);
        }

        private record Kind<K>(K kind, Shape shape) { }

        /** Of one definition, which must depend on what it is given alone. */
        public Kinds(Results<K> results) {
            kernels = new CodeCache<>(key ->
                    DepthwiseRow.define(key.shape, (p, pixel) -> results.define(key.kind, p, pixel)));
        }

        /** The kernel of a kind for a shape; see {@link DepthwiseRow#define}. */
        public DepthwiseRow of(K kind, Shape shape) {
            return kernels.get(new Kind<>(kind, shape));
        }
    }

    private static RowDefinition definition(InstructionSet set, Shape shape,
            BiConsumer<RowDefinition, RowValue> results) {
        var definition = new RowDefinition(set, shape.channels());
        for (int row = 0; row < shape.rows(); row++) {
            definition.row(DType.FLOAT32);
        }
        definition.channel();
        results.accept(definition, definition.given());
        if (definition.passes() > 1 || definition.lines() > 0) {
            throw new IllegalArgumentException("what follows a convolution cannot add over channels or keep values");
        }
        return definition;
    }

    /** Room for one thread's operands: rows of the input, weights, and what the results declared. */
    public RowCall call() {
        return new RowCall(definition.operands(), code);
    }

    RowDefinition definition() {
        return definition;
    }
}
