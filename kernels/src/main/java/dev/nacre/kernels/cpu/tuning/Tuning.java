package dev.nacre.kernels.cpu.tuning;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/**
 * Chooses among variants of a kernel, once for each shape and processor, by their times on real calls: nothing is
 * computed in vain. All variants of a kernel add in the same order, so that no choice changes a bit.
 *
 * <p>The property {@value #PROPERTY} is {@code false} for none, or the file of choices. By default that is
 * {@code nacre/tuning-….txt} in {@code XDG_CACHE_HOME} or {@code ~/.cache}. Safe for many threads.
 */
public final class Tuning {
    /** Property that turns trials off, or names the file. */
    public static final String PROPERTY = "nacre.tuning";
    /** Shapes beyond these are computed as the rules say: texts of all lengths would fill the memory. */
    private static final int MOST_SHAPES = 2048;
    private static final Tuning SHARED = forThisProcess();

    private final Optional<TuningFile> file;
    private final boolean on;
    private final Map<String, String> remembered;
    private final Map<Record, Shape> shapes = new ConcurrentHashMap<>();

    private record Shape(String name, List<String> variants, Trial trial) {
    }

    private Tuning(boolean on, Optional<TuningFile> file) {
        this.on = on;
        this.file = file;
        this.remembered = file.map(TuningFile::read).orElse(Map.of());
    }

    /** Trials whose choices are kept in a file. */
    static Tuning in(TuningFile file) {
        return new Tuning(true, Optional.of(file));
    }

    /** The rules decide. */
    static Tuning off() {
        return new Tuning(false, Optional.empty());
    }

    /** This process's. */
    public static Tuning shared() {
        return SHARED;
    }

    private static Tuning forThisProcess() {
        var property = System.getProperty(PROPERTY, "").strip();
        if (property.equals("false")) {
            return off();
        }
        var processor = processor();
        return in(new TuningFile(property.isEmpty() ? usualFile(processor) : Path.of(property), processor));
    }

    private static Path usualFile(String processor) {
        var shared = System.getenv("XDG_CACHE_HOME");
        var caches = shared == null || shared.isBlank() ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(shared);
        var sum = new CRC32();
        sum.update(processor.getBytes(StandardCharsets.UTF_8));
        return caches.resolve("nacre").resolve("tuning-" + HexFormat.of().toHexDigits((int) sum.getValue()) + ".txt");
    }

    /** What the system calls the processor, and how many of its threads there are. */
    private static String processor() {
        var name = System.getProperty("os.arch");
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            name = lines.filter(line -> line.startsWith("model name")).findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip()).orElse(name);
        } catch (IOException e) {
            // Another system: its architecture has to do.
        }
        return name + ", " + Runtime.getRuntime().availableProcessors() + " threads";
    }

    /**
     * Runs one of several variants.
     *
     * @param kernel   which kernel, and all that its speed depends on; its text names it in the file
     * @param variants the first is what the rules say; the same whenever {@code kernel} is, their texts name them
     * @param run      computes by a variant
     */
    public <V> void run(Record kernel, List<V> variants, Consumer<V> run) {
        var shape = on && variants.size() > 1 ? shape(kernel, variants) : null;
        if (shape == null) {
            run.accept(variants.getFirst());
            return;
        }
        int variant = shape.trial.next();
        if (shape.trial.isDecided()) {
            run.accept(variants.get(variant));
            return;
        }
        long begin = System.nanoTime();
        run.accept(variants.get(variant));
        if (shape.trial.took(variant, System.nanoTime() - begin)) {
            file.ifPresent(f -> f.add(choices()));
        }
    }

    private Shape shape(Record kernel, List<?> variants) {
        var known = shapes.get(kernel);
        if (known != null || shapes.size() >= MOST_SHAPES) {
            return known;
        }
        return shapes.computeIfAbsent(kernel, k -> {
            var name = k.toString();
            var names = variants.stream().map(Object::toString).toList();
            int chosen = names.indexOf(remembered.getOrDefault(name, ""));
            return new Shape(name, names, chosen < 0 ? new Trial(names.size())
                    : Trial.decided(names.size(), chosen));
        });
    }

    private Map<String, String> choices() {
        var choices = new TreeMap<String, String>();
        for (var shape : shapes.values()) {
            if (shape.trial.isDecided()) {
                choices.put(shape.name, shape.variants.get(shape.trial.next()));
            }
        }
        return choices;
    }

    /** The file of choices; empty where trials are off. */
    public Optional<Path> file() {
        return file.map(TuningFile::path);
    }

    /** One line for each shape that this process has met: what was chosen, and the times that say so. */
    public List<String> explain() {
        var lines = new ArrayList<String>();
        for (var shape : shapes.values()) {
            lines.add(shape.name + ": " + explain(shape));
        }
        lines.sort(null);
        return lines;
    }

    private static String explain(Shape shape) {
        var times = new ArrayList<String>();
        for (int i = 0; i < shape.variants.size(); i++) {
            var name = shape.variants.get(i);
            shape.trial.shortest(i).ifPresent(nanos ->
                    times.add(String.format(Locale.ROOT, "%s %.3f ms", name, nanos / 1e6)));
        }
        var measured = times.isEmpty() ? "" : " (" + String.join("; ", times) + ")";
        if (!shape.trial.isDecided()) {
            return "still tried" + measured;
        }
        return shape.variants.get(shape.trial.next()) + (times.isEmpty() ? " (remembered)" : measured);
    }
}
