package dev.nacre.core.io.torch;

import dev.nacre.core.io.CheckpointException;
import dev.nacre.core.io.StoredType;
import dev.nacre.core.io.file.Refusal;
import dev.nacre.core.io.file.StoredBytes;
import dev.nacre.core.io.file.StridedView;
import dev.nacre.core.io.pickle.PickleValue;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/**
 * Recognises the calls that stand for tensors. Signatures: {@code _rebuild_tensor(storage, offset, sizes, strides)},
 * {@code _rebuild_tensor_v2(…, requires_grad, hooks)}, {@code _rebuild_tensor_v3(…, requires_grad, hooks, dtype)},
 * {@code _rebuild_parameter(tensor, …)}, {@code _rebuild_from_type_v2(function, type, arguments, state)}.
 */
final class TorchTensors {
    private static final int MOST_WRAPPERS = 8;
    private static final int MOST_METADATA = 8;

    private final Storages storages;
    private final ByteOrder order;
    private final Refusal refusal;

    /** @param order of the bytes of one element in the storages */
    TorchTensors(Storages storages, ByteOrder order, Refusal refusal) {
        this.storages = storages;
        this.order = order;
        this.refusal = refusal;
    }

    /**
     * The tensor that a call stands for; nothing if it stands for something else, or for a tensor that is more than a
     * view onto one storage of known type (sparse, quantised, conjugated, complex128).
     *
     * @param place for messages
     * @throws dev.nacre.core.io.CheckpointException if its description is damaged
     * @throws dev.nacre.core.io.file.ViewException  if it does not fit its storage
     */
    Optional<StridedView> find(PickleValue.Call call, Place place) {
        PickleValue.Call tensor = call;
        for (int wrapper = 0; wrapper < MOST_WRAPPERS; wrapper++) {
            if (isView(tensor.callable())) {
                return view(tensor.callable(), tensor.arguments(), place);
            } else if (tensor.calls("torch._tensor._rebuild_from_type_v2", 3)
                    && isView(tensor.arguments().get(0))
                    && tensor.arguments().get(2) instanceof PickleValue.Items given) {
                return view(tensor.arguments().get(0), given.items(), place);
            } else if (isParameter(tensor) && tensor.arguments().getFirst() instanceof PickleValue.Call wrapped) {
                tensor = wrapped;
            } else {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static boolean isView(PickleValue callable) {
        return callable instanceof PickleValue.Global(String module, String name) && module.equals("torch._utils")
                && (name.equals("_rebuild_tensor_v2") || name.equals("_rebuild_tensor")
                || name.equals("_rebuild_tensor_v3"));
    }

    private static boolean isParameter(PickleValue.Call call) {
        return call.calls("torch._utils._rebuild_parameter", 1)
                || call.calls("torch._utils._rebuild_parameter_with_state", 1)
                || call.calls("torch.nn.parameter.Parameter", 1);
    }

    private Optional<StridedView> view(PickleValue callable, List<PickleValue> arguments, Place place) {
        if (arguments.size() < 4 || !(arguments.get(1) instanceof PickleValue.Whole(long offset))) {
            throw malformed(place, "it lacks a storage, an offset, sizes or strides");
        }
        boolean typed = callable instanceof PickleValue.Global global && global.is("torch._utils._rebuild_tensor_v3");
        if (typed && arguments.size() < 7) {
            throw malformed(place, "it lacks an element type");
        }
        StorageReference reference = StorageReference.of(arguments.get(0))
                .orElseThrow(() -> malformed(place, "its storage is of an unknown kind"));
        Optional<StoredType> type = typed ? StorageType.dtype(arguments.get(6)) : reference.type().type();
        if (type.isEmpty() || isLazy(arguments.getLast())) {
            return Optional.empty();
        }
        if (reference.bytes() < 0) {
            throw malformed(place, "its storage claims " + reference.elements() + " elements");
        }
        StoredBytes bytes = storages.find(reference.key(), reference.bytes());
        try {
            return Optional.of(StridedView.of(type.get(), bytes, Math.addExact(reference.first(), offset),
                    numbers(arguments.get(2), place), numbers(arguments.get(3), place), order));
        } catch (ArithmeticException overflow) {
            throw malformed(place, "its offset is impossible");
        }
    }

    /** A tensor may say that its elements still are to be conjugated or negated. */
    private static boolean isLazy(PickleValue metadata) {
        return metadata instanceof PickleValue.Pairs pairs && (pairs.size() > MOST_METADATA
                || pairs.find("conj").isPresent() || pairs.find("neg").isPresent());
    }

    private long[] numbers(PickleValue value, Place place) {
        List<PickleValue> items = switch (value) {
            case PickleValue.Items given -> given.items();
            case PickleValue.Call size when size.calls("torch.Size", 1)
                    && size.arguments().getFirst() instanceof PickleValue.Items given -> given.items();
            default -> throw malformed(place, "its sizes or strides are no tuple");
        };
        if (items.size() > StridedView.MAX_RANK) {
            throw malformed(place, "it has " + items.size() + " sizes or strides");
        }
        long[] numbers = new long[items.size()];
        for (int index = 0; index < numbers.length; index++) {
            if (!(items.get(index) instanceof PickleValue.Whole(long number))) {
                throw malformed(place, "its sizes or strides are no whole numbers");
            }
            numbers[index] = number;
        }
        return numbers;
    }

    private CheckpointException malformed(Place place, String what) {
        return refusal.damaged("tensor " + Refusal.shown(place.toString()) + " cannot be rebuilt: " + what);
    }
}
