package dev.fargatepull.rules;

import static dev.fargatepull.testing.Items.internetGateway;
import static dev.fargatepull.testing.Items.routeTable;
import static dev.fargatepull.testing.Items.service;
import static dev.fargatepull.testing.Items.subnet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fargatepull.core.inventory.Inventory;
import dev.fargatepull.core.inventory.RegionInventory;
import dev.fargatepull.core.rule.InvalidParameterException;
import dev.fargatepull.core.verdict.Compliance;
import dev.fargatepull.core.verdict.Evaluation;
import dev.fargatepull.items.ItemReader;
import dev.fargatepull.testing.Item;
import dev.fargatepull.testing.Snapshot;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JudgeTest {

    private static final Snapshot PUBLIC_AND_PRIVATE = Snapshot.of(
            service("web").in("subnet-b", "subnet-a"),
            service("shop").in("subnet-a"),
            subnet("subnet-a"),
            subnet("subnet-b"),
            routeTable("rtb-a").of("subnet-a").defaultRoute("igw-1"),
            routeTable("rtb-b").of("subnet-b").defaultRoute("tgw-1"),
            internetGateway("igw-1"));

    @Test
    void every_rule_is_asked_and_verdicts_come_sorted() throws Exception {
        Judge.Judgement judgement = new Judge(RuleCatalog.rules(), Map.of()).judge(evidence());

        assertThat(judgement.workloads()).isEqualTo(2);
        assertThat(judgement.evaluations())
                .isSortedAccordingTo(Evaluation.ORDER)
                .extracting(Evaluation::rule)
                .contains(
                        "fargate-service-public-ip-enabled",
                        "fargate-subnet-routes-to-registry",
                        "route-table-default-route-is-live");
        assertThat(complianceOf("subnet-b", judgement)).containsExactly(Compliance.UNDETERMINED);
    }

    @Test
    void each_rule_gets_its_own_parameters() throws Exception {
        Judge judge = new Judge(
                RuleCatalog.rules(), Map.of("fargate-subnet-routes-to-registry", Map.of("trustedEgress", "tgw-1")));

        assertThat(complianceOf("subnet-b", judge.judge(evidence()))).containsExactly(Compliance.COMPLIANT);
    }

    @Test
    void parameters_a_rule_cannot_use_are_refused_before_any_evidence() {
        assertThatThrownBy(() -> new Judge(
                        RuleCatalog.rules(), Map.of("fargate-vpc-has-registry-endpoints", Map.of("trusted", "tgw-1"))))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessage("fargate-vpc-has-registry-endpoints has no parameter trusted; it has undetermined");
    }

    @Test
    void a_verdict_names_the_workloads_that_depend_on_the_resource() throws Exception {
        assertThat(new Judge(List.of(new FargateSubnetRoutesToRegistry()), Map.of())
                        .judge(evidence())
                        .evaluations())
                .extracting(evaluation -> evaluation.workloads().stream()
                        .map(workload -> workload.label())
                        .toList())
                .containsExactly(List.of("main/shop", "main/web"), List.of("main/web"));
    }

    private static List<Compliance> complianceOf(String resourceId, Judge.Judgement judgement) {
        return judgement.evaluations().stream()
                .filter(evaluation -> evaluation.resourceId().equals(resourceId))
                .map(Evaluation::compliance)
                .toList();
    }

    private static RegionInventory evidence() throws Exception {
        Inventory.Builder inventory = new Inventory.Builder();
        new ItemReader(inventory::add, () -> {})
                .read("snapshot.json", new ByteArrayInputStream(PUBLIC_AND_PRIVATE.bytes()));
        return inventory.build().region(Item.HOME);
    }
}
