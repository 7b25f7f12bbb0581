package dev.nacre.examples.embedding;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A host that loads Nacre in two class loaders beside one another, as an application server does, and drops both:
 * prints what they computed and how many of them the garbage collector took. Knows no class of Nacre itself.
 */
public final class ClassLoaderProbe {
    private static final String PROBE = "dev.nacre.examples.embedding.EmbeddingProbe";
    /** What the leak that a test plants hangs on: a thread of the host that lives on. */
    private static final ThreadLocal<Object> LEAK = new ThreadLocal<>();

    private ClassLoaderProbe() {
    }

    /**
     * Runs the probe twice.
     *
     * @param arguments places of classes with the path separator between them, seconds to wait for the collector,
     *                  "leak" or "clean", then the probe's own arguments
     */
    public static void main(String[] arguments) throws Exception {
        URL[] places = Stream.of(arguments[0].split(System.getProperty("path.separator"))).map(ClassLoaderProbe::url)
                .toArray(URL[]::new);
        ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
        Set<PhantomReference<ClassLoader>> waiting = new HashSet<>();
        String[] own = Stream.of(arguments).skip(3).toArray(String[]::new);
        run(places, own, arguments[2].equals("leak"), collected, waiting);

        long end = System.nanoTime() + Long.parseLong(arguments[1]) * 1_000_000_000L;
        int tries = 0;
        while (!waiting.isEmpty() && System.nanoTime() < end) {
            System.gc();
            tries++;
            var gone = collected.remove(200);
            waiting.remove(gone);
        }
        System.out.println("collected: " + (2 - waiting.size()) + " of 2 after " + tries + " collections");
        System.out.println("threads: " + Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("nacre")).count());
        System.out.println("processes: " + ProcessHandle.current().descendants().count());
        if (LEAK.get() != null && waiting.isEmpty()) {
            throw new IllegalStateException("the planted leak was not seen");
        }
    }

    /** In a method of its own, so that no local variable of {@code main} holds what is to go. */
    private static void run(URL[] places, String[] arguments, boolean leaks, ReferenceQueue<ClassLoader> collected,
            Set<PhantomReference<ClassLoader>> waiting) throws Exception {
        Thread host = Thread.currentThread();
        ClassLoader own = host.getContextClassLoader();
        List<URLClassLoader> loaders = new ArrayList<>();
        List<String> results = new ArrayList<>();
        for (int number = 0; number < 2; number++) {
            URLClassLoader loader = new URLClassLoader(places, ClassLoader.getPlatformClassLoader());
            loaders.add(loader);
            waiting.add(new PhantomReference<>(loader, collected));
            host.setContextClassLoader(loader);
            results.add(compute(loader, arguments, leaks && number == 1));
        }
        host.setContextClassLoader(own);
        for (URLClassLoader loader : loaders) {
            loader.close();
        }
        System.out.println(results.getFirst());
        System.out.println("equal: " + results.get(0).equals(results.get(1)));
    }

    private static String compute(ClassLoader loader, String[] arguments, boolean leaks) throws Exception {
        Object probe = loader.loadClass(PROBE).getConstructor().newInstance();
        if (leaks) {
            LEAK.set(probe);
        }
        @SuppressWarnings("unchecked") // The probe's own type belongs to the other loader.
        Function<String[], String> computation = (Function<String[], String>) probe;
        return computation.apply(arguments);
    }

    private static URL url(String place) {
        try {
            return Path.of(place).toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
