package dev.nacre.kernels.cuda.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** A file of kernels in CUDA C, and the PTX that it was compiled to when it was written. */
public enum KernelSource {
    /** Functions of one and of two numbers, element by element. */
    MAPS,
    /** Copies, choices, comparisons, conversions. */
    COPIES,
    /** Sums over dimensions. */
    SUMS,
    /** Softmax, layer and batch normalisation. */
    NORMS("rows"),
    /** Convolutions and their derivatives. */
    CONVOLUTIONS,
    /** Convolutions of each channel by itself and their derivatives. */
    DEPTHWISE,
    /** Pooling. */
    POOLING,
    /** Attention. */
    ATTENTION("attention_tiles"),
    /** The derivative of attention. */
    ATTENTION_GRADIENT("attention_tiles"),
    /** Constants. */
    FILLS,
    /** Picking and adding up by index. */
    INDICES("index_checks"),
    /** Sorting. */
    SORTS,
    /** Running sums. */
    SCANS,
    /** Random numbers. */
    RANDOMS,
    /** Functions of two whole numbers, and more comparisons. */
    INTEGERS,
    /** The optimiser over many tensors. */
    UPDATES,
    /** The contrastive loss in tiles. */
    CONTRAST,
    /** Biases, gates, rotary positions. */
    GATES,
    /** Cross entropy of rows of logits. */
    ENTROPY("rows", "index_checks"),
    /** What happens to pictures before a network sees them. */
    PICTURES;

    /** What every kernel's name starts with in a compiled module. */
    public static final String PREFIX = "nacre_";
    private static final Pattern ENTRY = Pattern.compile("(?m)^\\.visible \\.entry " + PREFIX + "(\\w+)\\(");

    private final List<String> parts;

    /** Of a file and of those that it shares with others. */
    KernelSource(String... shared) {
        parts = Stream.of(Stream.of("prelude"), Stream.of(shared), Stream.of(name().toLowerCase(Locale.ROOT)))
                .flatMap(Function.identity()).map(part -> part + ".cu").toList();
    }

    /** The files of its CUDA C, its own the last: what all share, what it shares with some. */
    public List<String> parts() {
        return parts;
    }

    /** The text of one of the {@link #parts}. */
    public static String text(String part) {
        return new String(read(part, in -> in), StandardCharsets.UTF_8);
    }

    /** Its CUDA C, in one piece. */
    public String text() {
        return parts.stream().map(KernelSource::text).collect(Collectors.joining());
    }

    /** Its PTX, after a line that holds the {@link #hash} of the CUDA C that it was compiled from. */
    public String ptx() {
        return new String(read(name().toLowerCase(Locale.ROOT) + ".ptx.gz", GZIPInputStream::new),
                StandardCharsets.UTF_8);
    }

    /** Names of its kernels without the prefix, in their order. */
    public List<String> kernels() {
        return ENTRY.matcher(ptx()).results().map((MatchResult entry) -> entry.group(1)).toList();
    }

    /** SHA-256 of the text, in hexadecimal. */
    public String hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private interface Unpacking {
        InputStream of(InputStream packed) throws IOException;
    }

    private static byte[] read(String name, Unpacking unpacking) {
        try (InputStream in = KernelSource.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + name + " is missing from nacre-kernels");
            }
            return unpacking.of(in).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
