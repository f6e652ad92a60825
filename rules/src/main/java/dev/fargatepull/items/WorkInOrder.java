package dev.fargatepull.items;

import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Does pieces of work one after the other in a thread of its own, while the thread that hands them in reads on.
 *
 * <p>Work is done in batches: one is being done while the next is gathered, and no more, so that what waits stays
 * small.
 */
final class WorkInOrder implements AutoCloseable {

    /** A piece of work. */
    interface Piece {
        void run() throws MalformedInputException;
    }

    private static final int BATCH = 1 << 20;

    private final ExecutorService worker = Executors.newSingleThreadExecutor(WorkInOrder::daemon);
    private List<Piece> batch = new ArrayList<>();
    private int size;
    private Future<?> running = CompletableFuture.completedFuture(null);

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "items");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Hands in a piece of work.
     *
     * @param bytes how much it holds in memory until it is done
     * @throws MalformedInputException if an earlier piece failed
     */
    void add(int bytes, Piece piece) throws MalformedInputException, InterruptedIOException {
        batch.add(piece);
        size += bytes;
        if (size >= BATCH) {
            start();
        }
    }

    /**
     * Waits until everything handed in is done.
     *
     * @throws MalformedInputException if a piece failed; those behind it are not done
     */
    void finish() throws MalformedInputException, InterruptedIOException {
        start();
        await();
    }

    private void start() throws MalformedInputException, InterruptedIOException {
        await();
        List<Piece> full = batch;
        batch = new ArrayList<>();
        size = 0;
        running = worker.submit(() -> {
            for (Piece piece : full) {
                piece.run();
            }
            return null;
        });
    }

    private void await() throws MalformedInputException, InterruptedIOException {
        try {
            running.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while reading");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof MalformedInputException malformed) {
                throw malformed;
            }
            throw new IllegalStateException("an item could not be read", failed.getCause());
        }
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
