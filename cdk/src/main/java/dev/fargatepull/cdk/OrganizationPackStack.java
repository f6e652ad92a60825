package dev.fargatepull.cdk;

import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.docs.ConformancePackTemplate;
import java.util.List;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.config.CfnOrganizationConformancePack;
import software.amazon.awscdk.services.config.CfnOrganizationConformancePack.ConformancePackInputParameterProperty;
import software.constructs.Construct;

/**
 * The conformance pack of an organization in one Region: AWS Config makes its rules in every account, shows their
 * results for the whole organization, and keeps members from altering them.
 */
public final class OrganizationPackStack extends Stack {

    /**
     * Makes the stack.
     *
     * @param region its Region
     * @param rules the rules
     * @param settings what is chosen for the pack
     * @param excludedAccounts accounts that do not get it
     */
    OrganizationPackStack(
            Construct scope,
            String id,
            String region,
            List<RuleSpec> rules,
            PackSettings settings,
            List<String> excludedAccounts) {
        super(
                scope,
                id,
                StackProps.builder()
                        .description("The fargate-pull conformance pack of the organization")
                        .env(Environment.builder().region(region).build())
                        .build());
        PackTemplate template = PackTemplate.of(this, ConformancePackTemplate.ofOrganization(rules));
        CfnOrganizationConformancePack.Builder pack = CfnOrganizationConformancePack.Builder.create(this, "Pack")
                .organizationConformancePackName(FargatePullRules.PACK_NAME)
                .templateBody(template.body())
                .templateS3Uri(template.s3Uri())
                .conformancePackInputParameters(settings.packParameters(rules).entrySet().stream()
                        .map(value -> ConformancePackInputParameterProperty.builder()
                                .parameterName(value.getKey())
                                .parameterValue(value.getValue())
                                .build())
                        .toList());
        if (!excludedAccounts.isEmpty()) {
            pack.excludedAccounts(excludedAccounts);
        }
        pack.build();
    }
}
