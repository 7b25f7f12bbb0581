package dev.nacre.mammo.task.result;

import dev.nacre.mammo.page.PictureFigure;
import java.util.List;

/**
 * A case to look at.
 *
 * @param group    why it is shown, such as Found or Missed; cases of one group stand together
 * @param name     a pseudonym
 * @param text     what is to be said about it, such as its score
 * @param pictures of it
 */
public record ShownCase(String group, String name, String text, List<PictureFigure> pictures) {
    /** Copies the list. */
    public ShownCase {
        pictures = List.copyOf(pictures);
    }
}
