package dev.nacre.programs;

import dev.nacre.core.ModulePath;
import dev.nacre.core.Tensor;
import dev.nacre.core.memory.MemoryBudgetException;
import java.util.ArrayList;
import java.util.List;

/** Keeps every tensor until there is no memory for the next. */
public final class Hoarder {
    private Hoarder() {
    }

    public static void main(String[] arguments) {
        List<Tensor> kept = new ArrayList<>();
        try {
            ModulePath.within("image_encoder", () -> {
                while (true) {
                    kept.add(Tensor.zeros(1000, 1000).contiguous());
                }
            });
        } catch (MemoryBudgetException e) {
            System.out.println(kept.size() + " kept. " + e.getMessage());
        }
    }
}
