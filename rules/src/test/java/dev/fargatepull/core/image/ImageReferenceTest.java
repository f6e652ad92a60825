package dev.fargatepull.core.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {

    private static final String DIGEST = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    @ParameterizedTest
    @CsvSource({
        "nginx,                                  docker.io,             library/nginx,   latest",
        "nginx:1.29,                             docker.io,             library/nginx,   1.29",
        "bitnami/nginx:1.29,                     docker.io,             bitnami/nginx,   1.29",
        "a/b/c,                                  docker.io,             a/b/c,           latest",
        "docker.io/library/nginx:1.29,           docker.io,             library/nginx,   1.29",
        "docker.io/nginx:1.29,                   docker.io,             library/nginx,   1.29",
        "docker.io/bitnami/nginx,                docker.io,             bitnami/nginx,   latest",
        "public.ecr.aws/nginx/nginx:1.29,        public.ecr.aws,        nginx/nginx,     1.29",
        "registry.example.com/app,               registry.example.com,  app,             latest",
        "registry.example.com:5000/team/app:1.0, registry.example.com:5000, team/app,    1.0",
        "registry:5000/app,                      registry:5000,         app,             latest",
        "localhost/app:1.0,                      localhost,             app,             1.0",
        "localhost:5000/app,                     localhost:5000,        app,             latest",
        "'  nginx:1.29 ',                        docker.io,             library/nginx,   1.29"
    })
    void a_reference_is_taken_apart_as_a_container_runtime_does(
            String image, String host, String repository, String tag) {
        assertThat(ImageReference.parse(image))
                .isEqualTo(new ImageReference(host, repository, Optional.of(tag), Optional.empty()));
    }

    @Test
    void a_digest_needs_no_tag() {
        assertThat(ImageReference.parse("registry.example.com:5000/app@" + DIGEST))
                .isEqualTo(
                        new ImageReference("registry.example.com:5000", "app", Optional.empty(), Optional.of(DIGEST)));
    }

    @Test
    void a_tag_may_stand_before_a_digest() {
        assertThat(ImageReference.parse("nginx:1.29@" + DIGEST))
                .isEqualTo(new ImageReference("docker.io", "library/nginx", Optional.of("1.29"), Optional.of(DIGEST)));
    }

    @Test
    void nothing_is_refused() {
        for (String image : List.of("", "/", ":", "@", "a:b:c", "host.example/", "///")) {
            assertThat(ImageReference.parse(image).ecrRegistry()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "111122223333.dkr.ecr.eu-west-1.amazonaws.com,                  eu-west-1,        false",
        "111122223333.dkr.ecr.us-gov-west-1.amazonaws.com,              us-gov-west-1,    false",
        "111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn,              cn-north-1,       false",
        "111122223333.dkr.ecr.eusc-de-east-1.amazonaws.eu,              eusc-de-east-1,   false",
        "111122223333.dkr.ecr.us-iso-east-1.c2s.ic.gov,                 us-iso-east-1,    false",
        "111122223333.dkr.ecr.us-isob-east-1.sc2s.sgov.gov,             us-isob-east-1,   false",
        "111122223333.dkr.ecr.eu-isoe-west-1.cloud.adc-e.uk,            eu-isoe-west-1,   false",
        "111122223333.dkr.ecr.us-isof-south-1.csp.hci.ic.gov,           us-isof-south-1,  false",
        "111122223333.dkr-ecr.eu-west-1.on.aws,                         eu-west-1,        false",
        "111122223333.dkr-ecr.cn-north-1.on.amazonwebservices.com.cn,   cn-north-1,       false",
        "111122223333.dkr.ecr-fips.us-east-1.amazonaws.com,             us-east-1,        true",
        "111122223333.dkr-ecr-fips.us-gov-east-1.on.aws,                us-gov-east-1,    true"
    })
    void private_registries_of_ecr_have_a_host_in_every_partition(String host, String region, boolean isFips) {
        assertThat(ImageReference.parse(host + "/team/app:1.0").ecrRegistry())
                .contains(new ImageReference.EcrRegistry("111122223333", region, isFips));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "public.ecr.aws",
                "11112222333.dkr.ecr.eu-west-1.amazonaws.com",
                "1111222233334.dkr.ecr.eu-west-1.amazonaws.com",
                "111122223333.dkr.ecr.eu-west-1.amazonaws.com.evil.example",
                "111122223333.dkr.ecr.eu-west-1.amazonaws.com:443",
                "111122223333.dkrxecr.eu-west-1.amazonaws.com",
                "111122223333.dkr.ecr.eu-west-1.amazonawsxcom",
                "x111122223333.dkr.ecr.eu-west-1.amazonaws.com",
                "111122223333.dkr.ecr..amazonaws.com",
                "ecr.eu-west-1.amazonaws.com"
            })
    void any_other_host_is_no_private_registry_of_ecr(String host) {
        assertThat(ImageReference.parse(host + "/app:1.0").ecrRegistry()).isEmpty();
    }

    @Test
    void a_repository_named_like_a_registry_of_ecr_is_none() {
        assertThat(ImageReference.parse("mirror.example.com/111122223333.dkr.ecr.eu-west-1.amazonaws.com/app")
                        .ecrRegistry())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nginx",
                "library/nginx:1.29",
                "a",
                "my-org/my.app_2/web__x--y:v1.0_RC-1",
                "registry.example:5000/team/app",
                "[2001:db8::1]:5000/app:1",
                "localhost/app",
                "app@" + DIGEST,
                "app:1@" + DIGEST,
                "app@blake3+b64:Zm9v",
                "111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/app:1.0"
            })
    void a_registry_may_accept_it(String image) {
        assertThat(ImageReference.parse(image).flaw()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'',                              empty name",
        "docker.io/,                      empty name",
        "App:1.0,                         repository 'App'",
        "team/.app,                       repository 'team/.app'",
        "team/app_,                       repository 'team/app_'",
        "a..b,                            repository 'a..b'",
        "a___b,                           repository 'a___b'",
        "host.example/,                   empty name",
        "host.example:x/app,              host 'host.example:x'",
        "https://host.example/app,        host 'https:'",
        "app:,                            tag ''",
        "app:.1,                          tag '.1'",
        "app:1+2,                         tag '1+2'",
        "app@,                            digest ''",
        "app@sha256:abc,                  digest 'sha256:abc'",
        "app@md5,                         digest 'md5'"
    })
    void no_registry_accepts_it(String image, String flaw) {
        assertThat(ImageReference.parse(image).flaw()).contains(flaw);
    }

    @Test
    void repositories_and_tags_have_an_end() {
        assertThat(ImageReference.parse("a".repeat(248)).flaw()).isEmpty();
        assertThat(ImageReference.parse("a".repeat(300)).flaw()).isPresent();
        assertThat(ImageReference.parse("a/".repeat(1_000_000) + "a").flaw()).isPresent();
        assertThat(ImageReference.parse("a:" + "1".repeat(128)).flaw()).isEmpty();
        assertThat(ImageReference.parse("a:" + "1".repeat(129)).flaw()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "nginx,                                                     nginx:latest",
        "docker.io/nginx:1,                                         nginx:1",
        "bitnami/nginx:1,                                           bitnami/nginx:1",
        "registry.example/app:1,                                    registry.example/app:1",
        "111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/app:1.0, team/app:1.0",
        "app:1@" + DIGEST + ",                                      app@sha256:0123456789ab"
    })
    void it_is_called_by_as_short_a_name_as_tells_it_apart(String image, String label) {
        assertThat(ImageReference.parse(image).label()).isEqualTo(label);
    }

    @ParameterizedTest
    @ValueSource(strings = {"index.docker.io/library/nginx", "registry-1.docker.io/nginx", "docker.io/nginx:latest"})
    void docker_hub_has_several_names(String image) {
        assertThat(ImageReference.parse(image)).isEqualTo(ImageReference.parse("nginx"));
    }
}
