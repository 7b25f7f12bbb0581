package dev.nacre.core.io;

import dev.nacre.core.Shape;
import dev.nacre.core.ShapeException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The header of a safetensors file, checked whole before anything of it is used: 8 bytes length (little-endian), then
 * JSON, then the data without holes or overlaps. Nothing in it is trusted.
 *
 * @param metadata  free texts
 * @param tensors   by name, in the order of their data
 * @param offsets   by name, where a tensor's elements begin, in bytes from the start of the data section
 * @param dataStart where the data section begins, in bytes from the start of the file
 */
record SafetensorsHeader(Map<String, String> metadata, Map<String, StoredTensor> tensors, Map<String, Long> offsets,
        long dataStart) {
    static final String METADATA = "__metadata__";
    static final int LENGTH_BYTES = 8;
    /** The limit that the format's own library sets. */
    static final long MAX_LENGTH = 100_000_000;

    /** More dimensions than any tensor has; keeps messages and strides small. */
    private static final int MAX_RANK = 64;

    private static final ValueLayout.OfLong LENGTH = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    static SafetensorsHeader read(Path file, MemorySegment content) {
        return new Reader(file, content).read();
    }

    private record Placed(StoredTensor tensor, long begin, long end) {
        String name() {
            return tensor.name();
        }
    }

    private record Reader(Path file, MemorySegment content) {
        SafetensorsHeader read() {
            long size = content.byteSize();
            if (size < LENGTH_BYTES) {
                throw damaged("it has " + size + " bytes, and the length of the header alone takes 8");
            }
            long length = content.get(LENGTH, 0);
            if (length <= 0 || length > MAX_LENGTH) {
                throw damaged("its header claims a length of " + Long.toUnsignedString(length)
                        + " bytes (1 to " + MAX_LENGTH + " are possible)");
            } else if (length > size - LENGTH_BYTES) {
                throw damaged("its header claims " + length + " bytes and the file ends after "
                        + (size - LENGTH_BYTES) + " of them");
            }
            Map<String, Json> fields = parse(length);
            long dataStart = LENGTH_BYTES + length;
            List<Placed> tensors = new ArrayList<>();
            Map<String, String> metadata = Map.of();
            for (Map.Entry<String, Json> field : fields.entrySet()) {
                if (field.getKey().equals(METADATA)) {
                    metadata = metadata(field.getValue());
                } else {
                    tensors.add(tensor(field.getKey(), field.getValue()));
                }
            }
            tensors.sort(Comparator.comparingLong(Placed::begin).thenComparingLong(Placed::end));
            requireNoHolesOrOverlaps(tensors, size - dataStart);
            Map<String, StoredTensor> byName = LinkedHashMap.newLinkedHashMap(tensors.size());
            Map<String, Long> offsets = HashMap.newHashMap(tensors.size());
            tensors.forEach(placed -> {
                byName.put(placed.name(), placed.tensor());
                offsets.put(placed.name(), placed.begin());
            });
            return new SafetensorsHeader(metadata, Collections.unmodifiableMap(byName), offsets, dataStart);
        }

        private Map<String, Json> parse(long length) {
            try {
                String text = StandardCharsets.UTF_8.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)
                        .decode(content.asSlice(LENGTH_BYTES, length).asByteBuffer())
                        .toString();
                return Json.parse(text).fields();
            } catch (CharacterCodingException notText) {
                throw damaged("its header is not UTF-8 text", notText);
            } catch (JsonException notJson) {
                throw damaged("its header is not a JSON object (" + notJson.getMessage() + ")", notJson);
            }
        }

        private Map<String, String> metadata(Json value) {
            try {
                Map<String, String> texts = new LinkedHashMap<>();
                value.fields().forEach((key, text) -> texts.put(key, text.text()));
                return Collections.unmodifiableMap(texts);
            } catch (JsonException notTexts) {
                throw damaged("its metadata must be texts only (" + notTexts.getMessage() + ")", notTexts);
            }
        }

        private Placed tensor(String name, Json value) {
            if (name.codePoints().anyMatch(Character::isISOControl)) {
                throw damaged("the tensor name " + shown(name) + " holds control characters");
            }
            try {
                String typeName = value.get("dtype").text();
                StoredType type = StoredType.named(typeName).orElseThrow(() -> damaged("tensor " + shown(name)
                        + " has the element type " + shown(typeName) + ", which this version does not know"));
                Shape shape = shape(name, value.get("shape"));
                List<Json> offsets = value.get("data_offsets").items();
                if (value.fields().size() != 3 || offsets.size() != 2) {
                    throw damaged("tensor " + shown(name) + " must have dtype, shape, two data_offsets, no more");
                }
                long begin = offsets.getFirst().whole();
                long end = offsets.getLast().whole();
                if (begin < 0 || end < begin) {
                    throw damaged("the data of tensor " + shown(name) + " goes from byte " + begin + " to " + end);
                }
                long bytes = end - begin;
                if (bytes % type.bytes() != 0 || bytes / type.bytes() != shape.elements()) {
                    throw damaged("tensor " + shown(name) + " of shape " + shape + " has " + shape.elements()
                            + " elements of type " + type + ", and its offsets " + begin + " to " + end
                            + " give it " + bytes + " bytes");
                }
                return new Placed(new StoredTensor(name, type, shape), begin, end);
            } catch (JsonException malformed) {
                throw damaged("the entry of tensor " + shown(name) + " is malformed: " + malformed.getMessage(),
                        malformed);
            }
        }

        private Shape shape(String name, Json sizes) {
            if (sizes.items().size() > MAX_RANK) {
                throw damaged("tensor " + shown(name) + " has " + sizes.items().size() + " dimensions");
            }
            try {
                return Shape.of(sizes.items().stream().mapToLong(Json::whole).toArray());
            } catch (ShapeException impossible) {
                throw damaged("the shape of tensor " + shown(name) + " is impossible ("
                        + JsonWriter.excerpt(impossible.getMessage()) + ")", impossible);
            }
        }

        private void requireNoHolesOrOverlaps(List<Placed> tensors, long dataBytes) {
            long covered = 0;
            for (Placed tensor : tensors) {
                if (tensor.end() > dataBytes) {
                    throw damaged("tensor " + shown(tensor.name()) + " ends at byte " + tensor.end()
                            + " of the data, and the file holds " + dataBytes);
                } else if (tensor.begin() != covered) {
                    throw damaged("tensor " + shown(tensor.name()) + " begins at byte " + tensor.begin()
                            + " of the data, where " + covered + " was expected: data "
                            + (tensor.begin() < covered ? "overlap" : "have a hole"));
                }
                covered = tensor.end();
            }
            if (covered != dataBytes) {
                throw damaged("its tensors end at byte " + covered + " of the data, and the file holds " + dataBytes);
            }
        }

        /** Quoted, cut, and without control characters: a hostile name must not reach a terminal as it is. */
        private static String shown(String name) {
            return JsonWriter.quote(JsonWriter.excerpt(name));
        }

        private CheckpointException damaged(String what) {
            return damaged(what, null);
        }

        private CheckpointException damaged(String what, Exception cause) {
            return new CheckpointException(
                    file + " is not a usable safetensors file: " + what + "; fetch or write the file again.", cause);
        }
    }
}
