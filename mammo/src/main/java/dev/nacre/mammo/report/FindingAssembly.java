package dev.nacre.mammo.report;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Gives each finding of a sentence its side, places and attributes. */
final class FindingAssembly {
    /** How many neighbours are asked for the nearest; bounds the time that a sentence without an end can take. */
    private static final int NEIGHBOURS = 16;

    private final List<Mention> mentions;
    private final BitSet negated;
    private final Nearness nearness;
    private final List<Segment> segments;
    private final SideTerm[] sides;
    private final List<Set<Location>> locations = new ArrayList<>();
    private final List<Set<Attribute>> attributes = new ArrayList<>();

    private FindingAssembly(List<Mention> mentions, BitSet negated) {
        this.mentions = mentions;
        this.negated = negated;
        this.nearness = new Nearness(mentions);
        this.segments = Segment.of(mentions);
        this.sides = new SideTerm[mentions.size()];
        for (int i = 0; i < mentions.size(); i++) {
            boolean finding = mentions.get(i).term() instanceof FindingKind;
            locations.add(finding ? EnumSet.noneOf(Location.class) : Set.of());
            attributes.add(finding ? EnumSet.noneOf(Attribute.class) : Set.of());
        }
    }

    /** @param inherited the side of the heading above */
    static List<ReportFinding> assemble(List<Mention> mentions, BitSet negated, SideTerm inherited) {
        FindingAssembly assembly = new FindingAssembly(mentions, negated);
        assembly.placeOwn();
        assembly.placeLists();
        assembly.placeInherited(inherited);
        assembly.giveAttributes();
        return assembly.findings();
    }

    private void placeOwn() {
        for (Segment segment : segments) {
            for (int finding : segment.findings()) {
                if (!segment.sides().isEmpty()) {
                    sides[finding] = (SideTerm) mentions.get(nearness.nearest(segment.sides(), finding)).term();
                }
                locations.get(finding).addAll(locationsOf(segment));
            }
        }
    }

    /** In "mass and calcifications in the left breast" the place belongs to both. */
    private void placeLists() {
        Segment giver = null;
        for (Segment segment : segments.reversed()) {
            if (!segment.sides().isEmpty() || !segment.locations().isEmpty()) {
                giver = segment.endsWithPlace() ? segment : null;
            } else if (giver != null && giver.clause() == segment.clause()) {
                for (int finding : segment.findings()) {
                    sides[finding] = sides[giver.findings().getFirst()];
                    locations.get(finding).addAll(locationsOf(giver));
                }
            }
        }
    }

    private void placeInherited(SideTerm inherited) {
        SideTerm current = inherited;
        for (Segment segment : segments) {
            for (int finding : segment.findings()) {
                if (sides[finding] == null) {
                    sides[finding] = current;
                }
            }
            if (!segment.sides().isEmpty()) {
                current = (SideTerm) mentions.get(segment.sides().getLast()).term();
            }
        }
    }

    private void giveAttributes() {
        for (int s = 0; s < segments.size(); s++) {
            Segment segment = segments.get(s);
            for (int place : segment.attributes()) {
                Attribute attribute = (Attribute) mentions.get(place).term();
                int owner = owner(segment.findings(), place, attribute);
                if (owner < 0 && s > 0) {
                    owner = owner(segments.get(s - 1).findings(), place, attribute);
                }
                if (owner < 0 && s + 1 < segments.size()) {
                    owner = owner(segments.get(s + 1).findings(), place, attribute);
                }
                if (owner >= 0 && (negated.get(owner) || !negated.get(place))) {
                    attributes.get(owner).add(attribute);
                }
            }
        }
    }

    /** The nearest finding that can have the attribute; -1 for none. */
    private int owner(List<Integer> findings, int place, Attribute attribute) {
        int best = -1;
        int middle = Nearness.insertion(findings, place);
        for (int i = Math.max(0, middle - NEIGHBOURS); i < Math.min(findings.size(), middle + NEIGHBOURS); i++) {
            int finding = findings.get(i);
            if (attribute.suits((FindingKind) mentions.get(finding).term())
                    && (best < 0 || nearness.distance(finding, place) <= nearness.distance(best, place))) {
                best = finding;
            }
        }
        return best;
    }

    private Set<Location> locationsOf(Segment segment) {
        Set<Location> found = EnumSet.noneOf(Location.class);
        int seen = 0;
        for (int place : segment.locations()) {
            found.add((Location) mentions.get(place).term());
            if (++seen == NEIGHBOURS) {
                break;
            }
        }
        join(found, Location.UPPER, Location.OUTER, Location.UPPER_OUTER);
        join(found, Location.UPPER, Location.INNER, Location.UPPER_INNER);
        join(found, Location.LOWER, Location.OUTER, Location.LOWER_OUTER);
        join(found, Location.LOWER, Location.INNER, Location.LOWER_INNER);
        return found;
    }

    private static void join(Set<Location> found, Location vertical, Location horizontal, Location quadrant) {
        if (found.contains(vertical) && found.contains(horizontal)) {
            found.remove(vertical);
            found.remove(horizontal);
            found.add(quadrant);
        }
    }

    private List<ReportFinding> findings() {
        BitSet doubted = DoubtScope.of(mentions);
        BitSet hidden = HiddenScope.of(mentions);
        Change[] changes = ChangeScope.of(mentions, negated, segments);
        List<ReportFinding> findings = new ArrayList<>();
        for (int i = 0; i < mentions.size(); i++) {
            if (mentions.get(i).term() instanceof FindingKind kind && !hidden.get(i)) {
                Presence presence = negated.get(i) ? Presence.ABSENT
                        : doubted.get(i) ? Presence.POSSIBLE : Presence.PRESENT;
                findings.add(new ReportFinding(kind, sides[i].breasts(), presence, attributes.get(i), locations.get(i),
                        Optional.ofNullable(changes[i])));
            }
        }
        return findings;
    }
}
