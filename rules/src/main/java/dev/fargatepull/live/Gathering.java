package dev.fargatepull.live;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.inventory.RegionInventory;
import dev.fargatepull.core.inventory.Scope;
import dev.fargatepull.core.rule.Fact;
import dev.fargatepull.core.workload.Workload;
import dev.fargatepull.core.workload.Workloads;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Evidence on its way in: what was asked for, and what is known so far. The sources add to it one after another. */
final class Gathering {

    private static final String SUPPLIED_TYPES = "suppliedTypes";

    private final Request request;
    private final GatheredItems items;
    private final Clock clock;

    Gathering(Request request, GatheredItems items, Clock clock) {
        this.request = request;
        this.items = items;
        this.clock = clock;
    }

    /** The account and Region. */
    Scope scope() {
        return request.scope();
    }

    /** What is asked for. */
    Request request() {
        return request;
    }

    /** Whether somebody reads items of the type. */
    boolean wants(ResourceType type) {
        return request.types().contains(type);
    }

    /** Whether somebody needs the fact. */
    boolean wants(Fact fact) {
        return request.facts().contains(fact);
    }

    /** The items so far, to be added to. */
    GatheredItems items() {
        return items;
    }

    /** What the items so far tell. It is read anew with each call. */
    RegionInventory known() {
        return items.inventory().region(scope());
    }

    /** The workloads among the items so far. */
    List<Workload> workloads() {
        return Workloads.in(known());
    }

    /** The time to give to what a service tells now. */
    Instant now() {
        return clock.instant();
    }

    /**
     * Asks a service. A denial is noted, for open questions to name; every other failure is the caller's.
     *
     * @param onResource the resource asked for, by the id that open questions name it by; empty if the permission is
     *     missing for all alike
     * @return the answer, or empty if it was denied
     */
    <T> Optional<T> ask(Optional<String> onResource, Supplier<T> call) {
        return ask(call, action -> note(action, onResource));
    }

    /** The same, where the answer matters to open questions about several resources. */
    <T> Optional<T> ask(Set<String> onResources, Supplier<T> call) {
        return ask(call, action -> onResources.forEach(resource -> note(action, Optional.of(resource))));
    }

    private static <T> Optional<T> ask(Supplier<T> call, Consumer<String> noteDenied) {
        try {
            return Optional.of(call.get());
        } catch (AwsServiceException refusal) {
            if (!Denial.is(refusal)) {
                throw refusal;
            }
            noteDenied.accept(Denial.action(refusal));
            return Optional.empty();
        }
    }

    /**
     * Tells that of a type that AWS Config leaves out, everything in the Region was added, so that having no item means
     * having no such resource.
     */
    void supplied(ResourceType type) {
        ResourceType recorder = ResourceType.CONFIG_CONFIGURATION_RECORDER;
        items.ids(scope(), recorder)
                .forEach(id -> items.supplementList(scope(), recorder, id, SUPPLIED_TYPES, type.awsName()));
    }

    /** The same of what a VPC has; it is told of no more than this VPC, since slices may be judged together. */
    void supplied(ResourceType type, String vpcId) {
        items.supplementList(scope(), ResourceType.EC2_VPC, vpcId, SUPPLIED_TYPES, type.awsName());
    }

    private void note(String action, Optional<String> onResource) {
        ObjectNode configuration = JsonNodeFactory.instance.objectNode().put("action", action);
        onResource.ifPresent(resource -> configuration.put("resource", resource));
        String id = onResource.map(resource -> action + " " + resource).orElse(action);
        items.addLive(scope(), ResourceType.FARGATE_PULL_DENIED_CALL, id, configuration, now());
    }
}
