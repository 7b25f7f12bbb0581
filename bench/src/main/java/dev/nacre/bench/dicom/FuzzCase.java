package dev.nacre.bench.dicom;

import com.sun.management.ThreadMXBean;
import dev.nacre.bench.dicom.FuzzResult.Outcome;
import dev.nacre.mammo.dicom.DataElement;
import dev.nacre.mammo.dicom.DataSet;
import dev.nacre.mammo.dicom.DicomException;
import dev.nacre.mammo.dicom.DicomFile;
import dev.nacre.mammo.dicom.DicomPicture;
import dev.nacre.mammo.dicom.PixelData;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.SplittableRandom;

/** Damages one of several samples and reads it, all of it: every value, and up to three frames. */
final class FuzzCase {
    private static final int MOST_FRAMES = 3;
    /** Of this many cases on average, one may damage a sample whose frames another process decodes: it takes long. */
    private static final int RARELY = 8;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final List<FuzzSample> samples;
    private final List<FuzzSample> quick;
    private final long seed;

    FuzzCase(List<FuzzSample> samples, long seed) {
        this.samples = samples;
        this.quick = samples.stream().filter(sample -> !sample.jpeg2000()).toList();
        this.seed = seed;
    }

    /** The case of a number; depends on the samples, the seed and the number alone. */
    FuzzResult run(long number) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
        List<FuzzSample> choice = quick.isEmpty() || number % RARELY == 0 ? samples : quick;
        FuzzSample sample = choice.get((int) (number / RARELY % choice.size()));
        FuzzSample other = samples.get(random.nextInt(samples.size()));
        Mutation mutation = Mutation.values()[random.nextInt(Mutation.values().length)];
        byte[] file = mutation.apply(sample.bytes(), other.bytes(), random);

        boolean[] jpeg2000 = new boolean[1];
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long cpu = THREADS.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        Outcome outcome;
        String detail = "";
        try {
            outcome = read(file, jpeg2000);
        } catch (DicomException sentence) {
            detail = String.valueOf(sentence.getMessage());
            outcome = detail.isBlank() || detail.contains("\n") ? Outcome.FAILED : Outcome.REFUSED;
        } catch (RuntimeException | Error bug) {
            StackTraceElement[] trace = bug.getStackTrace();
            detail = bug + (trace.length == 0 ? "" : " at " + trace[0]);
            outcome = Outcome.FAILED;
        }
        return new FuzzResult(number, sample.name(), mutation, outcome, detail, (System.nanoTime() - start) / 1e9,
                (THREADS.getCurrentThreadCpuTime() - cpu) / 1e9,
                THREADS.getCurrentThreadAllocatedBytes() - allocated, jpeg2000[0]);
    }

    private static Outcome read(byte[] bytes, boolean[] jpeg2000) {
        try (DicomFile file = DicomFile.of(bytes)) {
            jpeg2000[0] = FuzzSample.isJpeg2000(file);
            walk(file.meta());
            walk(file.dataset());
            if (!file.hasPixels()) {
                return Outcome.NO_PIXELS;
            }
            PixelData pixels = file.pixels();
            for (int frame = 1; frame < Math.min(MOST_FRAMES, pixels.frames()); frame++) {
                pixels.frame(frame);
            }
            DicomPicture.read(file, 0);
            return Outcome.PIXELS;
        }
    }

    private static void walk(DataSet dataset) {
        for (DataElement element : dataset.elements()) {
            dataset.strings(element.tag());
            dataset.numbers(element.tag());
            dataset.items(element.tag()).forEach(FuzzCase::walk);
        }
    }
}
