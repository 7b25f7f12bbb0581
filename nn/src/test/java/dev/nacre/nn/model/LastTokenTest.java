package dev.nacre.nn.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.DType;
import dev.nacre.core.Device;
import dev.nacre.core.ShapeException;
import dev.nacre.core.Tensor;
import org.junit.jupiter.api.Test;

class LastTokenTest {
    private static float[] of(long... mask) {
        return LastToken.of(Tensor.arange(24).reshape(3, 4, 2).to(DType.FLOAT32),
                Tensor.of(mask, 3, 4)).toFloats();
    }

    @Test
    void theHostFindsWhatADeviceComputes() {
        long[] mask = {1, 1, 0, 0, 1, 1, 1, 1, 7, 0, 0, 0};
        assertThat(of(mask)).containsExactly(2, 3, 14, 15, 16, 17);
        assertThat(Device.REFERENCE.run(() -> of(mask))).containsExactly(2, 3, 14, 15, 16, 17);
    }

    @Test
    void aTextWithoutTokensIsRefused() {
        long[] mask = {1, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0};
        assertThatThrownBy(() -> of(mask)).isInstanceOf(ShapeException.class)
                .hasMessageContaining("text 1 of 3 has no token");
        assertThatThrownBy(() -> Device.REFERENCE.run(() -> of(mask))).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
