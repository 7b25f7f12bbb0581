package dev.nacre.bench;

import dev.nacre.core.Device;
import dev.nacre.core.backend.BackendProvider;
import dev.nacre.core.backend.Backends;
import dev.nacre.kernels.cuda.loader.CudaLoader;
import dev.nacre.nn.InputException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/**
 * Where a command computes: {@code --device}. A command that has this among its mixins runs with that device as the
 * current one, from its first tensor on; {@link #strategy} does it, so that no command can forget to.
 */
public final class DeviceOption {
    /** What the option is called. */
    public static final String NAME = "--device";
    private static final Pattern DEVICE = Pattern.compile("([a-z][a-z-]*)(?::(\\d{1,3}))?");

    @Option(names = NAME, defaultValue = "cpu", paramLabel = "DEVICE",
            description = "Where to compute: cpu, cuda, or cuda:1 for the second GPU (default: ${DEFAULT-VALUE});"
                    + " nacre doctor says what serves here.")
    private String name;

    /** Created by the command line alone. */
    DeviceOption() {
    }

    /** Runs the command that was named, on its device if it has one. */
    public static IExecutionStrategy strategy() {
        return parsed -> {
            Integer helped = CommandLine.executeHelpRequest(parsed);
            if (helped != null) {
                return helped;
            }
            Optional<DeviceOption> option = of(parsed);
            return option.isEmpty() ? new CommandLine.RunLast().execute(parsed)
                    : option.get().device(parsed).run(() -> new CommandLine.RunLast().execute(parsed));
        };
    }

    private static Optional<DeviceOption> of(ParseResult parsed) {
        return last(parsed).commandSpec().mixins().values().stream().map(CommandSpec::userObject)
                .filter(DeviceOption.class::isInstance).map(DeviceOption.class::cast).findFirst();
    }

    private static ParseResult last(ParseResult parsed) {
        return parsed.hasSubcommand() ? last(parsed.subcommand()) : parsed;
    }

    private Device device(ParseResult parsed) {
        try {
            return parse(name);
        } catch (InputException mistake) {
            throw new ExecutionException(last(parsed).commandSpec().commandLine(), mistake.getMessage(), mistake);
        }
    }

    /**
     * The device of a name such as {@code cuda:1}, which serves here.
     *
     * @throws InputException if there is no such device, or it cannot serve; the message says why, and what to do
     */
    public static Device parse(String name) {
        Matcher parts = DEVICE.matcher(name);
        List<BackendProvider> providers = Backends.providers();
        if (!parts.matches() || providers.stream().noneMatch(one -> one.deviceKind().equals(parts.group(1)))) {
            throw new InputException(NAME + " is '" + name + "': give " + providers.stream()
                    .map(BackendProvider::deviceKind).collect(Collectors.toCollection(TreeSet::new)).stream()
                    .collect(Collectors.joining(", ")) + ", the second of a kind as cuda:1");
        }
        Device device = new Device(parts.group(1), parts.group(2) == null ? 0 : Integer.parseInt(parts.group(2)));
        List<String> refusals = providers.stream().filter(one -> one.deviceKind().equals(device.kind()))
                .map(BackendProvider::unavailable).toList();
        if (!refusals.contains("")) {
            throw new InputException(NAME + " is " + name + ", which cannot serve here: " + refusals.getFirst());
        }
        checkIndex(device);
        return device;
    }

    private static void checkIndex(Device device) {
        int devices = device.kind().equals(Device.cuda(0).kind()) ? CudaLoader.here().look().devices().size() : 1;
        if (device.index() >= devices) {
            throw new InputException(NAME + " is " + device + ", and there " + (devices == 1 ? "is one device"
                    : "are " + devices + " devices") + " of that kind, counted from 0: see nacre doctor");
        }
    }
}
