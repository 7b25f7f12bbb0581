package dev.nacre.nn.data;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.IntFunction;

/**
 * Makes numbered items ahead of their use, each on a virtual thread of its own, and hands them out in the order of
 * their numbers. Since item {@code i} is made from {@code i} alone, what comes out does not depend on timing. For one
 * consumer; {@link #close()} stops what is under way.
 *
 * <p>An item that holds something beside Java's heap is {@link AutoCloseable}: whoever takes it says when it is not
 * needed any more, by {@link #release}; one that nobody took is closed here.
 *
 * @param <T> what is made, such as a batch of arrays; tensors belong to the consumer's scope and are made there
 */
public final class Prefetch<T> implements Iterator<T>, AutoCloseable {
    private final int count;
    private final IntFunction<T> make;
    private final Queue<Item> underWay = new ArrayDeque<>();
    private AutoCloseable held = () -> { };
    private int started;

    /**
     * @param count number of items
     * @param ahead how many items may be under way or waiting at a time, at least 1
     * @param make makes the item of a number from 0; called from several threads at once
     */
    public Prefetch(int count, int ahead, IntFunction<T> make) {
        if (count < 0 || ahead < 1) {
            throw new IllegalArgumentException(
                    "a count of " + count + " items and " + ahead + " ahead: give at least 0 and 1");
        }
        this.count = count;
        this.make = make;
        for (int index = 0; index < ahead; index++) {
            startNext();
        }
    }

    @Override
    public boolean hasNext() {
        return !underWay.isEmpty();
    }

    /**
     * The next item, waiting for it where it is not ready.
     *
     * @throws RuntimeException what making the item threw
     * @throws NoSuchElementException after the last item, or after {@link #close()}
     */
    @Override
    public T next() {
        Item first = underWay.poll();
        if (first == null) {
            throw new NoSuchElementException("all " + count + " items have been handed out, or the prefetch is closed");
        }
        startNext();
        try {
            return first.get();
        } catch (InterruptedException interrupted) {
            close();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for data", interrupted);
        } catch (ExecutionException failed) {
            close();
            throw thrown(failed.getCause());
        }
    }

    /** Closes something with this, when all items that nobody took are closed. Returns this. */
    public Prefetch<T> holding(AutoCloseable resource) {
        held = resource;
        return this;
    }

    /** An item is not needed any more: it is closed if it is {@link AutoCloseable}. */
    public void release(T item) {
        discard(item);
    }

    /** Stops what is under way; nothing more is handed out. */
    @Override
    public void close() {
        started = count;
        for (Item task : underWay) {
            if (!task.cancel(true) && task.state() == Future.State.SUCCESS) {
                discard(task.resultNow());
            }
        }
        underWay.clear();
        AutoCloseable last = held;
        held = () -> { };
        discard(last);
    }

    /** One item, made or under way. */
    private final class Item extends FutureTask<T> {
        Item(int number) {
            super(() -> make.apply(number));
        }

        /** What was cancelled while it was made comes too late for anybody. */
        @Override
        protected void set(T made) {
            super.set(made);
            if (isCancelled()) {
                discard(made);
            }
        }
    }

    private static void discard(Object item) {
        if (item instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void startNext() {
        if (started < count) {
            int number = started++;
            Item task = new Item(number);
            underWay.add(task);
            Thread.ofVirtual().name("nacre-data-" + number).start(task);
        }
    }

    private static RuntimeException thrown(Throwable cause) {
        return switch (cause) {
            case Error error -> throw error;
            case RuntimeException exception -> exception;
            default -> new IllegalStateException(cause);
        };
    }
}
