package dev.nacre.mammo.image;

import java.util.function.Supplier;

/**
 * How to ask ImageIO for readers inside a host. Whoever asks first makes it register for good what the thread's context
 * class loader offers, and keep that class loader: a host that loads applications in class loaders of their own could
 * never let the first of them go. So it is asked with the system's class loader as context, which is what a plain
 * program has anyway.
 */
public final class ImageIoContext {
    private ImageIoContext() {
    }

    /** The answer to a question that makes ImageIO look for its plug-ins. */
    public static <T> T ask(Supplier<T> question) {
        Thread thread = Thread.currentThread();
        ClassLoader own = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
        try {
            return question.get();
        } finally {
            thread.setContextClassLoader(own);
        }
    }
}
