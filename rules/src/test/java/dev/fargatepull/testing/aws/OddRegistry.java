package dev.fargatepull.testing.aws;

import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;

/** A host that answers a registry's questions in a way of its own. */
public final class OddRegistry implements AutoCloseable {

    private final LoopbackServer server;

    /** Starts it, with all its answers. */
    public OddRegistry(HttpHandler answers) throws IOException {
        this.server = new LoopbackServer("/", answers);
    }

    /** The host as images name it. */
    public String host() {
        return server.hostAndPort();
    }

    @Override
    public void close() {
        server.close();
    }
}
