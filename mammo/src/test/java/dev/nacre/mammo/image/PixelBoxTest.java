package dev.nacre.mammo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.io.Json;
import org.junit.jupiter.api.Test;

class PixelBoxTest {
    @Test
    void isSavedAsJsonAndReadBack() {
        PixelBox box = new PixelBox(5, 319, 1207, 2764);
        assertThat(box.toJson().toString()).isEqualTo("[5,319,1207,2764]");
        assertThat(PixelBox.fromJson(box.toJson())).isEqualTo(box);
        assertThat(box.width()).isEqualTo(1202);
        assertThat(box.height()).isEqualTo(2445);
        assertThatThrownBy(() -> PixelBox.fromJson(Json.parse("[1,2,3]"))).hasMessageContaining("3 numbers");
        assertThatThrownBy(() -> PixelBox.fromJson(Json.parse("[1,2,1,3]"))).hasMessageContaining("at least one pixel");
    }
}
