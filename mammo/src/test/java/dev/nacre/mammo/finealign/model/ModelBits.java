package dev.nacre.mammo.finealign.model;

import dev.nacre.core.Gradients;
import dev.nacre.core.Key;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.nn.Parameter;
import dev.nacre.nn.Pass;
import dev.nacre.nn.model.ResNetConfig;
import java.util.Arrays;
import java.util.List;

/** Prints a digest of all maps, vectors and gradients of one pass through a small model of each mode. */
final class ModelBits {
    private ModelBits() {
    }

    public static void main(String[] arguments) {
        Scope.run("bits", () -> {
            System.out.println("digest " + Arrays.hashCode(new int[] {recommended(), precursor()}));
        });
    }

    private static FineAlign model(FineAlignConfig config) {
        FineAlign model = new FineAlign(config).init(Key.of(1));
        model.parameters().forEach((name, parameter) -> {
            if (name.endsWith("gamma")) {
                parameter.set(Tensor.scalar(0.5));
            }
        });
        return model;
    }

    private static int recommended() {
        FineAlign model = model(RandomExams.recommended(new ResNetConfig(ResNetConfig.Block.BASIC,
                List.of(1, 1, 1, 1), 32, 0.1)));
        int[] slots = RandomExams.allOf(3);
        Pass pass = Pass.train(Key.of(2));
        ExamFeatures features = model.pictures(RandomExams.pictures(slots), slots, 3, pass.child(0));
        ReportFeatures reports = model.reports(RandomExams.words(0), pass.child(1));
        Abnormality maps = model.abnormality(features, RandomExams.pictures(slots),
                RandomExams.breasts(slots.length), pass.child(2));
        return digest(model, maps.awareness(), maps.veil(), maps.background(), features.tokens(), features.vectors(),
                features.asymmetry(), reports.words(), reports.sentences(), reports.reports());
    }

    private static int precursor() {
        FineAlign model = model(RandomExams.precursor(ResNetConfig.TINY));
        int[] slots = RandomExams.allOf(2);
        Pass pass = Pass.train(Key.of(2));
        ExamFeatures features = model.pictures(RandomExams.pictures(slots), slots, 2, pass.child(0));
        Dehazing maps = model.dehazing(features, pass.child(2));
        return digest(model, maps.clear(), maps.transmission(), features.tokens(), features.vectors());
    }

    private static int digest(FineAlign model, Tensor... results) {
        int digest = 0;
        Tensor loss = Tensor.scalar(0);
        for (int i = 0; i < results.length; i++) {
            digest = 31 * digest + Arrays.hashCode(results[i].toFloats());
            loss = loss.add(results[i].mul(Tensor.randn(Key.of(50 + i), results[i].shape().sizes())).sum());
        }
        Gradients gradients = loss.backward();
        for (Parameter parameter : model.parameters().values()) {
            if (gradients.has(parameter.value())) {
                digest = 31 * digest + Arrays.hashCode(gradients.of(parameter.value()).toFloats());
            }
        }
        return digest;
    }
}
