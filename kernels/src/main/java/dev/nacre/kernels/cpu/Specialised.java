package dev.nacre.kernels.cpu;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;

/**
 * Makes a copy of a loop for each function that runs in it.
 *
 * <p>Why: a vector lives in a register only if the compiler inlines everything between load and store. A loop shared by
 * twenty functions has a call in its middle that could go anywhere, is not inlined, and puts every vector on the
 * heap: a hundred times slower. A hidden class defined from the same bytes has its own compiled code, and the
 * function in its static final field is a constant there. The alternative is twenty loops written out.
 */
final class Specialised {
    private Specialised() {
    }

    /**
     * A new instance of a copy of {@code template}, whose class data is {@code function}.
     *
     * @param template a class with a no-argument constructor that reads its class data into a static final field
     * @param loop     the interface by which the copy is called
     */
    static <T> T copy(Class<? extends T> template, Class<T> loop, Object function) {
        try {
            var hidden = MethodHandles.lookup().defineHiddenClassWithClassData(bytes(template), function, true);
            var constructor = hidden.lookupClass().getDeclaredConstructor();
            return loop.cast(constructor.newInstance());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The loop " + template.getSimpleName() + " could not be specialised", e);
        }
    }

    private static byte[] bytes(Class<?> template) {
        var name = template.getName();
        try (InputStream stream = template.getResourceAsStream(name.substring(name.lastIndexOf('.') + 1) + ".class")) {
            if (stream == null) {
                throw new IllegalStateException("The class file of " + name + " is missing from its own module");
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("The class file of " + name + " cannot be read", e);
        }
    }
}
