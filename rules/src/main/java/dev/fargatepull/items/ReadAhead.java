package dev.fargatepull.items;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/** Reads a stream in a thread of its own, a little ahead, so that inflating and parsing run side by side. */
final class ReadAhead extends InputStream {

    private static final int CHUNK = 128 << 10;
    private static final int CHUNKS_AHEAD = 8;

    private final InputStream input;
    private final BlockingQueue<Chunk> chunks = new ArrayBlockingQueue<>(CHUNKS_AHEAD);
    private final Thread reader;
    private Chunk current = end(null);

    /** Some bytes, or none at the end of the stream, which may have ended in a failure. */
    private record Chunk(ByteBuffer bytes, @Nullable IOException failure) {}

    ReadAhead(InputStream input) {
        this.input = input;
        this.reader = new Thread(this::readAll, "read-ahead");
        reader.setDaemon(true);
        reader.start();
    }

    private void readAll() {
        try {
            try {
                byte[] bytes = new byte[CHUNK];
                int read;
                while ((read = input.readNBytes(bytes, 0, CHUNK)) > 0) {
                    chunks.put(new Chunk(ByteBuffer.wrap(bytes, 0, read), null));
                    bytes = new byte[CHUNK];
                }
                chunks.put(end(null));
            } catch (IOException failure) {
                chunks.put(end(failure));
            } catch (RuntimeException | Error failure) {
                // Whatever happens here, the other side must not wait for ever.
                chunks.put(end(new IOException(failure.toString(), failure)));
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int wanted) throws IOException {
        if (!current.bytes().hasRemaining() && !next()) {
            return -1;
        }
        int given = Math.min(wanted, current.bytes().remaining());
        current.bytes().get(bytes, offset, given);
        return given;
    }

    private boolean next() throws IOException {
        try {
            current = chunks.take();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while reading");
        }
        if (current.bytes().hasRemaining()) {
            return true;
        }
        // The end stays the end however often it is asked for.
        chunks.add(current);
        if (current.failure() != null) {
            throw current.failure();
        }
        return false;
    }

    private static Chunk end(@Nullable IOException failure) {
        return new Chunk(ByteBuffer.allocate(0), failure);
    }

    @Override
    public void close() throws IOException {
        reader.interrupt();
        input.close();
    }
}
