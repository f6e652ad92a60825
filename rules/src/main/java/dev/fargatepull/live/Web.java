package dev.fargatepull.live;

import dev.fargatepull.core.address.AddressSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * HTTPS towards hosts that nobody vouches for: a container's image may name any host, and that host may send us on to
 * any other. So there are bounds on what is read, on time and on redirects, and only those addresses are contacted that
 * are allowed. The address is looked at when the connection is made, which leaves no time for a name to change its
 * meaning.
 */
final class Web {

    private static final int MOST_REDIRECTS = 3;
    private static final int CHUNK = 1 << 14;
    private static final int NOT_MODIFIED = 304;

    private final Predicate<InetAddress> allowed;
    private final boolean allowsPlainHttp;
    private final SSLSocketFactory sockets = new GuardedSocketFactory();

    /**
     * The answer to a request.
     *
     * @param status the status code
     * @param headers the headers, in whatever case their names are asked for
     * @param body the body, in full
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares answers
    record Answer(int status, Map<String, List<String>> headers, byte[] body) {

        Optional<String> header(String name) {
            return headers(name).stream().findFirst();
        }

        List<String> headers(String name) {
            return headers.getOrDefault(name, List.of());
        }

        boolean isOk() {
            return status == HttpURLConnection.HTTP_OK;
        }
    }

    /** A body is larger than whoever asked wants it. */
    static final class TooLargeException extends IOException {

        private static final long serialVersionUID = 1L;
    }

    /** The time by which an answer has to be there. */
    record Deadline(long nanoTime) {

        static Deadline in(Duration time) {
            return new Deadline(System.nanoTime() + time.toNanos());
        }

        /** What is left, and at least something: a timeout of zero is none. */
        int millis() throws SocketTimeoutException {
            long left = Duration.ofNanos(nanoTime - System.nanoTime()).toMillis();
            if (left <= 0) {
                throw new SocketTimeoutException("out of time");
            }
            return (int) Math.min(left, Integer.MAX_VALUE);
        }
    }

    private Web(Predicate<InetAddress> allowed, boolean allowsPlainHttp) {
        this.allowed = allowed;
        this.allowsPlainHttp = allowsPlainHttp;
    }

    /** Only what is on the internet: neither the machine itself nor its metadata service nor a network around it. */
    static Web onTheInternet() {
        return new Web(Web::isOnTheInternet, false);
    }

    /** Any address: for hosts that AWS names, which may be private ones where a VPC has an endpoint. */
    static Web anywhere() {
        return new Web(address -> true, false);
    }

    /** Any address, and HTTP without TLS: for tests. */
    static Web withoutBounds() {
        return new Web(address -> true, true);
    }

    /** Whether packets to an address leave for the internet. */
    static boolean isOnTheInternet(InetAddress address) {
        if (address instanceof Inet4Address) {
            return AddressSet.INTERNET.covers(AddressSet.ipv4Address(address.getHostAddress()));
        }
        byte[] bytes = ((Inet6Address) address).getAddress();
        boolean isGlobal = (bytes[0] & 0xe0) == 0x20;
        boolean is6to4 = bytes[0] == 0x20 && bytes[1] == 0x02;
        boolean isIetfSpecial = bytes[0] == 0x20 && bytes[1] == 0x01 && (bytes[2] & 0xfe) == 0;
        // 2000::/3 is all that is allocated (IANA IPv6 Global Unicast Address Space); both others carry IPv4 addresses.
        return isGlobal && !is6to4 && !isIetfSpecial;
    }

    /** What a URL answers to HEAD. */
    Answer head(URI url, Map<String, String> headers, Deadline deadline) throws IOException {
        return send("HEAD", url, headers, deadline, 0);
    }

    /**
     * What a URL answers to GET.
     *
     * @param mostBytes how large its body may be
     */
    Answer get(URI url, Map<String, String> headers, Deadline deadline, int mostBytes) throws IOException {
        return send("GET", url, headers, deadline, mostBytes);
    }

    private Answer send(String method, URI url, Map<String, String> headers, Deadline deadline, int mostBytes)
            throws IOException {
        URI next = url;
        Map<String, String> sent = headers;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            Answer answer = sendOnce(method, next, sent, deadline, mostBytes);
            if (answer.status() < 300 || answer.status() > 399 || answer.status() == NOT_MODIFIED) {
                return answer;
            }
            URI target = next.resolve(uri(answer.header("location").orElse("")));
            // A token is for the host that was asked: layers often lie with somebody else.
            sent = target.getRawAuthority() != null && target.getRawAuthority().equals(next.getRawAuthority())
                    ? sent
                    : Map.of();
            next = target;
        }
        throw new IOException("too many redirects");
    }

    private Answer sendOnce(String method, URI url, Map<String, String> headers, Deadline deadline, int mostBytes)
            throws IOException {
        HttpURLConnection connection = open(url);
        boolean mayBeUsedAgain = false;
        try {
            connection.setRequestMethod(method);
            connection.setInstanceFollowRedirects(false);
            connection.setUseCaches(false);
            connection.setConnectTimeout(deadline.millis());
            connection.setReadTimeout(deadline.millis());
            connection.setRequestProperty("User-Agent", "fargate-pull");
            headers.forEach(connection::setRequestProperty);
            int status = connection.getResponseCode();
            Map<String, List<String>> received = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            connection.getHeaderFields().forEach((name, values) -> {
                // The status line is there as well, without a name.
                if (name != null) {
                    received.put(name, values);
                }
            });
            boolean isWanted = status == HttpURLConnection.HTTP_OK && method.equals("GET");
            Answer answer =
                    new Answer(status, received, isWanted ? read(connection, deadline, mostBytes) : new byte[0]);
            mayBeUsedAgain = isWanted || method.equals("HEAD");
            return answer;
        } finally {
            if (!mayBeUsedAgain) {
                connection.disconnect();
            }
        }
    }

    private HttpURLConnection open(URI url) throws IOException {
        String scheme = url.getScheme() == null ? "" : url.getScheme();
        if (url.getHost() == null || !(scheme.equals("https") || (allowsPlainHttp && scheme.equals("http")))) {
            throw new IOException("not an HTTPS URL: " + url);
        }
        // Through a proxy the address would be the proxy's, and say nothing of whom it contacts.
        HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection(Proxy.NO_PROXY);
        if (connection instanceof HttpsURLConnection secure) {
            secure.setSSLSocketFactory(sockets);
        }
        return connection;
    }

    private static byte[] read(HttpURLConnection connection, Deadline deadline, int mostBytes) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        try (InputStream stream = connection.getInputStream()) {
            for (int count = stream.read(chunk); count >= 0; count = stream.read(chunk)) {
                deadline.millis();
                if (body.size() + count > mostBytes) {
                    throw new TooLargeException();
                }
                body.write(chunk, 0, count);
            }
        }
        return body.toByteArray();
    }

    /** The URL that somebody wrote. */
    static URI uri(String text) throws IOException {
        try {
            return new URI(text);
        } catch (URISyntaxException malformed) {
            throw new IOException("not a URL: " + text, malformed);
        }
    }

    /** Makes sockets that look at the address before they connect, and lays TLS over them. */
    private final class GuardedSocketFactory extends SSLSocketFactory {

        @Override
        public Socket createSocket() {
            return new GuardedSocket();
        }

        @Override
        public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
            return tls().createSocket(socket, host, port, autoClose);
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            throw new IOException("only guarded sockets connect");
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
            return createSocket(host, port);
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return createSocket(host.getHostAddress(), port);
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort)
                throws IOException {
            return createSocket(host, port);
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return tls().getDefaultCipherSuites();
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return tls().getSupportedCipherSuites();
        }

        /** Made with the first connection to a registry, which most runs have no use for. */
        private SSLSocketFactory tls() {
            return HttpsURLConnection.getDefaultSSLSocketFactory();
        }
    }

    private final class GuardedSocket extends Socket {

        @Override
        public void connect(@Nullable SocketAddress endpoint, int timeout) throws IOException {
            InetAddress address = endpoint instanceof InetSocketAddress inet ? inet.getAddress() : null;
            if (address != null && !allowed.test(address)) {
                throw new IOException("%s is not on the internet".formatted(address.getHostAddress()));
            }
            super.connect(endpoint, timeout);
        }
    }
}
