package dev.fargatepull.live;

import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.rule.Fact;
import dev.fargatepull.core.rule.Rule;
import dev.fargatepull.core.verdict.Evaluation;
import dev.fargatepull.rules.Judge;
import dev.fargatepull.testing.Item;
import dev.fargatepull.testing.aws.MotoDenials;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
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
        return clients(endpoint, StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")));
    }

    /** Clients of services that listen there, with credentials that matter. */
    static AwsClients clients(URI endpoint, AwsCredentialsProvider credentials) {
        return new AwsClients(builder -> builder.region(Region.of(Item.HOME.region()))
                .endpointOverride(endpoint)
                .credentialsProvider(credentials)
                .overrideConfiguration(builder.overrideConfiguration().toBuilder()
                        .addExecutionInterceptor(new MotoDenials())
                        .build()));
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
        return gathering(EnumSet.allOf(Fact.class), recorded);
    }

    /** The same, of these facts alone. */
    static Gathering gathering(Set<Fact> facts, Item<?>... recorded) {
        Request request = new Request(Item.HOME, new Slice.Region(), EnumSet.allOf(ResourceType.class), facts);
        GatheredItems items = new GatheredItems();
        List.of(recorded).forEach(item -> item.json().forEach(json -> items.add("recorded", json)));
        return new Gathering(request, items, CLOCK);
    }

    /** What rules say of the evidence so far. */
    static List<Evaluation> judge(Gathering gathering, Rule... rules) {
        return new Judge(List.of(rules), Map.of()).judge(gathering.known()).evaluations();
    }
}
