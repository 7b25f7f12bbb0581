package dev.nacre.mammo.task;

import dev.nacre.nn.train.TrainingListener;
import java.util.function.IntConsumer;

/** Who watches a task, and may stop it where it trains. */
public interface TaskWatch {
    /** Nobody watches, and nobody stops it. */
    TaskWatch NOBODY = new TaskWatch() {
        @Override
        public TrainingListener training(String name) {
            return new TrainingListener() { };
        }

        @Override
        public IntConsumer pictures(String work, int all) {
            return done -> { };
        }

        @Override
        public boolean stops() {
            return false;
        }
    };

    /** Who watches one training. @param name what is learned, such as mass */
    TrainingListener training(String name);

    /** Who is told how many pictures are done. @param work what is done with them @param all how many there are */
    IntConsumer pictures(String work, int all);

    /** Whether to stop; asked before each step of a training, which then saves where it is. */
    boolean stops();
}
