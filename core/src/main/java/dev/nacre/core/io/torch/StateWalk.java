package dev.nacre.core.io.torch;

import dev.nacre.core.io.Json;
import dev.nacre.core.io.file.Refusal;
import dev.nacre.core.io.file.StridedView;
import dev.nacre.core.io.file.ViewException;
import dev.nacre.core.io.numpy.PickledArrays;
import dev.nacre.core.io.pickle.PickleValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Walks through what was saved, once: tensors get the names that lead to them, joined by dots
 * ({@code optimizer.state.0.exp_avg}), and everything else becomes JSON. Modules that were saved whole give their
 * parameters and buffers the names of their state dict.
 *
 * <p>A pickle may share one list a thousand times, and nest such lists: the walk follows every path, within
 * {@link WalkBudget}. A value that contains itself is entered once.
 */
final class StateWalk {
    private static final Json TENSORS = PlainValue.opaque("tensors");

    private final TorchTensors recogniser;
    private final WalkBudget budget;
    private final Refusal refusal;
    private final Map<String, StridedView> tensors = new LinkedHashMap<>();
    private final Set<PickleValue> path = Collections.newSetFromMap(new IdentityHashMap<>());
    private Json.Fields description = Json.object();

    StateWalk(TorchTensors recogniser, Refusal refusal) {
        this.recogniser = recogniser;
        this.refusal = refusal;
        this.budget = new WalkBudget(refusal);
    }

    /**
     * Walks from the value that was saved.
     *
     * @throws dev.nacre.core.io.CheckpointException if it is larger than any real one, or a tensor does not fit
     */
    void over(PickleValue saved) {
        Json rest = walk(saved, Place.ROOT).orElse(Json.object());
        description = rest instanceof Json.Fields fields ? fields : Json.object().with("value", rest);
    }

    /** All tensors, in the order in which they were saved. */
    Map<String, StridedView> tensors() {
        return tensors;
    }

    /** Everything else. */
    Json.Fields description() {
        return description;
    }

    /** What is left of a value beside tensors: nothing if it consists of tensors. */
    private Optional<Json> walk(PickleValue value, Place place) {
        budget.enter();
        return switch (value) {
            case PickleValue.Items items -> once(value, () -> items(items.items(), place));
            case PickleValue.Pairs pairs -> once(value, () -> dictionary(List.of(pairs), place));
            case PickleValue.Call call -> once(value, () -> call(call, place));
            case PickleValue.Persistent reference -> Optional.of(reference(reference));
            default -> Optional.of(PlainValue.json(value, budget));
        };
    }

    private Optional<Json> once(PickleValue container, Supplier<Optional<Json>> step) {
        budget.enterContainer(path.size());
        if (!path.add(container)) {
            return Optional.of(PlainValue.opaque("a value that contains itself"));
        }
        try {
            return step.get();
        } finally {
            path.remove(container);
        }
    }

    private Optional<Json> items(List<PickleValue> items, Place place) {
        List<Json> rest = new ArrayList<>();
        boolean plain = items.isEmpty();
        for (int index = 0; index < items.size(); index++) {
            Place below = place.below(index);
            Optional<Json> item = walk(items.get(index), below);
            plain |= item.isPresent();
            rest.add(item.orElse(TENSORS));
        }
        return plain ? Optional.of(new Json.Items(rest)) : Optional.empty();
    }

    private Optional<Json> dictionary(List<PickleValue.Pairs> parts, Place place) {
        Map<String, Json> rest = new LinkedHashMap<>();
        boolean empty = !members(budget.resolve(parts), place, rest);
        return empty || !rest.isEmpty() ? Optional.of(new Json.Fields(rest)) : Optional.empty();
    }

    /** Walks through all members, and answers whether there were any. */
    private boolean members(Map<String, PickleValue> members, Place place, Map<String, Json> rest) {
        members.forEach((key, value) -> walk(value, place.below(key)).ifPresent(json -> rest.put(key, json)));
        return !members.isEmpty();
    }

    private Optional<Json> call(PickleValue.Call call, Place place) {
        budget.enterObject();
        Optional<StridedView> tensor =
                rebuilt(place, () -> recogniser.find(call, place).or(() -> PickledArrays.array(call)));
        if (tensor.isPresent()) {
            String name = budget.name(place);
            if (tensors.putIfAbsent(name, tensor.get()) != null) {
                throw refusal.damaged("two of its tensors are named " + Refusal.shown(name));
            }
            return Optional.empty();
        }
        Optional<Json> scalar = rebuilt(place, () -> PickledArrays.scalar(call));
        if (scalar.isPresent()) {
            return scalar;
        }
        return switch (PythonObject.kind(call)) {
            case DICTIONARY -> dictionary(PythonObject.pairs(call), place);
            case SEQUENCE -> items(PythonObject.elements(call), place);
            case DEVICE -> walk(call.arguments().getFirst(), place);
            case TENSOR, OTHER -> Optional.of(object(call, place));
        };
    }

    private <T> T rebuilt(Place place, Supplier<T> rebuilding) {
        try {
            return rebuilding.get();
        } catch (ViewException impossible) {
            throw refusal.damaged("tensor " + Refusal.shown(place.toString()) + " cannot be rebuilt: "
                    + impossible.getMessage());
        }
    }

    private Json object(PickleValue.Call call, Place place) {
        Map<String, Json> rest = new LinkedHashMap<>();
        rest.put("opaque", new Json.Text(budget.text(PythonObject.name(call))));
        Map<String, PickleValue> attributes = budget.resolve(PythonObject.attributes(call));
        if (attributes.containsKey("_parameters") && attributes.containsKey("_modules")) {
            module(attributes, place, rest);
            return new Json.Fields(rest);
        }
        if (PythonObject.kind(call) == PythonObject.Kind.TENSOR) {
            call.arguments().stream().limit(1).flatMap(first -> StorageReference.of(first).stream())
                    .forEach(storage -> rest.put("storage", new Json.Text(storage.type().name())));
        } else if (!PythonObject.ownArguments(call).isEmpty()) {
            items(PythonObject.ownArguments(call), place).ifPresent(json -> rest.put("arguments", json));
        }
        members(attributes, place, rest);
        members(budget.resolve(List.of(call.pairs())), place, rest);
        if (!call.items().isEmpty()) {
            items(call.items(), place).ifPresent(json -> rest.put("items", json));
        }
        return new Json.Fields(rest);
    }

    /** A module's parameters, buffers and children are reached under its own name, and hooks are not of interest. */
    private void module(Map<String, PickleValue> attributes, Place place, Map<String, Json> rest) {
        Map<String, PickleValue> buffers = group(attributes, "_buffers");
        buffers.keySet().removeAll(group(attributes, "_non_persistent_buffers_set").keySet());
        members(saved(group(attributes, "_parameters")), place, rest);
        members(saved(buffers), place, rest);
        members(saved(group(attributes, "_modules")), place, rest);
        attributes.keySet().removeIf(name -> name.startsWith("_"));
        members(attributes, place, rest);
    }

    private Map<String, PickleValue> group(Map<String, PickleValue> attributes, String name) {
        return budget.resolve(PythonObject.asPairs(attributes.getOrDefault(name, PickleValue.NONE)));
    }

    /** A layer without a bias has a parameter {@code bias} that is None. */
    private static Map<String, PickleValue> saved(Map<String, PickleValue> members) {
        members.values().removeIf(PickleValue.NONE::equals);
        return members;
    }

    private Json reference(PickleValue.Persistent reference) {
        return StorageReference.of(reference)
                .map(storage -> (Json) PlainValue.opaque(budget.text(storage.type().name()))
                        .with("elements", storage.elements()))
                .orElseGet(() -> PlainValue.json(reference, budget));
    }
}
