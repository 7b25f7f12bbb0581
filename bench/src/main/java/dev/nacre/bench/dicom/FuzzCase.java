package dev.nacre.bench.dicom;

import dev.nacre.bench.fuzz.ByteMutation;
import dev.nacre.bench.fuzz.FuzzMeter;
import dev.nacre.bench.fuzz.FuzzResult;
import dev.nacre.bench.fuzz.FuzzResult.Outcome;
import dev.nacre.bench.fuzz.Mutation;
import dev.nacre.mammo.dicom.DataElement;
import dev.nacre.mammo.dicom.DataSet;
import dev.nacre.mammo.dicom.DicomException;
import dev.nacre.mammo.dicom.DicomFile;
import dev.nacre.mammo.dicom.DicomPicture;
import dev.nacre.mammo.dicom.PixelData;
import java.util.List;
import java.util.SplittableRandom;

/** Damages one of several samples and reads it, all of it: every value, and up to three frames. */
final class FuzzCase {
    private static final int MOST_FRAMES = 3;
    /** Of this many cases on average, one may damage a sample whose frames another process decodes: it takes long. */
    private static final int RARELY = 8;
    private static final FuzzMeter METER = new FuzzMeter(DicomException.class);
    /** The order decides what a number means: a new one goes to the end. */
    private static final List<Mutation> MUTATIONS = List.of(ByteMutation.BITS, ByteMutation.HEAD_BITS,
            ByteMutation.TAIL_BITS, ByteMutation.TRUNCATION, DicomMutation.LENGTHS, DicomMutation.NESTING,
            DicomMutation.SIZES, ByteMutation.BLOCKS, ByteMutation.SPLICE);

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
        Mutation mutation = MUTATIONS.get(random.nextInt(MUTATIONS.size()));
        byte[] file = mutation.apply(sample.bytes(), other.bytes(), random);

        boolean[] jpeg2000 = new boolean[1];
        return METER.measure(number, sample.name(), mutation, () -> read(file, jpeg2000), () -> jpeg2000[0]);
    }

    private static Outcome read(byte[] bytes, boolean[] jpeg2000) {
        try (DicomFile file = DicomFile.of(bytes)) {
            jpeg2000[0] = FuzzSample.isJpeg2000(file);
            walk(file.meta());
            walk(file.dataset());
            if (!file.hasPixels()) {
                return Outcome.EMPTY;
            }
            PixelData pixels = file.pixels();
            for (int frame = 1; frame < Math.min(MOST_FRAMES, pixels.frames()); frame++) {
                pixels.frame(frame);
            }
            DicomPicture.read(file, 0);
            return Outcome.READ;
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
