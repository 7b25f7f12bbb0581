package dev.nacre.mammo.dicom.codec;

import java.io.ByteArrayOutputStream;

/**
 * JPEG-LS for tests (T.87 annex A). It shares numbers and statistics with the decoder; that these are right, streams of
 * other encoders show.
 */
final class JpegLsEncoder {
    private final ByteArrayOutputStream target = new ByteArrayOutputStream();
    private final TestFrame frame;
    private final int precision;
    private final JpegLsPresets presets;
    private final JpegLsModel model;
    private final JpegLsContexts contexts;
    private final int restart;
    private int runIndex;
    private int[] above;
    private int[] line;
    private int octet;
    private int free = 8;

    private JpegLsEncoder(TestFrame frame, int near, JpegLsPresets presets, int restart) {
        this.frame = frame;
        precision = frame.bits();
        this.presets = presets;
        this.restart = restart;
        model = new JpegLsModel(near, presets.completed(precision, near, 0));
        contexts = model.contexts();
    }

    static byte[] encode(TestFrame frame, int near, JpegLsPresets presets, int restart) {
        return new JpegLsEncoder(frame, near, presets, restart).encode();
    }

    private byte[] encode() {
        writeHeader();
        int columns = frame.columns();
        for (int row = 0; row < frame.rows(); row++) {
            if (row == 0 || restart > 0 && row % restart == 0) {
                if (row > 0) {
                    pad();
                    write(0xFF, JpegMarker.RST0 + (row / restart - 1 & 7));
                }
                contexts.forget();
                runIndex = 0;
                above = new int[columns + 2];
                line = new int[columns + 2];
            }
            for (int column = 0; column < columns; column++) {
                line[column + 1] = Short.toUnsignedInt(frame.samples()[row * columns + column]);
            }
            encodeLine(columns);
            int[] next = above;
            above = line;
            line = next;
        }
        pad();
        write(0xFF, JpegMarker.EOI);
        return target.toByteArray();
    }

    private void writeHeader() {
        int rows = frame.rows();
        int columns = frame.columns();
        write(0xFF, JpegMarker.SOI, 0xFF, JpegMarker.SOF55, 0, 11, precision, rows >> 8, rows, columns >> 8, columns, 1,
                1, 0x11, 0);
        if (!presets.equals(JpegLsPresets.DEFAULT)) {
            write(0xFF, JpegMarker.LSE, 0, 13, 1);
            for (int parameter : new int[] {presets.maximum(), presets.threshold1(), presets.threshold2(),
                presets.threshold3(), presets.reset()}) {
                write(parameter >> 8, parameter);
            }
        }
        if (restart > 0) {
            write(0xFF, JpegMarker.DRI, 0, 4, restart >> 8, restart);
        }
        write(0xFF, JpegMarker.SOS, 0, 8, 1, 1, 0, model.near, 0, 0);
    }

    private void encodeLine(int columns) {
        above[columns + 1] = above[columns];
        line[0] = above[1];
        int column = 1;
        while (column <= columns) {
            int left = line[column - 1];
            int top = above[column];
            int aboveLeft = above[column - 1];
            int context = model.context(above[column + 1] - top, top - aboveLeft, aboveLeft - left);
            if (context == 0) {
                column = encodeRun(column, columns);
            } else {
                encodeSample(column++, context, JpegLsModel.predict(left, top, aboveLeft));
            }
        }
    }

    private void encodeSample(int column, int signedContext, int predicted) {
        int sign = signedContext < 0 ? -1 : 1;
        int context = Math.abs(signedContext);
        int corrected = model.clamp(predicted + sign * contexts.correction(context));
        int error = quantized(sign * (line[column] - corrected));
        line[column] = model.clamp(corrected + sign * error * model.step);
        error = wrapped(error);
        int parameter = contexts.golomb(context);
        boolean turned = parameter == 0 && model.near == 0 && contexts.isNegativeLikelier(context);
        int shown = turned ? -error - 1 : error;
        golomb(shown >= 0 ? 2 * shown : -2 * shown - 1, parameter, model.limit);
        contexts.learn(context, error);
    }

    private int encodeRun(int start, int columns) {
        int level = line[start - 1];
        int column = start;
        while (column <= columns && Math.abs(line[column] - level) <= model.near) {
            line[column++] = level;
        }
        int length = column - start;
        while (length >= 1 << JpegLsModel.runBits(runIndex)) {
            bits(1, 1);
            length -= 1 << JpegLsModel.runBits(runIndex);
            runIndex = JpegLsModel.longerRuns(runIndex);
        }
        if (column > columns) {
            if (length > 0) {
                bits(1, 1);
            }
            return column;
        }
        bits(0, 1);
        bits(length, JpegLsModel.runBits(runIndex));
        int type = Math.abs(level - above[column]) <= model.near ? 1 : 0;
        int predicted = type == 1 ? level : above[column];
        int sign = type == 0 && level > above[column] ? -1 : 1;
        int error = quantized(sign * (line[column] - predicted));
        line[column] = model.clamp(predicted + sign * error * model.step);
        error = wrapped(error);
        int parameter = contexts.golombOfRunEnd(type);
        boolean negativeLikelier = contexts.isNegativeLikelierAtRunEnd(type);
        boolean map = error > 0 ? parameter == 0 && !negativeLikelier
                : error < 0 && (parameter != 0 || negativeLikelier);
        int coded = 2 * Math.abs(error) - type - (map ? 1 : 0);
        golomb(coded, parameter, model.limit - JpegLsModel.runBits(runIndex) - 1);
        contexts.learnAtRunEnd(type, error, coded);
        runIndex = Math.max(0, runIndex - 1);
        return column + 1;
    }

    private int quantized(int error) {
        return error > 0 ? (error + model.near) / model.step : -(model.near - error) / model.step;
    }

    private int wrapped(int error) {
        int positive = error < 0 ? error + model.range : error;
        return positive >= (model.range + 1) / 2 ? positive - model.range : positive;
    }

    private void golomb(int value, int parameter, int limit) {
        int most = limit - model.errorBits - 1;
        if (value >> parameter < most) {
            bits(0, value >> parameter);
            bits(1, 1);
            bits(value & (1 << parameter) - 1, parameter);
        } else {
            bits(0, most);
            bits(1, 1);
            bits(value - 1, model.errorBits);
        }
    }

    private void bits(int value, int count) {
        for (int bit = count - 1; bit >= 0; bit--) {
            octet = octet << 1 | (bit < 32 ? value >> bit & 1 : 0);
            if (--free == 0) {
                target.write(octet);
                // Behind 0xFF a byte has but seven bits.
                free = octet == 0xFF ? 7 : 8;
                octet = 0;
            }
        }
    }

    private void pad() {
        while (free != 8) {
            bits(0, 1);
        }
    }

    private void write(int... octets) {
        for (int value : octets) {
            target.write(value);
        }
    }
}
