package dev.fargatepull.core.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fargatepull.core.aws.AwsResource;
import dev.fargatepull.core.aws.EcsCluster;
import dev.fargatepull.core.aws.EcsTaskDefinition;
import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.aws.Subnet;
import dev.fargatepull.core.aws.Vpc;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InventoryTest {

    private static final Scope HOME = new Scope("111122223333", "eu-west-1");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void of_several_captures_the_newest_counts_whatever_the_order() {
        ConfigurationItem old = item(HOME, NOON, cluster("FARGATE"));
        ConfigurationItem recent = item(HOME, NOON.plusSeconds(1), cluster("FARGATE_SPOT"));

        assertThat(clusters(old, recent)).containsExactly(cluster("FARGATE_SPOT"));
        assertThat(clusters(recent, old)).containsExactly(cluster("FARGATE_SPOT"));
    }

    @Test
    void of_captures_at_one_time_the_last_given_counts() {
        assertThat(clusters(item(HOME, NOON, cluster("FARGATE")), item(HOME, NOON, cluster("FARGATE_SPOT"))))
                .containsExactly(cluster("FARGATE_SPOT"));
    }

    @Test
    void an_item_that_does_not_say_when_it_was_captured_is_the_oldest() {
        assertThat(clusters(item(HOME, NOON, cluster("FARGATE")), item(HOME, Instant.MIN, cluster("FARGATE_SPOT"))))
                .containsExactly(cluster("FARGATE"));
    }

    @Test
    void a_deleted_resource_is_as_if_it_were_not_there() {
        ConfigurationItem live = item(HOME, NOON, cluster("FARGATE"));
        ConfigurationItem deleted = new ConfigurationItem(
                HOME, ResourceType.ECS_CLUSTER, "main", NOON.plusSeconds(1), Optional.empty(), true);

        assertThat(clusters(live, deleted)).isEmpty();
        assertThat(clusters(deleted, live)).isEmpty();
    }

    @Test
    void a_resource_created_anew_under_its_old_name_is_there() {
        ConfigurationItem deleted =
                new ConfigurationItem(HOME, ResourceType.ECS_CLUSTER, "main", NOON, Optional.empty(), true);
        ConfigurationItem anew = item(HOME, NOON.plusSeconds(1), cluster("FARGATE"));

        assertThat(clusters(anew, deleted)).containsExactly(cluster("FARGATE"));
    }

    @Test
    void revisions_of_a_task_definition_are_resources_of_their_own() {
        EcsTaskDefinition first = new EcsTaskDefinition(
                "web",
                "arn:web:1",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Set.of(),
                List.of());
        EcsTaskDefinition second = new EcsTaskDefinition(
                "web",
                "arn:web:2",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Set.of(),
                List.of());
        RegionInventory region = inventory(item(HOME, NOON, first), item(HOME, NOON.plusSeconds(1), second))
                .region(HOME);

        assertThat(region.find(EcsTaskDefinition.class, "arn:web:1")).contains(first);
        assertThat(region.find(EcsTaskDefinition.class, "arn:web:2")).contains(second);
        assertThat(region.find(EcsTaskDefinition.class, "web")).isEmpty();
    }

    @Test
    void one_id_in_two_accounts_or_regions_is_two_resources() {
        Scope otherRegion = new Scope("111122223333", "us-east-1");
        Scope otherAccount = new Scope("000011112222", "eu-west-1");
        Inventory inventory = inventory(
                item(HOME, NOON, cluster("FARGATE")),
                item(otherRegion, NOON, cluster("FARGATE_SPOT")),
                item(otherAccount, NOON, cluster("other")));

        assertThat(inventory.regions())
                .extracting(RegionInventory::scope)
                .containsExactly(otherAccount, HOME, otherRegion);
        assertThat(inventory.region(otherRegion).all(EcsCluster.class)).containsExactly(cluster("FARGATE_SPOT"));
    }

    @Test
    void a_region_no_item_came_from_is_empty() {
        RegionInventory region = inventory().region(HOME);

        assertThat(region.scope()).isEqualTo(HOME);
        assertThat(region.all(Subnet.class)).isEmpty();
    }

    @Test
    void a_region_all_of_whose_resources_are_deleted_is_still_known() {
        assertThat(inventory(new ConfigurationItem(
                                HOME, ResourceType.ECS_CLUSTER, "main", NOON, Optional.empty(), true))
                        .regions())
                .extracting(RegionInventory::scope)
                .containsExactly(HOME);
    }

    @Test
    void resources_come_sorted() {
        assertThat(inventory(
                                item(HOME, NOON, vpc("vpc-c")),
                                item(HOME, NOON, vpc("vpc-a")),
                                item(HOME, NOON, vpc("vpc-b")))
                        .region(HOME)
                        .all(Vpc.class))
                .extracting(Vpc::resourceId)
                .containsExactly("vpc-a", "vpc-b", "vpc-c");
    }

    @Test
    void a_reader_who_promised_to_read_some_types_is_refused_all_others() {
        RegionInventory region =
                inventory(item(HOME, NOON, vpc("vpc-1"))).region(HOME).limitedTo(Set.of(ResourceType.EC2_VPC));

        assertThat(region.find(Vpc.class, "vpc-1")).isPresent();
        assertThatThrownBy(() -> region.all(Subnet.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the rule does not declare that it consults Subnet");
        assertThatThrownBy(() -> region.find(Subnet.class, "subnet-a")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void only_the_newest_item_of_a_resource_can_say_that_it_is_deleted() {
        Instant later = NOON.plusSeconds(1);
        RegionInventory region = inventory(
                        item(HOME, NOON, vpc("vpc-gone")),
                        gone(later, "vpc-gone", true),
                        gone(NOON, "vpc-again", true),
                        item(HOME, later, vpc("vpc-again")),
                        gone(NOON, "vpc-unrecorded", false))
                .region(HOME);

        assertThat(region.isDeleted(Vpc.class, "vpc-gone")).isTrue();
        assertThat(region.isDeleted(Vpc.class, "vpc-again")).isFalse();
        assertThat(region.isDeleted(Vpc.class, "vpc-unrecorded")).isFalse();
        assertThat(region.isDeleted(Vpc.class, "vpc-never")).isFalse();
        assertThatThrownBy(() -> region.limitedTo(Set.of()).isDeleted(Vpc.class, "vpc-gone"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void other_accounts_and_regions_are_seen_under_the_same_promise() {
        Scope elsewhere = new Scope("444455556666", "us-east-1");
        RegionInventory region =
                inventory(item(elsewhere, NOON, vpc("vpc-1"))).region(HOME).limitedTo(Set.of(ResourceType.EC2_VPC));

        assertThat(region.in(elsewhere).scope()).isEqualTo(elsewhere);
        assertThat(region.in(elsewhere).find(Vpc.class, "vpc-1")).isPresent();
        assertThat(region.in(elsewhere).in(HOME).all(Vpc.class)).isEmpty();
        assertThatThrownBy(() -> region.in(elsewhere).all(Subnet.class)).isInstanceOf(IllegalStateException.class);
    }

    private static ConfigurationItem gone(Instant captured, String id, boolean isDeletion) {
        return new ConfigurationItem(HOME, ResourceType.EC2_VPC, id, captured, Optional.empty(), isDeletion);
    }

    private static EcsCluster cluster(String provider) {
        return new EcsCluster("main", List.of(provider));
    }

    private static Vpc vpc(String id) {
        return new Vpc(id, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Set.of());
    }

    private static ConfigurationItem item(Scope scope, Instant captured, AwsResource resource) {
        ResourceType type = Arrays.stream(ResourceType.values())
                .filter(candidate -> candidate.view().isInstance(resource))
                .findFirst()
                .orElseThrow();
        return new ConfigurationItem(scope, type, resource.reference(), captured, Optional.of(resource), false);
    }

    private static Inventory inventory(ConfigurationItem... items) {
        Inventory.Builder builder = new Inventory.Builder();
        List.of(items).forEach(builder::add);
        return builder.build();
    }

    private static List<EcsCluster> clusters(ConfigurationItem... items) {
        return inventory(items).region(HOME).all(EcsCluster.class);
    }
}
