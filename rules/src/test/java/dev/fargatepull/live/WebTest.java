package dev.fargatepull.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebTest {

    private final Web web = Web.onTheInternet();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.1.2.3",
                "0.0.0.0",
                "169.254.169.254",
                "169.254.170.2",
                "10.0.0.1",
                "172.16.0.1",
                "192.168.1.1",
                "100.64.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fd00:ec2::254",
                "fc00::1",
                "ff02::1",
                "::ffff:127.0.0.1",
                "::ffff:169.254.169.254",
                "64:ff9b::a9fe:a9fe",
                "2002:a9fe:a9fe::1",
                "2001:0:a9fe:a9fe::1"
            })
    void an_address_of_this_machine_its_metadata_or_its_network_is_not_on_the_internet(String address)
            throws IOException {
        assertThat(Web.isOnTheInternet(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "52.94.5.10", "172.32.0.1", "2600:1f18::1", "2a05:d018::1", "2001:4860::1"})
    void a_public_address_is_on_the_internet(String address) throws IOException {
        assertThat(Web.isOnTheInternet(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void nobody_on_this_machine_hears_of_us() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(200);
            URI url = URI.create("https://localhost:%d/v2/".formatted(server.getLocalPort()));

            assertThatIOException()
                    .isThrownBy(() -> web.get(url, Map.of(), Web.Deadline.in(Duration.ofSeconds(5)), 10))
                    .withMessageContaining("is not on the internet");
            assertThatIOException().isThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://example.com/", "file:///etc/passwd", "jar:file:/x!/y", "ftp://example.com/", "x", ""})
    void nothing_but_https_is_spoken(String url) {
        assertThatIOException()
                .isThrownBy(() -> web.head(Web.uri(url), Map.of(), Web.Deadline.in(Duration.ofSeconds(5))))
                .withMessageContaining("not an HTTPS URL");
    }

    @Test
    void time_that_is_over_is_not_taken() {
        assertThatIOException()
                .isThrownBy(
                        () -> web.head(URI.create("https://example.com/"), Map.of(), Web.Deadline.in(Duration.ZERO)))
                .isInstanceOf(SocketTimeoutException.class);
    }
}
