package dev.nacre.nn.model;

import dev.nacre.core.Device;
import dev.nacre.core.golden.OnDevice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The golden values of the networks that the stand-in for a GPU computes in seconds. */
class CudaGoldenModelsTest {
    @RegisterExtension
    static final OnDevice DEVICE = new OnDevice(new Device("cuda-stand-in", 0));

    @Test
    void ofATinyBert() {
        new GoldenBertTest().equalsTheGoldenValues("bert-tiny");
    }

    @Test
    void ofTheSmallerEfficientNetInEvaluation() {
        new GoldenEfficientNetTest().evaluates("b2");
    }
}
