package dev.nacre.mammo.report;

import dev.nacre.mammo.data.Birads;
import dev.nacre.mammo.data.DensityClass;
import dev.nacre.mammo.data.Laterality;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * DICOM's codes for what reports say, as structured reports carry them (PS3.16, context groups 6001 to 6039). Some
 * terms have none: DICOM's groups follow an older BI-RADS.
 */
public final class DicomCodes {
    private static final Map<String, DicomCode> CODES = read();

    private DicomCodes() {
    }

    /** The code of a finding, attribute or place. */
    public static Optional<DicomCode> of(Term term) {
        return Optional.ofNullable(CODES.get(term.key()));
    }

    /** The code of a class of density. */
    public static Optional<DicomCode> of(DensityClass density) {
        return of(DensityTerm.of(density));
    }

    /** The code of an assessment. */
    public static Optional<DicomCode> of(Birads category) {
        return Optional.ofNullable(CODES.get("birads." + category.code()));
    }

    /** The code of one side or of both; the empty set has none. */
    public static Optional<DicomCode> of(Set<Laterality> sides) {
        return of(SideTerm.of(sides));
    }

    static Map<String, DicomCode> all() {
        return CODES;
    }

    private static Map<String, DicomCode> read() {
        Map<String, DicomCode> codes = new HashMap<>();
        try (InputStream bytes = DicomCodes.class.getResourceAsStream("dicom-codes.txt");
                BufferedReader lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                String[] fields = line.split(" +");
                codes.put(fields[0], new DicomCode(fields[1], fields[2], Integer.parseInt(fields[3])));
            });
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the table of codes in Nacre's own archive cannot be read", unreadable);
        }
        return Map.copyOf(codes);
    }
}
