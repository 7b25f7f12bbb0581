package dev.nacre.nn;

import dev.nacre.core.Key;

/**
 * How a module is being run, handed from module to module: in which mode, and with which randomness. Each module gets a
 * key of its own, by its name, so that the masks of one do not depend on what ran before it, and a block that is
 * computed again sees the same masks.
 */
public final class Pass {
    /** Evaluation: running statistics, no dropout, nothing recorded. Results depend on the inputs alone. */
    public static final Pass EVAL = new Pass(Mode.EVALUATION, null, false, false, false);

    /** As {@link #EVAL}, but recorded, so that gradients reach the inputs and the weights: for explanations. */
    public static final Pass EVAL_WITH_GRADIENTS = new Pass(Mode.EVALUATION, null, true, false, false);

    /**
     * Batch statistics, whose plain average over all batches since {@link BatchNorm2d#resetStatistics} becomes the
     * running statistics; no dropout, nothing recorded. A few such passes repair running statistics after a short
     * training.
     */
    public static final Pass CALIBRATION = new Pass(Mode.CALIBRATION, null, false, false, false);

    /**
     * Training of what draws nothing at random: a module that would is refused. So a step can be repeated as it is.
     */
    public static final Pass TRAINING_WITHOUT_RANDOMNESS = new Pass(Mode.TRAINING, null, true, false, false);

    private enum Mode { EVALUATION, CALIBRATION, TRAINING }

    private final Mode mode;
    private final Key key;
    private final boolean recording;
    private final boolean recomputing;
    private final boolean frozen;

    private Pass(Mode mode, Key key, boolean recording, boolean recomputing, boolean frozen) {
        this.mode = mode;
        this.key = key;
        this.recording = recording;
        this.recomputing = recomputing;
        this.frozen = frozen;
    }

    /** Training: batch statistics, dropout and drop-connect masks that are pure functions of the key. */
    public static Pass train(Key key) {
        return new Pass(Mode.TRAINING, key, true, false, false);
    }

    /** The same, but deep models keep only what lies between blocks, and compute a block again on the way back. */
    public Pass recomputing() {
        return new Pass(mode, key, recording, true, frozen);
    }

    /** Whether weights are being trained: dropout acts, running statistics follow. Not inside a frozen module. */
    public boolean isTraining() {
        return mode == Mode.TRAINING && !frozen;
    }

    /** Whether running statistics are being averaged afresh. */
    public boolean isCalibration() {
        return mode == Mode.CALIBRATION && !frozen;
    }

    /** The same for a module that is frozen, or is not: what is below a frozen module may be trained again. */
    Pass frozen(boolean now) {
        return frozen == now ? this : new Pass(mode, key, recording, recomputing, now);
    }

    /** Whether operations are recorded for a backward pass (unless an outer scoped value forbids it). */
    public boolean isRecording() {
        return recording;
    }

    /** Whether blocks are computed again in the backward pass, which saves memory and costs time. */
    public boolean isRecomputing() {
        return recomputing;
    }

    /** The randomness of the module that is running. @throws IllegalStateException where a pass has none */
    public Key key() {
        if (key == null) {
            throw new IllegalStateException("this pass has no key to draw masks from: they are for Pass.train(key)");
        }
        return key;
    }

    /** The same mode with the randomness of the part {@code name}. */
    public Pass child(String name) {
        return key == null || name.isEmpty() ? this : new Pass(mode, key.child(name), recording, recomputing, frozen);
    }

    /** The same mode with randomness number {@code index}, for modules that run several times in one pass. */
    public Pass child(long index) {
        return key == null ? this : new Pass(mode, key.child(index), recording, recomputing, frozen);
    }
}
