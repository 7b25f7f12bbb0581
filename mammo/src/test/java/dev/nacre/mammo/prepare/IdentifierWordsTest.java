package dev.nacre.mammo.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class IdentifierWordsTest {
    private final Identifiers identifiers = new Identifiers(List.of("Ann^Lea", "PAT-47"));

    @Test
    void namesAreFoundAsWordsAlone() {
        assertThat(identifiers.areWordsOf("The breasts of ANN show nothing.")).isTrue();
        assertThat(identifiers.areWordsOf("Lea: no mass")).isTrue();
        assertThat(identifiers.areWordsOf("(pat-47)")).isTrue();
        assertThat(identifiers.areWordsOf("Cleared after scanning")).isFalse();
        assertThat(identifiers.areWordsOf("Scanned by Ann")).isTrue();
        assertThat(identifiers.areWordsOf("")).isFalse();
        assertThat(identifiers.occurIn("Cleared after scanning")).isTrue();
    }
}
