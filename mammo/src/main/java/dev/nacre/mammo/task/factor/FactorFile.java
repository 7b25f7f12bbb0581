package dev.nacre.mammo.task.factor;

import dev.nacre.core.io.Checkpoint;
import dev.nacre.core.io.CheckpointException;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.JsonException;
import dev.nacre.core.io.JsonWriter;
import dev.nacre.core.io.KeyTable;
import dev.nacre.core.io.SafetensorsWriter;
import dev.nacre.core.io.StateEntry;
import dev.nacre.core.io.StateLoader;
import dev.nacre.mammo.clip.MammoClipPredictor;
import dev.nacre.mammo.task.EncoderHash;
import dev.nacre.nn.InputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * One safetensors file that holds the network of a Mammo-FActOR, and in the metadata entry {@code nacre} a JSON object
 * with its configuration, its attributes' vectors, and how it was trained. The Mammo-CLIP that it looks through is not
 * in it, so that its weights are not spread; the file knows that one again by a hash of its picture encoder.
 */
public final class FactorFile {
    private static final String KEY = "nacre";
    private static final String FAMILY = "mammo-factor";
    private static final int VERSION = 1;
    private static final String ENCODER = "image_encoder.";
    private static final String STEM = ENCODER + "_conv_stem.weight";
    private static final KeyTable NAMES = new KeyTable("its own description", Map.of(), List.of())
            .ignoring("(first|second)_moment\\..*");
    private static final KeyTable PUBLISHED = new KeyTable("a Mammo-FActOR of these attributes", Map.of(), List.of())
            .ignoring("image_encoder\\.(?!_conv_stem\\.weight).*");

    private FactorFile() {
    }

    /**
     * A writer of a file for {@link #read}, to which a checkpoint may add what else it needs.
     *
     * @param training how it came to be; free form, kept with the model
     */
    static SafetensorsWriter writer(FactorPredictor model, Json.Fields training) {
        Json.Items vectors = new Json.Items(Arrays.stream(model.attributes()).<Json>map(vector ->
                new Json.Items(IntStream.range(0, vector.length).<Json>mapToObj(index ->
                        new Json.Decimal(vector[index])).toList())).toList());
        SafetensorsWriter writer = new SafetensorsWriter().metadata(KEY, JsonWriter.compact(Json.object()
                .with("family", FAMILY).with("version", VERSION).with("model", model.config().toJson())
                .with("vectors", vectors).with("encoder", hash(model.clip()))
                .with("training", training).with("notice", "Research use, not for diagnosis.")));
        model.mapper().state().forEach(writer::add);
        return writer;
    }

    /** Writes a model for {@link #read}. @param training how it came to be; free form, kept with the model */
    public static void write(FactorPredictor model, Json.Fields training, Path target) {
        writer(model, training).write(target);
    }

    /**
     * Reads what {@link #write} or a training wrote.
     *
     * @param clip that the model was trained on
     * @throws CheckpointException if the file is missing, damaged or of another kind, or belongs to another Mammo-CLIP
     */
    public static FactorPredictor read(Path source, MammoClipPredictor clip) {
        try (Checkpoint file = Checkpoint.open(source)) {
            Json text = file.description().find(KEY).orElseThrow(() -> new CheckpointException(source
                    + " does not say what it is; take a file that a training of Mammo-FActOR wrote"));
            try {
                return read(file, Json.parse(text.text()), clip);
            } catch (JsonException | InputException | ArithmeticException e) {
                throw new CheckpointException(source + " describes its model in a way that cannot be used ("
                        + e.getMessage() + "); it was written by something else, or changed", e);
            }
        }
    }

    private static FactorPredictor read(Checkpoint file, Json description, MammoClipPredictor clip) {
        String family = description.get("family").text();
        if (!family.equals(FAMILY) || description.get("version").whole() != VERSION) {
            throw new CheckpointException(file.path() + " is of the family '" + family + "' and version "
                    + description.get("version").whole() + ", and not of '" + FAMILY + "' and " + VERSION
                    + "; take another file, or the Nacre that wrote it");
        }
        if (!description.get("encoder").text().equals(hash(clip))) {
            throw otherClip(file.path());
        }
        FactorConfig config = FactorConfig.fromJson(description.get("model"));
        float[][] vectors = description.get("vectors").items().stream().map(vector -> vector(vector.items()))
                .toArray(float[][]::new);
        if (vectors.length != config.attributes().size()
                || Arrays.stream(vectors).anyMatch(vector -> vector.length != config.embedding())) {
            throw new JsonException("its vectors are not those of " + config.attributes().size() + " attributes");
        }
        ChannelMapper mapper = ChannelMapper.of(config);
        StateLoader.load(file, mapper.state(), NAMES);
        // Maps need slopes by what the network sees, and none by its weights.
        mapper.freeze();
        return new FactorPredictor(clip, config, mapper, vectors);
    }

    private static float[] vector(List<Json> numbers) {
        float[] vector = new float[numbers.size()];
        for (int index = 0; index < vector.length; index++) {
            vector[index] = (float) numbers.get(index).decimal();
        }
        return vector;
    }

    /**
     * Reads a bare state dict as the published notebook writes it: {@code image_encoder.*}, which must be the encoder
     * of {@code clip}, and {@code pool.*}. Such a network was trained with the attributes' vectors interleaved, so that
     * with more than one attribute each network also learned from others' labels; expect less of it than of one that
     * was trained here.
     *
     * @param clip whose encoder it was trained on, and whose recipe gives pictures of its size
     * @param attributes in the order of the training
     * @throws CheckpointException if the file is missing, damaged or of other sizes, or belongs to another Mammo-CLIP
     */
    public static FactorPredictor readPublished(Path source, MammoClipPredictor clip,
            List<FactorAttribute> attributes) {
        int[] sizes = LevelMaps.sizes(clip.model().imageEncoder(), FactorConfig.LAST_LEVEL,
                clip.pictures().fit().height(), clip.pictures().fit().width());
        FactorConfig config = new FactorConfig(attributes, FactorConfig.LAST_LEVEL, sizes[0], sizes[1],
                clip.model().config().embedding());
        ChannelMapper mapper = ChannelMapper.of(config);
        try (Checkpoint file = Checkpoint.open(source)) {
            List<StateEntry> wanted = new ArrayList<>(List.of(stem(clip, source)));
            wanted.addAll(mapper.state());
            StateLoader.load(file, wanted, PUBLISHED);
        }
        mapper.freeze();
        return new FactorPredictor(clip, config, mapper, attributes.stream()
                .map(attribute -> SentenceMean.of(clip, attribute.sentences())).toArray(float[][]::new));
    }

    /** The first weights of the encoder stand for all: they are compared and not taken. */
    private static StateEntry stem(MammoClipPredictor clip, Path source) {
        StateEntry own = clip.model().state().stream().filter(entry -> entry.name().equals(STEM)).findFirst()
                .orElseThrow();
        return new StateEntry(STEM, own.spec(), own.layout(), own.value(), theirs -> {
            boolean same = Arrays.equals(theirs.toFloats(), own.value().get().toFloats());
            theirs.close();
            if (!same) {
                throw otherClip(source);
            }
        });
    }

    private static CheckpointException otherClip(Path source) {
        return new CheckpointException(source + " was trained on the pictures as another Mammo-CLIP sees them; give"
                + " the one that it was trained on");
    }

    private static String hash(MammoClipPredictor clip) {
        return EncoderHash.of(clip.model().imageEncoder(), clip.pictures());
    }
}
