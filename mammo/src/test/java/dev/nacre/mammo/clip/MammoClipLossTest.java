package dev.nacre.mammo.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Key;
import dev.nacre.core.Tensor;
import org.junit.jupiter.api.Test;

class MammoClipLossTest {
    private static final Tensor SCALE = Tensor.scalar(Math.log(1 / 0.07));

    @Test
    void oneBreastAloneHasNoLoss() {
        Tensor x = Tensor.randn(Key.of(1), 1, 8);
        assertThat(MammoClipLoss.of(x, x, x, x, SCALE).total().item()).isCloseTo(0, within(1e-6));
    }

    @Test
    void equalVectorsForAllGiveTwoAndAHalfTimesTheLogarithmOfTheBatch() {
        Tensor x = Tensor.ones(6, 8);
        assertThat(MammoClipLoss.of(x, x, x, x, SCALE).total().item()).isCloseTo(2.5 * Math.log(6), within(1e-5));
    }

    @Test
    void theTotalIsMadeOfItsParts() {
        Tensor[] x = new Tensor[4];
        for (int i = 0; i < 4; i++) {
            x[i] = Tensor.randn(Key.of(i), 5, 8);
        }
        MammoClipLoss loss = MammoClipLoss.of(x[0], x[1], x[2], x[3], SCALE);
        assertThat(loss.total().item()).isCloseTo(0.5 * (loss.imageText().item() + loss.textImage().item())
                + loss.imageImage().item() + 0.5 * loss.textText().item(), within(1e-5));
    }

    @Test
    void weightsCountThePartsThatCompareLikeWithLike() {
        Tensor[] x = new Tensor[4];
        for (int i = 0; i < x.length; i++) {
            x[i] = Tensor.randn(Key.of(i), 6, 8);
        }
        MammoClipLoss loss = MammoClipLoss.of(x[0], x[1], x[2], x[3], SCALE, new MammoClipLoss.Weights(0.25, 3));
        assertThat(loss.total().item()).isCloseTo(0.5 * (loss.imageText().item() + loss.textImage().item())
                + 0.25 * loss.imageImage().item() + 3 * loss.textText().item(), within(1e-5));
        assertThatThrownBy(() -> new MammoClipLoss.Weights(-1, 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not below 0");
    }
}
