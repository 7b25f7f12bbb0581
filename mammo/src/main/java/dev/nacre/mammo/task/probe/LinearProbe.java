package dev.nacre.mammo.task.probe;

import dev.nacre.core.Key;
import dev.nacre.mammo.task.LabelScheme;
import dev.nacre.mammo.task.LabelShare;
import dev.nacre.mammo.task.LabelledPicture;
import dev.nacre.nn.InputException;
import dev.nacre.nn.linear.GroupFolds;
import dev.nacre.nn.linear.LabelledFeatures;
import dev.nacre.nn.linear.Lbfgs;
import dev.nacre.nn.linear.LinearClassifier;
import dev.nacre.nn.linear.LinearFit;
import dev.nacre.nn.linear.LogisticRegression;
import dev.nacre.nn.linear.PenalisedRegression;
import dev.nacre.nn.linear.PenaltyChoice;
import dev.nacre.nn.linear.SoftmaxRegression;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Fits a linear probe to features that an encoder gave in evaluation: a logistic regression for each finding, on the
 * pictures of which it is known, or one softmax regression for classes. Share of the labels, penalty and
 * standardisation are made of the training patients alone. The same pictures, features and settings give the same bits.
 *
 * <p>Mammo-CLIP's published probe is another one, {@link dev.nacre.mammo.task.finetune.PublishedProbe}: its encoder
 * stays in training mode, with dropout and the statistics of each batch, and its layer is trained by AdamW.
 *
 * @param scheme   what is asked of pictures
 * @param settings how to fit
 */
public record LinearProbe(LabelScheme scheme, ProbeSettings settings) {
    /**
     * Fits.
     *
     * @param pictures of training, with their labels
     * @param features of the same pictures in the same order
     * @throws InputException if labels are not of the scheme, or of some finding all known labels are equal
     */
    public TrainedProbe train(List<LabelledPicture> pictures, PictureFeatures features) {
        if (pictures.size() != features.pictures()) {
            throw new IllegalArgumentException(pictures.size() + " pictures and features of " + features.pictures());
        }
        Key key = Key.of(settings.seed());
        Set<LabelledPicture> drawn = Collections.newSetFromMap(new IdentityHashMap<>());
        drawn.addAll(LabelShare.of(scheme, pictures, settings.share(), key.child("labels")));
        int[] own = IntStream.range(0, pictures.size()).filter(row -> drawn.contains(pictures.get(row))).toArray();
        List<FittedLabel> fits = new ArrayList<>();
        List<LinearClassifier> classifiers = new ArrayList<>();
        for (int label = 0; label < scheme.labels(); label++) {
            String name = scheme.kind() == LabelScheme.Kind.CLASSES ? String.join(", ", scheme.names())
                    : scheme.names().get(label);
            classifiers.add(fit(name, label, own, pictures, features, key.child("folds"), fits));
        }
        return new TrainedProbe(scheme, features.encoder(), joined(classifiers), fits);
    }

    private LinearClassifier fit(String name, int label, int[] drawn, List<LabelledPicture> pictures,
            PictureFeatures features, Key key, List<FittedLabel> fits) {
        int[] known = IntStream.of(drawn).filter(row ->
                pictures.get(row).labels().get(label) != LabelledPicture.UNKNOWN).toArray();
        int[] classes = IntStream.of(known).map(row -> pictures.get(row).labels().get(label)).toArray();
        List<String> patients = IntStream.of(known).mapToObj(row -> pictures.get(row).patient()).toList();
        if (IntStream.of(classes).distinct().count() < 2) {
            throw new InputException("of \"" + name + "\" the " + known.length + " pictures to learn from have "
                    + (known.length == 0 ? "no known label" : "one label alone")
                    + ": give pictures of another, or a larger share of the labels");
        }
        LabelledFeatures plain = LabelledFeatures.of(features.chosen(known).values(), classes);
        LabelledFeatures cases = settings.balanced() ? plain.balanced() : plain;
        int folds = settings.penalties().size() == 1 ? 0 : folds(classes, patients, key);
        double penalty = folds == 0 ? settings.middlePenalty()
                : new PenaltyChoice(settings.penalties(), new GroupFolds(folds, key))
                        .choose(regression(1, Lbfgs.COARSE), cases, patients).best().penalty();
        LinearFit fit = regression(penalty, Lbfgs.USUAL).fit(cases);
        fits.add(new FittedLabel(name, known.length, new HashSet<>(patients).size(), penalty, folds, fit.steps(),
                fit.end()));
        return fit.classifier();
    }

    private PenalisedRegression regression(double penalty, Lbfgs solver) {
        return scheme.kind() == LabelScheme.Kind.CLASSES ? new SoftmaxRegression(scheme.outputs(), penalty, solver)
                : new LogisticRegression(penalty, solver);
    }

    /** As many as patients allow, so that something can be learned without any of them; 0 where that is impossible. */
    private int folds(int[] classes, List<String> patients, Key key) {
        int possible = Math.min(settings.folds(), (int) patients.stream().distinct().count());
        while (possible >= 2 && !learnable(classes, new GroupFolds(possible, key).of(patients, classes))) {
            possible--;
        }
        return possible < 2 ? 0 : possible;
    }

    private static boolean learnable(int[] classes, int[] folds) {
        return IntStream.of(folds).distinct().allMatch(fold -> IntStream.range(0, classes.length)
                .filter(row -> folds[row] != fold).map(row -> classes[row]).distinct().count() > 1);
    }

    private static LinearClassifier joined(List<LinearClassifier> parts) {
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        return new LinearClassifier(parts.stream().map(part -> part.weights(0)).toArray(double[][]::new),
                parts.stream().mapToDouble(part -> part.intercept(0)).toArray());
    }
}
