package dev.nacre.core.opaque;

import dev.nacre.core.Device;
import dev.nacre.core.backend.Backend;
import dev.nacre.core.backend.BackendProvider;

/** Offers the opaque test backend as the device kind {@code opaque}. */
public final class OpaqueProvider implements BackendProvider {
    /** The device that it serves. */
    public static final Device DEVICE = new Device("opaque", 0);

    @Override
    public String deviceKind() {
        return DEVICE.kind();
    }

    @Override
    public String name() {
        return "opaque";
    }

    @Override
    public int priority() {
        return 1;
    }

    @Override
    public String unavailable() {
        return "";
    }

    @Override
    public Backend create(int index) {
        return new OpaqueBackend();
    }
}
