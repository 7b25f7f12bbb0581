package dev.nacre.examples;

import dev.nacre.core.io.AtomicFile;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.JsonException;
import dev.nacre.core.io.JsonWriter;
import dev.nacre.nn.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The file {@code run.json} that makes a run again: every option with its value, the version of the code, and hashes of
 * the data. Its options are defaults; what stands on the command line wins.
 *
 * @param path    where it was read, or will be written
 * @param content the whole file
 */
public record RunFile(Path path, Json.Fields content) implements IDefaultValueProvider {
    /** Its name in the folder of a run. */
    public static final String NAME = "run.json";
    private static final String OPTIONS = "options";
    private static final String CODE = "code";
    private static final String DATA = "data";
    /** What may stand between values of an option that is given several times; no name of a file holds it. */
    public static final String BETWEEN = "\n";
    /** What says where a run goes and not what it is. */
    private static final Set<String> ELSEWHERE =
            Set.of("--out", "--config", "--resume", "--dry-run", "--help", "--version", "--verbose");

    /** @throws InputException if the file is missing or is none that a run wrote */
    static RunFile read(Path path) {
        try {
            Json json = Json.parse(Files.readString(path));
            json.get(OPTIONS).fields();
            json.get(CODE).text();
            json.get(DATA).fields();
            return new RunFile(path, new Json.Fields(json.fields()));
        } catch (IOException e) {
            throw new InputException("the configuration " + path + " cannot be read: give the " + NAME
                    + " of a run, or its folder to --resume", e);
        } catch (JsonException e) {
            throw new InputException("the configuration " + path + " cannot be used (" + e.getMessage()
                    + "): give the " + NAME + " of a run", e);
        }
    }

    /** Makes the options of the file that {@code --config} or {@code --resume} names a command's defaults. */
    static void configure(CommandSpec command, String... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            for (String option : List.of("--config", "--resume")) {
                boolean joined = arguments[i].startsWith(option + "=");
                if (joined || arguments[i].equals(option) && i + 1 < arguments.length) {
                    Path named = Path.of(joined ? arguments[i].substring(option.length() + 1) : arguments[i + 1]);
                    RunFile file = read(option.equals("--resume") ? named.resolve(NAME) : named);
                    file.check(command);
                    command.defaultValueProvider(file);
                }
            }
        }
    }

    /** The file of the command that is running. */
    public static RunFile of(Path path, CommandSpec spec, Json.Fields data) throws IOException {
        Json.Fields options = Json.object();
        for (OptionSpec option : spec.options()) {
            Object value = option.getValue();
            // Nothing at all is what an option without a value means, and an empty text is not.
            boolean none = value == null || value instanceof Collection<?> many && many.isEmpty()
                    || value instanceof Map<?, ?> pairs && pairs.isEmpty();
            if (!none && !ELSEWHERE.contains(option.longestName())) {
                options = options.with(key(option), json(value, option.splitRegex()));
            }
        }
        return new RunFile(path, Json.object().with("command", spec.name()).with(CODE, Version.code())
                .with(OPTIONS, options).with(DATA, data).with("notice", "Research use, not for diagnosis."));
    }

    private static String key(OptionSpec option) {
        return option.longestName().substring(2);
    }

    /** Several values as one text, as they would stand on the command line. @param between what divides them there */
    private static Json json(Object value, String between) {
        return switch (value) {
            case Boolean truth -> new Json.Truth(truth);
            case Integer whole -> new Json.Whole(whole);
            case Long whole -> new Json.Whole(whole);
            case Double number when Double.isFinite(number) -> new Json.Decimal(number);
            case Path file -> new Json.Text(file.toAbsolutePath().normalize().toString());
            case Collection<?> many when !between.isEmpty() -> new Json.Text(many.stream()
                    .map(one -> text(one, between)).collect(Collectors.joining(between)));
            case Map<?, ?> many when !between.isEmpty() -> new Json.Text(many.entrySet().stream().map(one ->
                    one.getKey() + "=" + text(one.getValue(), between)).collect(Collectors.joining(between)));
            default -> new Json.Text(value.toString());
        };
    }

    private static String text(Object value, String between) {
        return json(value, between) instanceof Json.Text text ? text.text() : value.toString();
    }

    /** @throws InputException if an option is none of the command's */
    void check(CommandSpec spec) {
        Set<String> known = new TreeSet<>(spec.options().stream().map(RunFile::key).toList());
        List<String> foreign = options().keySet().stream().filter(name -> !known.contains(name)).toList();
        if (!foreign.isEmpty()) {
            throw new InputException(path + " has the option " + foreign.getFirst() + ", which " + spec.name()
                    + " does not know: correct it, or take it out; the options are " + String.join(", ", known));
        }
    }

    @Override
    public String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || !options().containsKey(key(option))) {
            return null;
        }
        return switch (options().get(key(option))) {
            case Json.Text text -> text.text();
            case Json value -> value.toString();
        };
    }

    private Map<String, Json> options() {
        return content.get(OPTIONS).fields();
    }

    /**
     * The file without paths, for what is handed on: the name of a file or a folder may be a patient's. Hashes say
     * whether models and pictures are the same.
     *
     * @param spec of the command that wrote it
     */
    public Json.Fields withoutPaths(CommandSpec spec) {
        Json.Fields shown = new Json.Fields(options());
        for (OptionSpec option : spec.options()) {
            if (shown.fields().containsKey(key(option)) && (option.type() == Path.class
                    || List.of(option.auxiliaryTypes()).contains(Path.class))) {
                shown = shown.with(key(option), new Json.Text("(given)"));
            }
        }
        return content.with(OPTIONS, shown);
    }

    /** Version of the code that wrote it. */
    String code() {
        return content.get(CODE).text();
    }

    /**
     * Holds the data that are there against those that the run was made with.
     *
     * @throws InputException if they differ
     */
    void checkData(Json.Fields found) {
        Json.Fields expected = new Json.Fields(content.get(DATA).fields());
        if (!expected.toString().equals(found.toString())) {
            throw new InputException("the data are not those of " + path + ": it says " + expected + ", and there are "
                    + found + "; give the same table and pictures, or start a new run without this configuration");
        }
    }

    /**
     * Refuses options beside {@code --resume}: a run that goes on is the same run, if perhaps on another device.
     *
     * @throws InputException if there is one
     */
    public static void checkAlone(CommandSpec command, Path folder) {
        for (ArgSpec given : command.commandLine().getParseResult().matchedArgs()) {
            if (given instanceof OptionSpec option && !List.of("--resume", "--verbose", "--dry-run", "--device")
                    .contains(option.longestName())) {
                throw new InputException("--resume goes on with the options in " + folder.resolve(NAME)
                        + ": leave out " + option.longestName() + ", or start a new run");
            }
        }
    }

    /** Holds the data of a run that goes on against those it began with, as {@link #checkData} does. */
    public void checkSameData(RunFile now) {
        checkData(new Json.Fields(now.content.get(DATA).fields()));
    }

    /** Writes it whole or not at all. */
    public void write() {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            AtomicFile.write(path, JsonWriter.indented(content));
        } catch (IOException e) {
            throw new InputException(path + " cannot be written (" + e.getMessage()
                    + "): free some space, or choose another folder", e);
        }
    }
}
