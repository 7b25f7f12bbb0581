package dev.nacre.examples.finealign;

import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.View;
import dev.nacre.mammo.exam.ExamView;
import dev.nacre.mammo.image.PictureFacts;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which view a picture is: what its file says, and what is missing there by the file's name. */
final class ViewNames {
    private static final List<String> LEFT = List.of("l", "left", "lcc", "lmlo", "lml");
    private static final List<String> RIGHT = List.of("r", "right", "rcc", "rmlo", "rml");
    private static final List<String> CC = List.of("cc", "lcc", "rcc");
    private static final List<String> MLO = List.of("mlo", "ml", "lmlo", "rmlo", "lml", "rml");

    private ViewNames() {
    }

    /** The view; empty where neither the file nor its name tells side and view. */
    static Optional<ExamView> of(Path file, PictureFacts facts) {
        List<String> words = List.of(file.getFileName().toString().toLowerCase(Locale.ROOT).split("[^a-z]+"));
        Optional<Laterality> side = facts.laterality().filter(known -> known != Laterality.UNKNOWN)
                .or(() -> either(words, LEFT, Laterality.LEFT, RIGHT, Laterality.RIGHT));
        Optional<View> view = facts.view().or(() -> either(words, CC, View.CC, MLO, View.MLO));
        return side.flatMap(known -> view.flatMap(shown -> ExamView.of(known, shown)));
    }

    private static <T> Optional<T> either(List<String> words, List<String> one, T meansOne, List<String> other,
            T meansOther) {
        boolean isOne = words.stream().anyMatch(one::contains);
        boolean isOther = words.stream().anyMatch(other::contains);
        return isOne == isOther ? Optional.empty() : Optional.of(isOne ? meansOne : meansOther);
    }

    /** Such as "right CC". */
    static String spoken(ExamView view) {
        return view.side().name().toLowerCase(Locale.ROOT) + " " + view.view().name();
    }

    /** Such as "Right CC". */
    static String title(ExamView view) {
        String spoken = spoken(view);
        return Character.toUpperCase(spoken.charAt(0)) + spoken.substring(1);
    }
}
