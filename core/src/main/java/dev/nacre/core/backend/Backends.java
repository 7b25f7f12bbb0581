package dev.nacre.core.backend;

import dev.nacre.core.Device;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Which backend serves which device. Providers come from {@link ServiceLoader}; among those for the CPU the one with
 * the highest priority is taken, or the one that the property {@code nacre.backend} names. The choice is logged once.
 */
public final class Backends {
    private static final System.Logger LOG = System.getLogger("dev.nacre");
    private static final Map<Device, Backend> CHOSEN = new ConcurrentHashMap<>();

    private Backends() {
    }

    /**
     * The backend of a device.
     *
     * @throws IllegalArgumentException if nothing serves that kind of device; the message lists what was found
     */
    public static Backend of(Device device) {
        Backend backend = CHOSEN.get(device);
        return backend != null ? backend : CHOSEN.computeIfAbsent(device, Backends::choose);
    }

    /** Everything that was found, best first, available or not. */
    public static List<BackendProvider> providers() {
        List<BackendProvider> found = new ArrayList<>(List.of(new ReferenceProvider("cpu"),
                new ReferenceProvider("reference")));
        var loader = ServiceLoader.load(BackendProvider.class, Backends.class.getClassLoader()).iterator();
        while (true) {
            try {
                if (!loader.hasNext()) {
                    break;
                }
                found.add(loader.next());
            } catch (ServiceConfigurationError e) {
                LOG.log(Level.WARNING, "a backend provider could not be loaded and is left out: {0}", e.getMessage());
            }
        }
        found.sort(Comparator.comparingInt(BackendProvider::priority).reversed());
        return found;
    }

    private static Backend choose(Device device) {
        String forced = System.getProperty("nacre.backend", "");
        StringBuilder refusals = new StringBuilder();
        List<BackendProvider> fitting = providers().stream().filter(p -> p.deviceKind().equals(device.kind())).toList();
        for (BackendProvider provider : fitting) {
            boolean named = !forced.isEmpty() && device.kind().equals("cpu");
            if (named && !provider.name().equals(forced)) {
                continue;
            }
            String reason = provider.unavailable();
            if (reason.isEmpty()) {
                Backend backend = provider.create(device.index());
                LOG.log(Level.INFO, "device {0}: {1}", device, backend.name());
                return backend;
            }
            if (named) {
                throw new IllegalArgumentException("nacre.backend=" + forced + " cannot serve here: " + reason);
            }
            LOG.log(Level.WARNING, "backend {0} is left out: {1}", provider.name(), reason);
            refusals.append(provider.name()).append(" cannot serve here: ").append(reason).append("; ");
        }
        throw new IllegalArgumentException("no backend " + (forced.isEmpty() ? "" : "named " + forced + " ")
                + "for device " + device + "; " + refusals + "found: "
                + providers().stream().map(p -> p.name() + " (" + p.deviceKind() + ")")
                .collect(Collectors.joining(", ")));
    }
}
