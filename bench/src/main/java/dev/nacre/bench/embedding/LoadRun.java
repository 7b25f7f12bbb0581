package dev.nacre.bench.embedding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Many threads that call without a pause for some seconds, each with one picture after the other; a call that was begun
 * in time counts.
 *
 * @param threads  that call
 * @param pictures how many there are
 * @param seconds  for which new calls are begun
 * @param caller   answers
 */
record LoadRun(int threads, int pictures, double seconds, Caller caller) {
    private static final long PAUSE_MILLIS = 100;

    /** Asks for a picture. */
    interface Caller {
        /** The answer as text, to be compared; empty for one that was told to come back. */
        Optional<String> call(int picture) throws Exception;
    }

    /** Asks for each picture alone, whose answer is the right one, and then for all at once. */
    LoadReport run() throws Exception {
        Map<Integer, String> first = new ConcurrentHashMap<>();
        for (int picture = 0; picture < pictures; picture++) {
            first.put(picture, caller.call(picture).orElseThrow(() -> new IllegalStateException(
                    "the first call was refused, with nobody else there")));
        }
        AtomicLong refusals = new AtomicLong();
        AtomicLong wrong = new AtomicLong();
        List<Future<List<Double>>> ends = new ArrayList<>();
        long start = System.nanoTime();
        try (ExecutorService callers = Executors.newFixedThreadPool(threads)) {
            for (int thread = 0; thread < threads; thread++) {
                int offset = thread;
                ends.add(callers.submit(() -> calls(offset, start, first, refusals, wrong)));
            }
        }
        double elapsed = (System.nanoTime() - start) * 1e-9;
        List<Double> millis = new ArrayList<>();
        for (Future<List<Double>> end : ends) {
            millis.addAll(end.get());
        }
        double[] sorted = millis.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return new LoadReport(elapsed, refusals.get(), wrong.get(), sorted);
    }

    private List<Double> calls(int offset, long start, Map<Integer, String> first, AtomicLong refusals,
            AtomicLong wrong) throws Exception {
        List<Double> millis = new ArrayList<>();
        for (int call = offset; (System.nanoTime() - start) * 1e-9 < seconds; call++) {
            int picture = call % pictures;
            long begin = System.nanoTime();
            Optional<String> answer = caller.call(picture);
            if (answer.isEmpty()) {
                refusals.incrementAndGet();
                Thread.sleep(PAUSE_MILLIS);
            } else {
                millis.add((System.nanoTime() - begin) * 1e-6);
                wrong.addAndGet(answer.get().equals(first.get(picture)) ? 0 : 1);
            }
        }
        return millis;
    }
}
