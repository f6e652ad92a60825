package dev.fargatepull.testing.aws;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives tokens for public repositories to anybody who asks, as the token endpoints of registries do (Distribution,
 * "Token Authentication Specification"); for others, tokens that allow nothing.
 */
public final class TokenIssuer implements AutoCloseable {

    private static final String PASSWORD = "changeit";
    private static final Pattern SCOPE = Pattern.compile("(?:.*&)?scope=repository:([^:&]+):pull(?:&.*)?");

    private final LoopbackServer server;
    private final List<String> publicRepositories;
    private final List<String> queries = new CopyOnWriteArrayList<>();
    private final Path certificate;
    private final PrivateKey key;
    private final String chain;

    /**
     * Starts it.
     *
     * @param directory where it keeps its key
     */
    public TokenIssuer(Path directory, String... publicRepositories) throws Exception {
        this.publicRepositories = List.of(publicRepositories);
        Path store = directory.resolve("issuer.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "RSA",
                        "-dname",
                        "CN=issuer",
                        "-alias",
                        "issuer",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .start();
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException(
                    new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream stream = Files.newInputStream(store)) {
            keys.load(stream, PASSWORD.toCharArray());
        }
        Certificate signed = keys.getCertificate("issuer");
        this.key = (PrivateKey) keys.getKey("issuer", PASSWORD.toCharArray());
        this.chain = Base64.getEncoder().encodeToString(signed.getEncoded());
        this.certificate = Files.writeString(
                directory.resolve("issuer.pem"),
                "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
                        .formatted(Base64.getMimeEncoder().encodeToString(signed.getEncoded())));
        this.server = new LoopbackServer("/", this::answer);
    }

    /** Where tokens are to be had. */
    public String realm() {
        return "http://" + server.hostAndPort() + "/token";
    }

    /** What it was asked, decoded. */
    public List<String> queries() {
        return List.copyOf(queries);
    }

    Path certificate() {
        return certificate;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String query = URLDecoder.decode(exchange.getRequestURI().getRawQuery(), StandardCharsets.UTF_8);
            queries.add(query);
            Matcher scope = SCOPE.matcher(query);
            String name = scope.matches() ? scope.group(1) : "";
            byte[] answer = """
                    {"token": "%s", "expires_in": 300}""".formatted(token(name)).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String token(String name) throws GeneralSecurityException {
        long now = Instant.now().getEpochSecond();
        String access = publicRepositories.contains(name) ? """
                {"type": "repository", "name": "%s", "actions": ["pull"]}""".formatted(name) : "";
        String head = encode("""
                {"typ": "JWT", "alg": "RS256", "x5c": ["%s"]}""".formatted(chain));
        String claims = encode("""
                {"iss": "issuer", "aud": "registry", "sub": "", "jti": "1", "iat": %d, "nbf": %d, "exp": %d,
                 "access": [%s]}""".formatted(now, now - 60, now + 300, access));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key);
        signature.update((head + "." + claims).getBytes(StandardCharsets.UTF_8));
        return head + "." + claims + "."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        server.close();
    }
}
