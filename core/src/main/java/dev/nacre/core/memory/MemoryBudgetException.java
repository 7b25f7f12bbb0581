package dev.nacre.core.memory;

/** Tensor memory is used up. The message says how much was asked for, the budget, and who holds the most. */
public final class MemoryBudgetException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MemoryBudgetException(String message) {
        super(message);
    }
}
