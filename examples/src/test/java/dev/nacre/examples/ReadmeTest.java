package dev.nacre.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the README shows is what the library has. */
class ReadmeTest {
    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\\R(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path directory;

    static List<String> examples() throws IOException {
        return JAVA_BLOCK.matcher(readme()).results().map(block -> block.group(1)).toList();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void examplesCompile(String example) {
        StringWriter messages = new StringWriter();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        boolean compiled = compiler.getTask(messages, null, null,
                List.of("-d", directory.toString(), "-cp", System.getProperty("java.class.path")), null,
                List.of(new Source(program(example)))).call();
        assertThat(compiled).as("%s%n%s", example, messages).isTrue();
    }

    @Test
    void thereAreExamples() throws IOException {
        assertThat(examples()).isNotEmpty();
    }

    /** Imports stay at the top, statements go into a method. */
    private static String program(String example) {
        var imports = example.lines().collect(Collectors.partitioningBy(line -> line.startsWith("import ")));
        return String.join("\n", imports.get(true)) + "\nclass Example {\n    static void run() throws Exception {\n"
                + String.join("\n", imports.get(false)) + "\n    }\n}\n";
    }

    /** Tests run in the folder of the module. */
    private static String readme() throws IOException {
        return Files.readString(Stream.of("README.md", "../README.md").map(Path::of).filter(Files::exists)
                .findFirst().orElseThrow());
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("string:///Example.java"), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
