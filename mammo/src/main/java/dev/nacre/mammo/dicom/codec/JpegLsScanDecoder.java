package dev.nacre.mammo.dicom.codec;

import dev.nacre.mammo.dicom.DicomException;
import java.util.Arrays;

/**
 * JPEG-LS, lossless and near-lossless (T.87 annex A): flat areas are coded as runs; elsewhere the error of a prediction
 * is Golomb-coded in a context that the neighbours' gradients choose.
 */
final class JpegLsScanDecoder {
    private final JpegLsModel model;
    private final JpegLsContexts contexts;
    private final JpegLsBits bits;
    private final int columns;
    private int runIndex;
    // Lines have a sample before and one behind, so that every pixel has its neighbours (T.87 A.2.1).
    private int[] above;
    private int[] line;

    private JpegLsScanDecoder(JpegLsModel model, JpegLsBits bits, int columns) {
        this.model = model;
        this.bits = bits;
        this.columns = columns;
        contexts = model.contexts();
        above = new int[columns + 2];
        line = new int[columns + 2];
    }

    /** The samples, as {@link FrameDecoder#decode} gives them. */
    static short[] decode(byte[] stream, JpegFrame frame, JpegScan scan, JpegTables tables) {
        if (scan.dcTable() != 0 || scan.acTable() != 0) {
            throw new DicomException("the compressed frame is JPEG-LS with a mapping table, which is not decoded: "
                    + "export the file uncompressed");
        }
        if (scan.low() != 0 || scan.high() != 0) {
            throw DamagedStream.at(scan.start(), "a point transform in JPEG-LS");
        }
        int near = scan.first();
        JpegLsPresets presets = tables.presets().completed(frame.precision(), near, scan.start());
        // A line takes at least a bit.
        if (8L * (stream.length - scan.start()) < frame.rows()) {
            throw DamagedStream.endsEarly(stream.length);
        }
        int columns = frame.columns();
        short[] samples = new short[frame.rows() * columns];
        JpegLsBits bits = new JpegLsBits(stream, scan.start());
        JpegLsScanDecoder decoder = new JpegLsScanDecoder(new JpegLsModel(near, presets), bits, columns);
        int restart = tables.restartInterval();
        for (int row = 0; row < frame.rows(); row++) {
            if (restart > 0 && row > 0 && row % restart == 0) {
                bits.restart(row / restart - 1);
                decoder.restart();
            }
            decoder.decodeLine();
            bits.requireUnspent();
            int[] decoded = decoder.above;
            for (int column = 0, index = row * columns; column < columns; column++, index++) {
                samples[index] = (short) decoded[column + 1];
            }
        }
        bits.finish();
        return samples;
    }

    private void restart() {
        contexts.forget();
        runIndex = 0;
        above = new int[columns + 2];
        line = new int[columns + 2];
    }

    /** Decodes a line, which then is the one above. */
    private void decodeLine() {
        above[columns + 1] = above[columns];
        line[0] = above[1];
        int column = 1;
        while (column <= columns) {
            int left = line[column - 1];
            int top = above[column];
            int aboveLeft = above[column - 1];
            int context = model.context(above[column + 1] - top, top - aboveLeft, aboveLeft - left);
            if (context == 0) {
                column = decodeRun(column);
            } else {
                line[column] = decodeSample(context, JpegLsModel.predict(left, top, aboveLeft));
                column++;
            }
        }
        int[] next = above;
        above = line;
        line = next;
    }

    private int decodeSample(int signedContext, int predicted) {
        int sign = signedContext >> 31;
        int context = (signedContext ^ sign) - sign;
        int corrected = model.clamp(predicted + ((contexts.correction(context) ^ sign) - sign));
        int parameter = contexts.golomb(context);
        int coded = golomb(parameter, model.limit);
        // Even codes are errors from zero up, odd ones from -1 down; the other way round where these are likelier.
        int error = coded >> 1 ^ -(coded & 1);
        if (parameter == 0 && model.near == 0 && contexts.isNegativeLikelier(context)) {
            error = ~error;
        }
        contexts.learn(context, error);
        return model.reconstruct(corrected, (error ^ sign) - sign);
    }

    /** A number in a Golomb code of limited length (T.87 A.5.3). */
    private int golomb(int parameter, int limit) {
        int most = limit - model.errorBits - 1;
        int zeros = bits.zeros(most);
        int value = zeros;
        bits.fill();
        if (zeros == most) {
            value = bits.take(model.errorBits) + 1;
        } else if (parameter > 0) {
            value = parameter > 16 ? Integer.MAX_VALUE : zeros << parameter | bits.take(parameter);
        }
        if (value > 2 * model.range) {
            throw DamagedStream.at(bits.position(), "an error of prediction that cannot be");
        }
        return value;
    }

    /**
     * Decodes a run of the level to the left and, unless it ends with the line, the sample behind it (T.87 A.7).
     *
     * @return the column behind them
     */
    private int decodeRun(int start) {
        int level = line[start - 1];
        int column = start;
        while (bits.bit() == 1) {
            int length = 1 << JpegLsModel.runBits(runIndex);
            int end = Math.min(columns + 1, column + length);
            Arrays.fill(line, column, end, level);
            if (end - column == length) {
                runIndex = JpegLsModel.longerRuns(runIndex);
            }
            column = end;
            if (column > columns) {
                return column;
            }
        }
        int size = JpegLsModel.runBits(runIndex);
        int rest = 0;
        if (size > 0) {
            bits.fill();
            rest = bits.take(size);
        }
        if (rest > columns - column) {
            throw DamagedStream.at(bits.position(), "a run passes the end of its line");
        }
        Arrays.fill(line, column, column + rest, level);
        column += rest;
        line[column] = decodeRunEnd(level, above[column]);
        runIndex = Math.max(0, runIndex - 1);
        return column + 1;
    }

    /** The sample that ends a run (T.87 A.7.2): type 1 where the one above is like the run, else type 0. */
    private int decodeRunEnd(int level, int top) {
        int type = Math.abs(level - top) <= model.near ? 1 : 0;
        int parameter = contexts.golombOfRunEnd(type);
        int coded = golomb(parameter, model.limit - JpegLsModel.runBits(runIndex) - 1);
        int odd = coded + type & 1;
        int size = coded + type + odd >> 1;
        boolean negative = (parameter != 0 || contexts.isNegativeLikelierAtRunEnd(type)) == (odd == 1);
        int error = negative ? -size : size;
        contexts.learnAtRunEnd(type, error, coded);
        if (type == 1) {
            return model.reconstruct(level, error);
        }
        return model.reconstruct(top, level > top ? -error : error);
    }
}
