package dev.nacre.mammo.task.probe;

import dev.nacre.core.Scope;
import dev.nacre.core.io.AtomicFile;
import dev.nacre.core.io.CheckpointException;
import dev.nacre.mammo.clip.MammoClipPredictor;
import dev.nacre.mammo.data.FileHash;
import dev.nacre.mammo.image.Pictures;
import dev.nacre.mammo.prepare.PictureSource;
import dev.nacre.mammo.task.EncoderHash;
import dev.nacre.mammo.prepare.PictureBatches;
import dev.nacre.nn.InputException;
import dev.nacre.nn.Pass;
import dev.nacre.nn.data.Prefetch;
import dev.nacre.nn.model.EfficientNet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/**
 * Pooled features of pictures by an encoder in evaluation, computed once and kept in a folder. They are found again by
 * the hash of the picture's file, and of the encoder's weights, its configuration and the picture recipe: a picture
 * that moved is found, a picture or a model that changed is not. Files are written whole or not at all, every few
 * hundred pictures: after a crash or a kill the same call goes on from there. A damaged file is passed over with a
 * warning, and its features are made anew.
 */
public final class FeatureCache {
    private static final System.Logger LOG = System.getLogger(FeatureCache.class.getName());
    private static final int CHANNELS = 3;
    private static final int HASHED_AHEAD = 4;
    private static final int NAME_DIGITS = 16;
    private static final int USUAL_PICTURES = 256;

    private final Path folder;
    private final EfficientNet encoder;
    private final PictureSource source;
    private final int batch;
    private final int picturesInFile;
    private final String hash;

    /**
     * @param folder  where files are, or will be; made when the first is written
     * @param encoder which is not to be trained meanwhile
     * @param source  reads and prepares pictures
     * @param batch   pictures in one computation; more are faster and take more memory
     */
    public FeatureCache(Path folder, EfficientNet encoder, PictureSource source, int batch) {
        this(folder, encoder, source, batch, USUAL_PICTURES);
    }

    FeatureCache(Path folder, EfficientNet encoder, PictureSource source, int batch, int picturesInFile) {
        if (batch < 1 || picturesInFile < 1) {
            throw new IllegalArgumentException("a batch of " + batch + " pictures and files of " + picturesInFile
                    + ": give at least 1 of each");
        }
        this.folder = folder;
        this.encoder = encoder;
        this.source = source;
        this.batch = batch;
        this.picturesInFile = picturesInFile;
        this.hash = EncoderHash.of(encoder, source.recipe());
    }

    /**
     * Of a trained model's picture encoder.
     *
     * @throws InputException if the source prepares pictures in another way than the model asks
     */
    public static FeatureCache of(MammoClipPredictor model, PictureSource source, Path folder, int batch) {
        if (!source.recipe().equals(model.pictures())) {
            throw new InputException("the pictures are prepared by the recipe " + source.recipe().name() + " of "
                    + source.recipe().fit().height() + " x " + source.recipe().fit().width() + ", and the model was"
                    + " trained with " + model.pictures().name() + " of " + model.pictures().fit().height() + " x "
                    + model.pictures().fit().width() + ", or with other details of it: prepare them as the model asks");
        }
        return new FeatureCache(folder, model.model().imageEncoder(), source, batch);
    }

    /** What its features say of whose they are. */
    public String encoderHash() {
        return hash;
    }

    /**
     * The features of pictures, in their order; equal files are computed once.
     *
     * @param done is told how many pictures are ready, before and while those that were not are computed
     * @throws InputException      for the first picture that cannot be used; what was computed before it is kept
     * @throws CheckpointException if the folder cannot be written to
     */
    public PictureFeatures features(List<Path> files, IntConsumer done) {
        List<String> hashes = hashes(files);
        Map<String, float[]> known = read(new HashSet<>(hashes));
        Map<String, Path> missing = new LinkedHashMap<>();
        for (int index = 0; index < files.size(); index++) {
            if (!known.containsKey(hashes.get(index))) {
                missing.putIfAbsent(hashes.get(index), files.get(index));
            }
        }
        int ready = (int) hashes.stream().filter(known::containsKey).count();
        done.accept(ready);
        if (!missing.isEmpty()) {
            compute(missing, known, own -> done.accept(Math.min(files.size(), ready + own)));
            done.accept(files.size());
        }
        return new PictureFeatures(hash, hashes.stream().map(known::get).toArray(float[][]::new));
    }

    private static List<String> hashes(List<Path> files) {
        List<String> hashes = new ArrayList<>();
        try (Prefetch<String> each = new Prefetch<>(files.size(), HASHED_AHEAD,
                number -> FileHash.of(List.of(files.get(number))))) {
            while (each.hasNext()) {
                hashes.add(each.next());
            }
        }
        return hashes;
    }

    private void compute(Map<String, Path> missing, Map<String, float[]> known, IntConsumer done) {
        create();
        List<String> hashes = List.copyOf(missing.keySet());
        List<Path> files = List.copyOf(missing.values());
        Iterator<String> next = hashes.iterator();
        Map<String, float[]> unwritten = new LinkedHashMap<>();
        int[] ready = new int[1];
        try {
            new PictureBatches(source).inOrder(files, batch, pictures -> {
                float[][] rows = pooled(pictures);
                for (float[] features : rows) {
                    unwritten.put(next.next(), features);
                }
                if (unwritten.size() >= picturesInFile) {
                    write(unwritten, known);
                }
                ready[0] += rows.length;
                done.accept(ready[0]);
            });
        } finally {
            if (!unwritten.isEmpty()) {
                write(unwritten, known);
            }
        }
    }

    private float[][] pooled(Pictures pictures) {
        float[][] rows = new float[pictures.pictures()][];
        Scope.run("features", () -> {
            float[] values = encoder.forward(pictures.tensor(CHANNELS), Pass.EVAL).toFloats();
            int width = values.length / rows.length;
            for (int row = 0; row < rows.length; row++) {
                rows[row] = Arrays.copyOfRange(values, row * width, (row + 1) * width);
            }
        });
        return rows;
    }

    private void write(Map<String, float[]> unwritten, Map<String, float[]> known) {
        // Named after what is in it, so that two processes at once do not replace one another's.
        String first = unwritten.keySet().iterator().next();
        FeatureFile.write(folder.resolve(prefix() + first.substring(0, NAME_DIGITS) + ".safetensors"), hash, unwritten);
        known.putAll(unwritten);
        unwritten.clear();
    }

    private Map<String, float[]> read(Set<String> wanted) {
        Map<String, float[]> found = new HashMap<>();
        for (Path file : written()) {
            try {
                FeatureFile.read(file, hash, encoder.config().features(), found, wanted);
            } catch (CheckpointException damaged) {
                LOG.log(System.Logger.Level.WARNING, "passed over " + file.getFileName() + ": " + damaged.getMessage());
            }
        }
        return found;
    }

    private String prefix() {
        return "features-" + hash.substring(0, NAME_DIGITS) + "-";
    }

    private List<Path> written() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix())
                    && file.getFileName().toString().endsWith(".safetensors")).sorted().toList();
        } catch (IOException unreadable) {
            throw unusable(unreadable);
        }
    }

    private void create() {
        try {
            Files.createDirectories(folder);
            AtomicFile.sweep(folder);
        } catch (IOException unwritable) {
            throw unusable(unwritable);
        }
    }

    private InputException unusable(IOException cause) {
        return new InputException("the folder " + folder + " cannot be used for features (" + cause.getMessage()
                + "): choose another one", cause);
    }
}
