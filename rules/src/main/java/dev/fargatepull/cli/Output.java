package dev.fargatepull.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** Remembers why writing failed: print streams and writers swallow it, and a report that is lost must not pass. */
final class Output extends FilterOutputStream {

    private Optional<IOException> failure = Optional.empty();

    Output(OutputStream out) {
        super(out);
    }

    /** Why not all could be written, unless the reader had enough and closed the pipe. */
    Optional<IOException> failure() {
        return failure.filter(lost -> !String.valueOf(lost.getMessage()).contains("Broken pipe"));
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException lost) {
            failure = Optional.of(lost);
            throw lost;
        }
    }
}
