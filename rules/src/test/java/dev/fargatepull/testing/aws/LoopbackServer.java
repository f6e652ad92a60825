package dev.fargatepull.testing.aws;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** An HTTP server that only this machine can reach, on a port of the system's choice. */
public final class LoopbackServer implements AutoCloseable {

    static {
        // The server writes head and body of an answer one after the other; without this the kernel holds back the
        // second for 40 milliseconds, and every call takes as long.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService executor = Executors.newCachedThreadPool();

    /** Starts to answer whatever comes below a path. */
    public LoopbackServer(String path, HttpHandler handler) throws IOException {
        this(HttpServer.create(anyPort(), 0), path, handler);
    }

    /** The same over TLS. */
    public LoopbackServer(String path, HttpHandler handler, SSLContext tls) throws IOException {
        this(withTls(tls), path, handler);
    }

    private LoopbackServer(HttpServer server, String path, HttpHandler handler) {
        this.server = server;
        server.setExecutor(executor);
        server.createContext(path, handler);
        server.start();
    }

    private static HttpServer withTls(SSLContext tls) throws IOException {
        HttpsServer server = HttpsServer.create(anyPort(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return server;
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    String hostAndPort() {
        return "localhost:" + server.getAddress().getPort();
    }

    /** Where it listens. */
    public URI uri() {
        return URI.create((server instanceof HttpsServer ? "https://" : "http://") + hostAndPort());
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
