package dev.nacre.mammo.dicom;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a data set, nested ones included, in one pass over the headers; values stay where they are. Files end early
 * and lengths lie: what was read until then is kept, and {@link #problem} says where it went wrong, so that pixels
 * are read wherever they can be.
 */
final class DataSetReader {
    /** Structured reports nest about 10 deep. */
    private static final int MOST_LEVELS = 64;

    /** Elements, items and fragments of one file, each about 200 bytes of memory; a tomosynthesis has ten thousand. */
    private static final int MOST_PARTS = 300_000;

    private final ByteView bytes;
    private int parts;
    private String problem = "";
    private long metaEnd;

    /** @param bytes of the whole file; their order is that of the data set */
    DataSetReader(ByteView bytes) {
        this.bytes = bytes;
    }

    /** What is wrong with the file, as a clause; empty if nothing is. */
    String problem() {
        return problem;
    }

    /**
     * The data set that takes all bytes from an offset.
     *
     * @throws DicomException if sequences nest absurdly deep, or there are absurdly many elements
     */
    DataSet read(long offset, boolean explicit) {
        return new Level(explicit, 0, CharacterSet.DEFAULT, bytes.order()).dataSet(offset, bytes.size(), false);
    }

    /** The elements of group 2, which are in explicit VR whatever follows; ends before the first of another group. */
    List<DataElement> readMeta(long offset) {
        Level level = new Level(true, 0, CharacterSet.DEFAULT, ByteOrder.LITTLE_ENDIAN);
        level.position = offset;
        List<DataElement> elements = new ArrayList<>();
        ElementHeader header = level.header(bytes.size());
        while (header != null && Tag.group(header.tag()) == 2 && !header.isUndefined()
                && level.element(header, bytes.size(), elements)) {
            header = level.header(bytes.size());
        }
        metaEnd = level.position;
        return elements;
    }

    /** Where {@link #readMeta} ended. */
    long metaEnd() {
        return metaEnd;
    }

    private void count() {
        if (++parts > MOST_PARTS) {
            throw new DicomException("the file holds more than " + MOST_PARTS + " elements, far more than any picture:"
                    + " it seems damaged, export it again");
        }
    }

    private void report(int tag) {
        if (problem.isEmpty()) {
            problem = "element " + Tag.text(tag) + " is cut short";
        }
    }

    /** One level of nesting; all share the position in the file through what they return. */
    private final class Level {
        private final boolean explicit;
        private final int depth;
        private final CharacterSet inherited;
        private final ByteView view;
        private CharacterSet characterSet;
        private long position;

        Level(boolean explicit, int depth, CharacterSet inherited, ByteOrder order) {
            if (depth > MOST_LEVELS) {
                throw new DicomException("sequences are nested more than " + MOST_LEVELS
                        + " deep: the file seems damaged, export it again");
            }
            this.explicit = explicit;
            this.depth = depth;
            this.inherited = inherited;
            this.characterSet = inherited;
            this.view = bytes.withOrder(order);
        }

        private ElementHeader header(long limit) {
            return ElementHeader.read(view, position, limit, explicit);
        }

        /** From an offset to the limit, or to the delimiter of the item. Leaves the position behind what it read. */
        DataSet dataSet(long offset, long limit, boolean delimited) {
            position = offset;
            List<DataElement> elements = new ArrayList<>();
            for (ElementHeader header = header(limit); header != null; header = header(limit)) {
                int tag = header.tag();
                if (Tag.group(tag) == 0xFFFE) {
                    if (delimited && tag != Tag.ITEM_DELIMITATION) {
                        // The item's own delimiter is missing; what stands here belongs to the sequence around it.
                        break;
                    }
                    position = header.valueOffset();
                    if (delimited) {
                        break;
                    }
                } else if (!element(header, limit, elements)) {
                    position = limit;
                }
            }
            if (position < limit && !delimited) {
                position = limit;
            }
            return new DataSet(elements, inherited);
        }

        /** Adds the element with a header; false if there is no reading on behind it. */
        private boolean element(ElementHeader header, long limit, List<DataElement> elements) {
            count();
            position = header.valueOffset();
            if (header.isUndefined()) {
                return undefinedLength(header, limit, elements);
            }
            boolean whole = header.length() <= limit - position;
            long length = whole ? header.length() : limit - position;
            if (!whole) {
                report(header.tag());
            }
            Vr vr = header.vr() == Vr.UN ? TagDictionary.vr(header.tag()) : header.vr();
            if (vr == Vr.SQ) {
                boolean unknown = explicit && header.vr() == Vr.UN;
                Sequence sequence = new Sequence(unknown ? this.asImplicit() : this, position, position + length);
                elements.add(new DataElement(header.tag(), Vr.SQ, new ElementValue.Items(sequence.items())));
            } else if (whole || header.tag() == Tag.PIXEL_DATA && depth == 0) {
                DataElement element = new DataElement(header.tag(), vr,
                        new ElementValue.Plain(view.slice(position, length)));
                elements.add(element);
                if (header.tag() == Tag.SPECIFIC_CHARACTER_SET) {
                    characterSet = CharacterSet.of(ElementText.of(element, CharacterSet.DEFAULT));
                }
            }
            position += length;
            return whole;
        }

        private boolean undefinedLength(ElementHeader header, long limit, List<DataElement> elements) {
            boolean pixels = switch (header.tag()) {
                case Tag.PIXEL_DATA, Tag.FLOAT_PIXEL_DATA, Tag.DOUBLE_FLOAT_PIXEL_DATA -> true;
                default -> header.vr() == Vr.OB || header.vr() == Vr.OW;
            };
            if (pixels) {
                return fragments(header, limit, elements);
            }
            // A value of unknown VR and length is a sequence in implicit VR (PS3.5 section 6.2.2, note 4).
            boolean unknown = explicit && header.vr() == Vr.UN;
            Sequence sequence = new Sequence(unknown ? this.asImplicit() : this, position, limit);
            elements.add(new DataElement(header.tag(), Vr.SQ, new ElementValue.Items(sequence.items())));
            position = sequence.offset;
            if (!sequence.ended) {
                report(header.tag());
            }
            return sequence.ended;
        }

        private Level asImplicit() {
            return new Level(false, depth, characterSet, ByteOrder.LITTLE_ENDIAN);
        }

        private boolean fragments(ElementHeader header, long limit, List<DataElement> elements) {
            List<MemorySegment> segments = new ArrayList<>();
            boolean ended = false;
            ElementHeader item = header(limit);
            while (item != null && item.tag() == Tag.ITEM && !item.isUndefined()) {
                count();
                long length = Math.min(item.length(), limit - item.valueOffset());
                segments.add(view.slice(item.valueOffset(), length).segment());
                position = item.valueOffset() + length;
                item = header(limit);
            }
            if (item != null && item.tag() == Tag.SEQUENCE_DELIMITATION) {
                position = item.valueOffset();
                ended = true;
            }
            if (!ended) {
                report(header.tag());
            }
            ByteView table = segments.isEmpty() ? ByteView.EMPTY : new ByteView(segments.getFirst(), view.order());
            List<MemorySegment> frames = segments.isEmpty() ? segments : segments.subList(1, segments.size());
            elements.add(new DataElement(header.tag(), header.vr(),
                    new ElementValue.Fragments(table, List.copyOf(frames))));
            return ended;
        }
    }

    /** The items between an offset and a limit. */
    private final class Sequence {
        private final Level around;
        private final long limit;
        private long offset;
        private boolean ended;

        Sequence(Level around, long offset, long limit) {
            this.around = around;
            this.offset = offset;
            this.limit = limit;
        }

        List<DataSet> items() {
            List<DataSet> items = new ArrayList<>();
            while (limit - offset >= ElementHeader.SHORT) {
                ElementHeader item = ElementHeader.read(around.view, offset, limit, false);
                if (item.tag() != Tag.ITEM) {
                    ended = item.tag() == Tag.SEQUENCE_DELIMITATION;
                    offset = ended ? item.valueOffset() : offset;
                    if (!ended) {
                        report(item.tag());
                    }
                    break;
                }
                count();
                Level level = new Level(around.explicit, around.depth + 1, around.characterSet,
                        around.view.order());
                long there = limit - item.valueOffset();
                if (!item.isUndefined() && item.length() > there) {
                    report(item.tag());
                }
                long end = item.isUndefined() ? limit : item.valueOffset() + Math.min(item.length(), there);
                items.add(level.dataSet(item.valueOffset(), end, item.isUndefined()));
                offset = level.position;
            }
            return List.copyOf(items);
        }
    }
}
