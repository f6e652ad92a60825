package dev.fargatepull.items;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * A stream that keeps what was read since a given position.
 *
 * <p>An item's type usually stands behind its configuration. So an item is scanned once to learn its type, and only if
 * the type matters are its bytes looked at again: memory and time for all other items is that of the scan.
 */
final class RetainedInput extends InputStream {

    private static final int LARGEST_ITEM = 128 << 20;

    private final InputStream input;
    private byte[] kept = new byte[64 << 10];
    private int length;
    private long start;

    RetainedInput(InputStream input) {
        this.input = input;
    }

    /** Lets go of everything before a position, which is never before an earlier one. */
    void keepFrom(long position) {
        int dropped = (int) (position - start);
        // Moving the bytes only when half of them can go keeps the cost per byte constant.
        if (dropped > kept.length / 2 || dropped == length) {
            length -= dropped;
            System.arraycopy(kept, dropped, kept, 0, length);
            start = position;
        }
    }

    /** A copy of the bytes between two positions that have been read and kept. */
    byte[] slice(long from, long to) {
        return Arrays.copyOfRange(kept, (int) (from - start), (int) (to - start));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int wanted) throws IOException {
        int read = input.read(bytes, offset, wanted);
        if (read > 0) {
            reserve(read);
            System.arraycopy(bytes, offset, kept, length, read);
            length += read;
        }
        return read;
    }

    private void reserve(int more) throws IOException {
        if (length + more > LARGEST_ITEM) {
            throw new IOException("it holds an item of more than %d MB".formatted(LARGEST_ITEM >> 20));
        }
        if (length + more > kept.length) {
            kept = Arrays.copyOf(kept, Math.min(LARGEST_ITEM, Math.max(2 * kept.length, length + more)));
        }
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
