package dev.nacre.nn.detection;

import dev.nacre.core.Key;
import dev.nacre.core.Tensor;
import dev.nacre.core.op.Concat;
import dev.nacre.nn.Initialiser;
import dev.nacre.nn.Module;
import dev.nacre.nn.Pass;
import dev.nacre.nn.model.EfficientNet;
import java.util.List;

/**
 * RetinaNet (Lin et al. 2017) over an EfficientNet: pictures {@code [batch, height, width, 3]} of any size to a code
 * and a logit for each class at each anchor. Names of the state dict are those of Mammo-CLIP's detectors.
 */
public final class RetinaNet extends Module {
    /** Probability of an object that the untrained network gives each anchor: else all the empty ones would shout. */
    private static final double PRIOR = 0.01;

    private final RetinaNetConfig config;
    private final AnchorGrid grid;
    private final EfficientNet encoder;
    private final FeaturePyramid pyramid;
    private final DetectionHead boxes;
    private final DetectionHead classes;

    /** The network of this configuration. */
    public RetinaNet(RetinaNetConfig config) {
        this.config = config;
        grid = config.grid();
        encoder = child("efficientnet", new EfficientNet(config.encoder()));
        pyramid = child("fpn", new FeaturePyramid(config.tapChannels(), config.tapStrides(), config.channels()));
        boxes = child("regressionModel", new DetectionHead(config.channels(), grid.perPlace(), BoxCoding.LENGTH,
                Initialiser.ZEROS));
        classes = child("classificationModel", new DetectionHead(config.channels(), grid.perPlace(), config.classes(),
                Initialiser.prior(PRIOR)));
    }

    @Override
    public RetinaNet init(Key key) {
        super.init(key);
        return this;
    }

    /** What this network is. */
    public RetinaNetConfig config() {
        return config;
    }

    /** The anchors of its output. */
    public AnchorGrid grid() {
        return grid;
    }

    /** The network that looks at pictures: for other models' weights, and to freeze it. */
    public EfficientNet encoder() {
        return encoder;
    }

    /** What it says about pictures {@code [batch, height, width, 3]}. */
    public Predictions predict(Tensor pictures, Pass pass) {
        MapSize[] sizes = new MapSize[grid.levels()];
        List<Tensor> said = runAll(pass, own -> {
            List<Tensor> maps = pyramid.forward(
                    encoder.taps(pictures, config.taps().blocks(config.encoder()), own), own);
            for (int level = 0; level < sizes.length; level++) {
                sizes[level] = new MapSize(Math.toIntExact(maps.get(level).size(1)),
                        Math.toIntExact(maps.get(level).size(2)));
            }
            return List.of(Concat.of(1, maps.stream().map(map -> boxes.forward(map, own)).toList()),
                    Concat.of(1, maps.stream().map(map -> classes.forward(map, own)).toList()));
        });
        return new Predictions(List.of(sizes), said.get(0), said.get(1));
    }
}
