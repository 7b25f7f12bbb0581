package dev.nacre.mammo.finealign.head;

import dev.nacre.core.Key;
import dev.nacre.core.Tensor;
import dev.nacre.core.op.Window;
import dev.nacre.mammo.finealign.model.FineAlign;
import dev.nacre.mammo.finealign.model.FineAlignConfig;
import dev.nacre.nn.Conv2d;
import dev.nacre.nn.Entry;
import dev.nacre.nn.Initialiser;
import dev.nacre.nn.Module;
import dev.nacre.nn.Pass;
import dev.nacre.nn.model.PyramidConfig;
import dev.nacre.nn.model.PyramidEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Lesions as masks (specification §2.10): a U-Net whose encoder is that of a coarse-to-fine model. Research use, not
 * for diagnosis.
 */
public final class SegmentationModel extends Module {
    /** Channels of the decoder from 1/16 of the size to the whole. */
    public static final List<Integer> WIDTHS = List.of(256, 128, 64, 32, 16);
    /** Half as many, for small pictures on a processor. */
    public static final List<Integer> NARROW = List.of(128, 64, 32, 16, 16);

    private static final int COLOURS = 3;
    /** About the share of a picture that lesions take: from a half, short trainings end before anything stands out. */
    private static final double PRIOR = 0.01;

    private final FineAlignConfig.Scale scale;
    private final List<Integer> widths;
    private final PyramidEncoder encoder;
    private final List<UpBlock> blocks = new ArrayList<>();
    private final Conv2d last;

    /**
     * The network around an encoder.
     *
     * @param scale how the encoder takes levels
     * @param widths channels of the five steps up
     */
    public SegmentationModel(PyramidConfig pictures, FineAlignConfig.Scale scale, List<Integer> widths) {
        List<Integer> channels = pictures.pyramidChannels();
        if (widths.size() != channels.size()) {
            throw new IllegalArgumentException("a decoder takes " + channels.size() + " steps up and has widths "
                    + widths);
        }
        this.scale = scale;
        this.widths = List.copyOf(widths);
        encoder = child("encoder", PyramidEncoder.of(pictures));
        int in = channels.getLast();
        for (int step = 0; step < widths.size(); step++) {
            int beside = step + 1 < widths.size() ? channels.get(widths.size() - 2 - step) : 0;
            blocks.add(child("decoder." + step, new UpBlock(in, beside, widths.get(step))));
            in = widths.get(step);
        }
        last = child("last", Conv2d.withBias(in, 1, 3, Window.PLAIN.padding(1), Initialiser.uniformByFanIn(9L * in),
                Initialiser.prior(PRIOR)));
    }

    @Override
    public SegmentationModel init(Key key) {
        super.init(key);
        return this;
    }

    /** New but for a copy of a model's encoder of pictures. */
    public static SegmentationModel startingFrom(FineAlign start, List<Integer> widths, Key key) {
        SegmentationModel model = new SegmentationModel(start.config().pictures(), start.config().scale(), widths)
                .init(key);
        Map<String, Entry> values = start.pictureEncoder().entries();
        model.encoder.entries().forEach((name, entry) -> entry.set(values.get(name).value()));
        return model;
    }

    PyramidConfig encoderConfig() {
        return encoder.config();
    }

    FineAlignConfig.Scale scale() {
        return scale;
    }

    List<Integer> widths() {
        return widths;
    }

    /** Keeps the encoder as it is: the decoder alone is trained. Before an optimiser is made. */
    public void freezeEncoder() {
        encoder.freeze();
    }

    /**
     * Logits of lesions, {@code [n, height, width, 1]}.
     *
     * @param pictures {@code [n, height, width, 1]}, from 0 to 1; height and width divide by 32
     */
    public Tensor logits(Tensor pictures, Pass pass) {
        return run(pass, own -> {
            Tensor colours = pictures.sub(scale.mean()).div(scale.deviation())
                    .expand(pictures.size(0), pictures.size(1), pictures.size(2), COLOURS).contiguous();
            List<Tensor> pyramid = encoder.pyramid(colours, own);
            Tensor x = pyramid.getLast();
            for (int step = 0; step < blocks.size(); step++) {
                int level = pyramid.size() - 2 - step;
                x = blocks.get(step).forward(x, level < 0 ? List.of() : List.of(pyramid.get(level)), own);
            }
            return last.forward(x, own);
        });
    }
}
