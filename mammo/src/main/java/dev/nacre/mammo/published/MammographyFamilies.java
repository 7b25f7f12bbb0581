package dev.nacre.mammo.published;

import dev.nacre.mammo.clip.MammoClipRelease;
import dev.nacre.mammo.clip.MammoFmRelease;
import dev.nacre.nn.published.PublishedFamilies;
import dev.nacre.nn.published.PublishedFamily;
import java.util.ArrayList;
import java.util.List;

/** All families that Nacre knows. */
public final class MammographyFamilies {
    /** Whole models before the encoders that they hold. */
    public static final PublishedFamilies ALL = all();

    private MammographyFamilies() {
    }

    private static PublishedFamilies all() {
        List<PublishedFamily> families = new ArrayList<>(List.of(new MammoClipRelease(), new MammoFmRelease(),
                new ClassifierFile(), new DetectorFile(), new AttributeMapperFile()));
        families.addAll(PublishedFamilies.GENERAL.inOrder());
        return new PublishedFamilies(families);
    }
}
