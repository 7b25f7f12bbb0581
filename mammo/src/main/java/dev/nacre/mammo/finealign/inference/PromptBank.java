package dev.nacre.mammo.finealign.inference;

import dev.nacre.core.io.Json;
import dev.nacre.nn.InputException;
import java.util.List;

/**
 * What is asked of pictures without any label: sentences that tell of a lesion, and sentences that tell of normal
 * tissue.
 *
 * @param present one set for each finding that gets a map of its own
 * @param absent one set for each kind of normal tissue
 */
public record PromptBank(List<PromptSet> present, List<PromptSet> absent) {
    /** English, as reports say it. */
    public static final PromptBank ENGLISH = new PromptBank(List.of(
            new PromptSet("mass", List.of("There is an irregular mass with spiculated margins in the {side} breast.",
                    "A round mass with indistinct margins lies in the {side} breast.",
                    "{side} breast: oval mass in the upper outer quadrant.", "Suspicious mass on the {side}.")),
            new PromptSet("calcification", List.of("Grouped fine pleomorphic calcifications in the {side} breast.",
                    "There are amorphous calcifications in a segmental distribution in the {side} breast.",
                    "{side} breast: cluster of suspicious microcalcifications.")),
            new PromptSet("asymmetry", List.of("There is a focal asymmetry in the {side} breast.",
                    "A developing asymmetry is seen in the {side} breast.")),
            new PromptSet("distortion", List.of("There is architectural distortion in the {side} breast.",
                    "{side} breast: distorted architecture without a visible mass.")),
            new PromptSet("suspicious lesion", List.of("Suspicious lesion in the {side} breast, BI-RADS 5.",
                    "Finding in the {side} breast that is highly suggestive of malignancy.",
                    "Carcinoma of the {side} breast.", "{side} breast: tumor, BI-RADS 4."))),
            List.of(
                    new PromptSet("nothing abnormal", List.of("No abnormality in the {side} breast, BI-RADS 1.",
                            "The {side} breast shows no mass, no calcifications and no distortion.")),
                    new PromptSet("dense tissue",
                            List.of("Heterogeneously dense fibroglandular tissue without a mass.")),
                    new PromptSet("fatty tissue", List.of("Normal fatty tissue of the {side} breast.")),
                    new PromptSet("muscle", List.of("Normal pectoral muscle.")),
                    new PromptSet("lymph node", List.of("Normal intramammary lymph node in the {side} breast."))));

    /** Copies the lists; refuses empty ones. */
    public PromptBank {
        present = List.copyOf(present);
        absent = List.copyOf(absent);
        if (present.isEmpty() || absent.isEmpty()) {
            throw new InputException("a bank of prompts needs sets for what is there and for what is"
                    + " normal: give both");
        }
    }

    /** What {@link #fromJson} reads. */
    public Json.Fields toJson() {
        return Json.object().with("present", items(present)).with("absent", items(absent));
    }

    /** The bank that {@link #toJson} describes. @throws dev.nacre.core.io.JsonException if something is missing */
    public static PromptBank fromJson(Json json) {
        return new PromptBank(json.get("present").items().stream().map(PromptSet::fromJson).toList(),
                json.get("absent").items().stream().map(PromptSet::fromJson).toList());
    }

    private static Json items(List<PromptSet> sets) {
        return new Json.Items(List.copyOf(sets.stream().map(PromptSet::toJson).toList()));
    }
}
