package dev.fargatepull.cli;

import static dev.fargatepull.testing.Items.in;
import static dev.fargatepull.testing.Items.routeTable;
import static dev.fargatepull.testing.Items.service;
import static dev.fargatepull.testing.Items.subnet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatepull.core.inventory.Scope;
import dev.fargatepull.testing.Item;
import dev.fargatepull.testing.Snapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How one workload is told of. */
class ExplainTest {

    private static final Path EXAMPLE = Path.of("../example/organization.json");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void a_sound_workload_is_told_hop_by_hop() {
        Run run = Run.of("explain", "payments/ledger", EXAMPLE.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .startsWith("""
                        payments/ledger  222233334444 eu-west-1
                          runs on FARGATE, platform LATEST, task definition ledger:1
                          its tasks get no public IP address

                          images
                            222233334444.dkr.ecr.eu-west-1.amazonaws.com/ledger:12.4  api, dkr, layers

                          from subnet-payments  vpc-payments, rtb-payments
                            api       endpoint vpce-payments-api (com.amazonaws.eu-west-1.ecr.api)
                            dkr       endpoint vpce-payments-dkr (com.amazonaws.eu-west-1.ecr.dkr)
                            layers    endpoint vpce-payments-s3 (com.amazonaws.eu-west-1.s3)

                          rules
                        """)
                .contains("  ✓  fargate-subnet-routes-to-registry  subnet-payments\n")
                .endsWith("\n✓ It can pull its images from every subnet.\n");
    }

    @Test
    void a_broken_workload_is_told_with_what_breaks_it() {
        assertThat(Run.of("explain", "mailer", EXAMPLE.toString()).out())
                .contains("  runs on FARGATE_SPOT, FARGATE, platform LATEST, task definition mailer:1\n")
                .contains("    public.ecr.aws/docker/library/redis:7  internet\n")
                .contains("    internet  0.0.0.0/0 to nat-shop in subnet-shop-public, 0.0.0.0/0 to igw-shop\n")
                .contains("    internet  no default route\n")
                .contains("       no-default-route: rtb-shop-main has no 0.0.0.0/0 route (internet)\n")
                .endsWith("\n✗ It cannot pull its images.\n");
    }

    @Test
    void what_is_unknown_of_a_workload_is_told() throws IOException {
        Path file = write(service("web").in("subnet-a").asItsClusterSays().runningUnrecorded("web:7"));

        assertThat(Run.of("explain", "web", file.toString()).out())
                .contains(
                        "  runs on its cluster's default capacity providers, platform LATEST, task definition web:7\n")
                .contains("  ? cluster main has no item, so its default capacity provider strategy is unknown\n")
                .contains("    possible: api, dkr, layers, secrets, internet\n")
                .contains("  from subnet-a  VPC unknown, route table unknown\n")
                .contains("    api       unknown: subnet-a has no item, so its routes are unknown\n")
                .endsWith("\n? Whether it can pull its images cannot be told.\n");
    }

    @Test
    void a_route_whose_target_is_gone_is_told_so() throws IOException {
        Path file = write(
                subnet("subnet-a"),
                routeTable("rtb-a").of("subnet-a").blackhole("0.0.0.0/0", "nat-1"),
                service("web").in("subnet-a").withPublicIp().pulling("nginx"));

        assertThat(Run.of("explain", "web", file.toString()).out())
                .contains("  its tasks get public IP addresses\n")
                .contains("    docker.io/library/nginx:latest  internet\n")
                .contains("    internet  0.0.0.0/0 to nat-1, which is gone\n");
    }

    @Test
    void a_workload_without_a_network_configuration_is_told_so() throws IOException {
        assertThat(Run.of("explain", "web", write(service("web")).toString()).out())
                .contains("  its network configuration is unknown\n");
    }

    @Test
    void a_name_that_no_workload_has_is_refused_with_some_that_there_are() {
        assertThat(Run.of("explain", "nope", EXAMPLE.toString()))
                .isEqualTo(new Run(
                        2,
                        "",
                        "fargate-pull: there is no workload nope; there is storefront/admin, storefront/mailer, "
                                + "storefront/orders, storefront/web, market/almanac, ...\n"));
    }

    @Test
    void a_name_that_several_workloads_have_is_refused_with_their_arns() throws IOException {
        List<Item<?>> items = new ArrayList<>();
        items.addAll(in(new Scope("111122223333", "eu-west-1"), service("web").in("subnet-a")));
        items.addAll(in(new Scope("444455556666", "eu-west-1"), service("web").in("subnet-a")));
        Path file = folder.resolve("two.json");
        Snapshot.of(items).writeTo(file);

        assertThat(Run.of("explain", "web", file.toString()).err())
                .isEqualTo("fargate-pull: web names 2 workloads; give one of "
                        + "arn:aws:ecs:eu-west-1:111122223333:service/main/web, "
                        + "arn:aws:ecs:eu-west-1:444455556666:service/main/web\n");
        assertThat(Run.of("explain", "arn:aws:ecs:eu-west-1:444455556666:service/main/web", file.toString())
                        .out())
                .startsWith("main/web  444455556666 eu-west-1\n");
    }

    @Test
    void input_without_workloads_is_told_so() throws IOException {
        assertThat(Run.of("explain", "web", write(subnet("subnet-a")).toString())
                        .err())
                .isEqualTo("fargate-pull: there is no Fargate workload in the input\n");
    }

    private Path write(Item<?>... items) throws IOException {
        Path file = folder.resolve("items.json");
        Snapshot.of(items).writeTo(file);
        return file;
    }
}
