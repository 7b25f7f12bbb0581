package dev.nacre.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

/** What the pages show is what the library has: their examples compile, and what they quote stands in the sources. */
class DocumentationTest {
    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\\R(.*?)```", Pattern.DOTALL);
    private static final Pattern QUOTED_FROM = Pattern.compile("^// (\\S+\\.java)\\R");
    private static final Pattern COMMAND = Pattern.compile("\\./nacre ([a-z]+)[ `]");
    private static final Pattern LEFT_OUT = Pattern.compile("(?m)^\\s*(// )?…$");

    @TempDir
    private Path directory;

    static List<String> examples() throws IOException {
        return blocks().stream().filter(block -> !QUOTED_FROM.matcher(block).find()).toList();
    }

    static List<String> quotations() throws IOException {
        return blocks().stream().filter(block -> QUOTED_FROM.matcher(block).find()).toList();
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

    @ParameterizedTest
    @MethodSource("quotations")
    void quotationsStandInTheSources(String quotation) throws IOException {
        var from = QUOTED_FROM.matcher(quotation);
        assertThat(from.find()).isTrue();
        String source = plain(Files.readString(root().resolve(from.group(1))));
        for (String fragment : LEFT_OUT.split(quotation.substring(from.end()))) {
            assertThat(source).as("%s quoted in the documentation", from.group(1)).contains(plain(fragment));
        }
    }

    @Test
    void thereIsSomethingToCheck() throws IOException {
        assertThat(examples()).isNotEmpty();
        assertThat(quotations()).isNotEmpty();
    }

    @Test
    void commandsExist() throws IOException {
        List<String> shown = COMMAND.matcher(Files.readString(root().resolve("README.md"))).results()
                .map(match -> match.group(1)).toList();
        assertThat(shown).contains("pretrain");
        assertThat(Nacre.commandLine().getSubcommands()).containsKeys(shown.toArray(String[]::new));
    }

    private static List<String> blocks() throws IOException {
        List<String> blocks = new ArrayList<>();
        for (Path page : pages()) {
            JAVA_BLOCK.matcher(Files.readString(page)).results().forEach(block -> blocks.add(block.group(1)));
        }
        return blocks;
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(root().resolve("docs"))) {
            return Stream.concat(Stream.of(root().resolve("README.md")),
                    docs.filter(page -> page.toString().endsWith(".md")).sorted()).toList();
        }
    }

    /** Tests run in the folder of the module. */
    private static Path root() {
        return Stream.of("", "..").map(Path::of).filter(folder -> Files.exists(folder.resolve("README.md")))
                .findFirst().orElseThrow();
    }

    /** Without regard to spaces and line breaks. */
    private static String plain(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    /** Imports stay at the top, statements go into a method. */
    private static String program(String example) {
        var imports = example.lines().collect(Collectors.partitioningBy(line -> line.startsWith("import ")));
        return String.join("\n", imports.get(true)) + "\nclass Example {\n    static void run() throws Exception {\n"
                + String.join("\n", imports.get(false)) + "\n    }\n}\n";
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
