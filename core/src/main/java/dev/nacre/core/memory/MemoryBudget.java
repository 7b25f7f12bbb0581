package dev.nacre.core.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** How many bytes tensors may take: the property {@code nacre.memory}, or 60 % of the machine's memory. */
public final class MemoryBudget {
    private static final double SHARE = 0.6;

    private MemoryBudget() {
    }

    /** The budget in force for the process's pool, in bytes. */
    public static long fromProperties() {
        String text = System.getProperty("nacre.memory", "");
        return text.isEmpty() ? (long) (SHARE * machineMemory()) : parse(text);
    }

    /**
     * Bytes from text such as {@code 1073741824}, {@code 512m} or {@code 8g}.
     *
     * @throws IllegalArgumentException if it is not of that form
     */
    public static long parse(String text) {
        String number = text.trim().toLowerCase(Locale.ROOT);
        int shift = switch (number.isEmpty() ? ' ' : number.charAt(number.length() - 1)) {
            case 'k' -> 10;
            case 'm' -> 20;
            case 'g' -> 30;
            default -> 0;
        };
        try {
            long bytes = Long.parseLong(shift == 0 ? number : number.substring(0, number.length() - 1));
            if (bytes > 0 && bytes <= Long.MAX_VALUE >> shift) {
                return bytes << shift;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(sentence(text), e);
        }
        throw new IllegalArgumentException(sentence(text));
    }

    private static String sentence(String text) {
        return "nacre.memory=" + text + " is not a number of bytes: write for example 512m or 8g";
    }

    /** Linux tells; elsewhere four times the largest heap, which the JVM sets to a quarter of the memory by default. */
    private static long machineMemory() {
        long limit = Long.MAX_VALUE;
        try {
            Path group = Path.of("/sys/fs/cgroup/memory.max");
            if (Files.isReadable(group)) {
                String text = Files.readString(group).trim();
                limit = text.equals("max") ? limit : Long.parseLong(text);
            }
            Path information = Path.of("/proc/meminfo");
            if (Files.isReadable(information)) {
                for (String line : Files.readAllLines(information)) {
                    if (line.startsWith("MemTotal:")) {
                        return Math.min(limit, Long.parseLong(line.replaceAll("\\D", "")) << 10);
                    }
                }
            }
        } catch (IOException | NumberFormatException e) {
            System.getLogger("dev.nacre").log(System.Logger.Level.DEBUG, "the machine's memory is not known", e);
        }
        return 4 * Runtime.getRuntime().maxMemory();
    }
}
