package dev.nacre.mammo.data.sets;

import dev.nacre.nn.InputException;
import java.util.List;
import java.util.stream.Collectors;

/** The layouts that can be read. */
public final class MammogramSets {
    private static final List<MammogramSet> ALL = List.of(new VinDrMammo(), new RsnaScreening(), new CbisDdsm(),
            new CbisDdsmJpeg(),
            new CddCesm(), new CddCesmSmall(), new INbreast(), new Cmmd(), new CsawCc(),
            new Embed(), new NlBreastScreening(), new Dmid(), new Mias(),
            new MammoClipTables(), new PhantomFolder(), new PlainCsv());

    private MammogramSets() {
    }

    /** All of them. */
    public static List<MammogramSet> all() {
        return ALL;
    }

    /**
     * The one with a name.
     *
     * @throws InputException if there is none; the message lists the names
     */
    public static MammogramSet named(String name) {
        return ALL.stream().filter(set -> set.name().equals(name)).findFirst().orElseThrow(() -> new InputException(
                "there is no set '" + name + "': give one of "
                        + ALL.stream().map(MammogramSet::name).collect(Collectors.joining(", "))));
    }
}
