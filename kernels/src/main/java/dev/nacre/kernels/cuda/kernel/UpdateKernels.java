package dev.nacre.kernels.cuda.kernel;

import dev.nacre.core.op.AdamWStep;
import dev.nacre.core.op.AdamWSteps;
import dev.nacre.kernels.cuda.driver.DeviceBlock;
import java.util.ArrayList;
import java.util.List;

/** The optimiser over many tensors in one launch, float32: a table on the device says where each lies. */
public final class UpdateKernels {
    /** Elements that one block renews. */
    private static final long CHUNK = 4096;
    private static final int THREADS = 256;
    /** The structure {@code Update} of the CUDA C, in words of 64 bits. */
    private static final int WORDS = 13;
    private static final int ELEMENTS = 7;
    private static final int FIRST_BLOCK = 8;
    private static final int RATES = 9;

    private UpdateKernels() {
    }

    /** New parameter, first and second moment of each, from parameter, gradient, first and second moment of each. */
    public static void adamW(Launcher launcher, AdamWSteps steps, List<DeviceTensor> inputs,
            List<DeviceTensor> outputs) {
        List<DeviceTensor> dense = inputs.stream().map(launcher::contiguous).toList();
        int count = steps.steps().size();
        long[] words = new long[count * WORDS];
        long blocks = 0;
        for (int i = 0; i < count; i++) {
            List<DeviceTensor> all = new ArrayList<>(
                    dense.subList(i * AdamWSteps.INPUTS, (i + 1) * AdamWSteps.INPUTS));
            all.addAll(outputs.subList(i * AdamWSteps.OUTPUTS, (i + 1) * AdamWSteps.OUTPUTS));
            for (int j = 0; j < ELEMENTS; j++) {
                words[i * WORDS + j] = all.get(j).address();
            }
            words[i * WORDS + ELEMENTS] = all.getFirst().elements();
            words[i * WORDS + FIRST_BLOCK] = blocks;
            blocks += (all.getFirst().elements() + CHUNK - 1) / CHUNK;
        }
        setRates(words, steps);
        if (blocks > 0) {
            DeviceBlock table = launcher.table(words, steps);
            launcher.launch("adamw_steps", blocks, THREADS, arguments -> {
                arguments.reads(table.address(), table.bytes()).word(count).word(CHUNK);
                dense.forEach(input -> input.mention(arguments, false));
                outputs.forEach(output -> output.mention(arguments, true));
            });
        }
    }

    /**
     * Writes the numbers of these steps into a table.
     *
     * @throws IllegalArgumentException if it was made for another number of parameters
     */
    public static void setRates(long[] words, AdamWSteps steps) {
        if (words.length != steps.steps().size() * WORDS) {
            throw new IllegalArgumentException("the captured step renews " + words.length / WORDS
                    + " parameters, not " + steps.steps().size());
        }
        for (int i = 0; i < steps.steps().size(); i++) {
            AdamWStep step = steps.steps().get(i);
            int at = i * WORDS + RATES;
            words[at] = pair(1 - step.learningRate() * step.weightDecay(), 1 - step.beta1());
            words[at + 1] = pair(step.beta2(), 1 - step.beta2());
            words[at + 2] = pair(step.rootCorrection(), step.epsilon());
            words[at + 3] = pair(step.stepSize(), 0);
        }
    }

    /** Two floats as they follow each other in memory. */
    private static long pair(double first, double second) {
        return Integer.toUnsignedLong(Float.floatToRawIntBits((float) first))
                | (long) Float.floatToRawIntBits((float) second) << Integer.SIZE;
    }
}
