package dev.nacre.core.backend;

/** Offers the reference backend, both as a device of its own and as the CPU's last resort. */
record ReferenceProvider(String deviceKind) implements BackendProvider {
    @Override
    public String name() {
        return "reference";
    }

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public String unavailable() {
        return "";
    }

    @Override
    public Backend create(int index) {
        return new ReferenceBackend();
    }
}
