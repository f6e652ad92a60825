package dev.fargatepull.live;

import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.rule.Fact;
import dev.fargatepull.testing.Item;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.regions.Region;

/** What every test of a source begins with. */
final class Live {

    /** When the services are asked. */
    static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

    /** A clock that stands there. */
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private Live() {}

    /** Clients of services that listen there. */
    static AwsClients clients(URI endpoint) {
        return new AwsClients(builder -> builder.region(Region.of(Item.HOME.region()))
                .endpointOverride(endpoint)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret"))));
    }

    /** What a client throws where a call is denied, named as an IAM policy names it. */
    static AwsServiceException denied(String action) {
        return AwsServiceException.builder()
                .message("not authorized")
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("AccessDenied")
                        .serviceName(action)
                        .build())
                .build();
    }

    /** Evidence that has these items so far, and is to have everything. */
    static Gathering gathering(Item<?>... recorded) {
        Request everything = new Request(
                Item.HOME, new Slice.Region(), EnumSet.allOf(ResourceType.class), EnumSet.allOf(Fact.class));
        GatheredItems items = new GatheredItems();
        List.of(recorded).forEach(item -> item.json().forEach(json -> items.add("recorded", json)));
        return new Gathering(everything, items, CLOCK);
    }
}
