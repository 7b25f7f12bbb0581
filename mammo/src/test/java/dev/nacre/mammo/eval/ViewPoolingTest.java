package dev.nacre.mammo.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ViewPoolingTest {
    @Test
    void meanAndMaximum() {
        assertThat(ViewPooling.MEAN.of(1, 4)).isEqualTo(2.5);
        assertThat(ViewPooling.MAXIMUM.of(1, 4, 2)).isEqualTo(4);
        assertThatThrownBy(() -> ViewPooling.MEAN.of()).isInstanceOf(IllegalArgumentException.class);
    }
}
