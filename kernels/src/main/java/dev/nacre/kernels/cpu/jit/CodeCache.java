package dev.nacre.kernels.cpu.jit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Emitted code by what it was emitted for: the most recently used, up to a bound. Safe for many threads. Code that
 * falls out lives on as long as somebody holds it.
 */
final class CodeCache<K, V> {
    private static final int MOST = 512;
    private static final float LOAD_FACTOR = 0.75f;

    private final Map<K, V> entries = new LinkedHashMap<>(MOST, LOAD_FACTOR, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > MOST;
        }
    };
    private final Function<K, V> emitter;

    CodeCache(Function<K, V> emitter) {
        this.emitter = emitter;
    }

    synchronized V get(K key) {
        return entries.computeIfAbsent(key, emitter);
    }
}
