package dev.fargatepull.preflight;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.config.model.ConfigurationRecorder;
import software.amazon.awssdk.services.config.model.RecordingGroup;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/**
 * Looks at an account and Region, and at the organization it belongs to, before the rules are deployed there.
 *
 * <p>Quotas are those that AWS documents (AWS Config Developer Guide, "Service Limits"); an account may have been
 * granted more packs.
 */
public final class Preflight {

    private static final int MOST_RULES = 1_000;
    private static final int MOST_PACKS = 50;
    private static final String PACK = "fargate-pull";
    private static final String SUFFIX_OF_PACKS = "-conformance-pack-[a-z0-9]+$";

    /** Packs and rules of organizations. */
    private static final String MULTI_ACCOUNT = "config-multiaccountsetup.amazonaws.com";

    private static final String STACK_SETS = "member.org.stacksets.cloudformation.amazonaws.com";
    private static final String CONFIG = "config.amazonaws.com";

    private final String accountId;
    private final String region;
    private final ConfigClient config;
    private final IamClient iam;
    private final List<Check> checks = new ArrayList<>();

    /**
     * Looks at an account and Region.
     *
     * @param config AWS Config there
     * @param iam IAM of the account
     */
    public Preflight(String accountId, String region, ConfigClient config, IamClient iam) {
        this.accountId = accountId;
        this.region = region;
        this.config = config;
        this.iam = iam;
    }

    /**
     * What an account and Region need.
     *
     * @param types AWS names of the types that AWS Config has to record
     * @param rules the names of the rules that are to be deployed
     */
    public List<Check> account(Collection<String> types, Collection<String> rules) {
        checks.clear();
        look("recorder", () -> recorder(types));
        look("recorder runs", this::recorderRuns);
        look("service-linked role of packs", this::roleOfPacks);
        look("quota of rules", () -> rulesFit(rules));
        look("quota of packs", this::packsFit);
        return List.copyOf(checks);
    }

    /** What the organization needs that the account deploys to. */
    public List<Check> organization(Organizations organizations) {
        checks.clear();
        look("organization", () -> features(organizations.organization()));
        look("trusted access", () -> trusted(organizations));
        look("administrator", () -> administrator(organizations));
        look("service-linked role of organization packs", () -> roleOfOrganizationPacks(organizations));
        look("quota of organization packs", this::organizationPacksFit);
        return List.copyOf(checks);
    }

    private void look(String subject, Supplier<Check> check) {
        checks.add(outcome(subject, check));
    }

    private static Check outcome(String subject, Supplier<Check> check) {
        try {
            return named(subject, check.get());
        } catch (Organizations.Refusal refusal) {
            return refusal.code().equals("AWSOrganizationsNotInUseException")
                    ? Check.failed(
                            subject,
                            "the account is in no organization",
                            "Run this with an account of the organization.")
                    : Check.unknown(
                            subject,
                            "%s: %s".formatted(refusal.action(), refusal.getMessage()),
                            "Allow %s, and run this in the management account or as a delegated administrator."
                                    .formatted(refusal.action()));
        } catch (AwsServiceException refusal) {
            return Check.unknown(
                    subject,
                    String.valueOf(refusal.getMessage()),
                    "Allow the call for whoever runs this, or see what AWS says.");
        } catch (SdkException | UncheckedIOException failed) {
            return Check.unknown(subject, String.valueOf(failed.getMessage()), "Try again.");
        }
    }

    private static Check named(String subject, Check check) {
        return new Check(subject, check.outcome(), check.found(), check.remedy());
    }

    private Check recorder(Collection<String> types) {
        List<ConfigurationRecorder> recorders =
                config.describeConfigurationRecorders().configurationRecorders();
        if (recorders.isEmpty()) {
            return Check.failed(
                    "",
                    "AWS Config has no recorder in %s".formatted(region),
                    "Set up AWS Config: aws configservice put-configuration-recorder, put-delivery-channel, "
                            + "start-configuration-recorder.");
        }
        SortedSet<String> missing = new TreeSet<>(types);
        recorders.forEach(recorder -> missing.removeIf(type -> records(recorder.recordingGroup(), type)));
        return missing.isEmpty()
                ? Check.fine("", "AWS Config records the %d types that the rules read".formatted(types.size()))
                : Check.failed(
                        "",
                        "AWS Config does not record " + String.join(", ", missing),
                        "Add them to the recording group (aws configservice put-configuration-recorder), or take them "
                                + "from its exclusions.");
    }

    private static boolean records(@Nullable RecordingGroup group, String type) {
        if (group == null) {
            return true;
        }
        List<String> excluded = group.exclusionByResourceTypes() == null
                ? List.of()
                : group.exclusionByResourceTypes().resourceTypesAsStrings();
        return excluded.isEmpty()
                ? Boolean.TRUE.equals(group.allSupported())
                        || group.resourceTypesAsStrings().contains(type)
                : !excluded.contains(type);
    }

    private Check recorderRuns() {
        return config.describeConfigurationRecorderStatus().configurationRecordersStatus().stream()
                        .anyMatch(status -> Boolean.TRUE.equals(status.recording()))
                ? Check.fine("", "it is on")
                : Check.failed(
                        "",
                        "no recorder is on",
                        "aws configservice start-configuration-recorder --configuration-recorder-name NAME");
    }

    private Check roleOfPacks() {
        String role = "AWSServiceRoleForConfigConforms";
        return Check.fine("", role + (exists(role) ? " is there" : " comes with the first pack; AWS Config makes it"));
    }

    private Check roleOfOrganizationPacks(Organizations organizations) {
        String role = "AWSServiceRoleForConfigMultiAccountSetup";
        if (exists(role)) {
            return Check.fine("", role + " is there");
        }
        if (isManagementAccount(organizations)) {
            return Check.failed(
                    "",
                    role + " is missing, which packs of delegated administrators need in the management account",
                    "aws iam create-service-linked-role --aws-service-name " + MULTI_ACCOUNT);
        }
        return Check.fine(
                "", role + " comes with the first pack; the management account needs its own: run this there too");
    }

    private boolean exists(String role) {
        try {
            iam.getRole(get -> get.roleName(role));
            return true;
        } catch (NoSuchEntityException missing) {
            return false;
        }
    }

    private Check rulesFit(Collection<String> rules) {
        long others = config.describeConfigRulesPaginator().configRules().stream()
                .filter(rule -> !rules.contains(rule.configRuleName().replaceFirst(SUFFIX_OF_PACKS, "")))
                .count();
        return fits(
                "rules",
                others,
                rules.size(),
                MOST_RULES,
                "Remove rules that nobody needs: AWS does not raise this quota.");
    }

    private Check packsFit() {
        long others = config.describeConformancePacksPaginator(all -> {}).conformancePackDetails().stream()
                .filter(pack -> !pack.conformancePackName().startsWith(PACK))
                .count();
        return fits("conformance packs", others, 1, MOST_PACKS, "Ask AWS for more, or remove a pack.");
    }

    private Check organizationPacksFit() {
        long others =
                config.describeOrganizationConformancePacksPaginator(all -> {}).organizationConformancePacks().stream()
                        .filter(pack -> !pack.organizationConformancePackName().startsWith(PACK))
                        .count();
        return fits("organization packs", others, 1, MOST_PACKS, "Ask AWS for more, or remove a pack.");
    }

    private static Check fits(String what, long there, int more, int most, String remedy) {
        String found = "%d other %s, %d to come, %,d allowed".formatted(there, what, more, most);
        return there + more <= most ? Check.fine("", found) : Check.failed("", found, remedy);
    }

    private static Check features(JsonNode organization) {
        String features = organization.path("FeatureSet").asText();
        return features.equals("ALL")
                ? Check.fine(
                        "",
                        "all features of %s are on"
                                .formatted(organization.path("Id").asText()))
                : Check.failed(
                        "",
                        "the organization has %s only".formatted(features),
                        "In the management account: aws organizations enable-all-features, and have every account accept.");
    }

    private static Check trusted(Organizations organizations) {
        List<String> trusted = organizations.trustedServices();
        List<String> missing = List.of(MULTI_ACCOUNT, STACK_SETS, CONFIG).stream()
                .filter(service -> !trusted.contains(service))
                .toList();
        List<String> remedies = missing.stream()
                .map(service -> service.equals(STACK_SETS)
                        ? "aws cloudformation activate-organizations-access"
                        : "aws organizations enable-aws-service-access --service-principal " + service)
                .toList();
        return missing.isEmpty()
                ? Check.fine("", "AWS Config and StackSets may act in the accounts")
                : Check.failed(
                        "",
                        "these may not act in the accounts: " + String.join(", ", missing),
                        "In the management account: " + String.join("; ", remedies));
    }

    private boolean isManagementAccount(Organizations organizations) {
        return organizations.organization().path("MasterAccountId").asText().equals(accountId);
    }

    private Check administrator(Organizations organizations) {
        if (isManagementAccount(organizations)) {
            return Check.fine("", "%s is the management account".formatted(accountId));
        }
        List<String> missing = List.of(MULTI_ACCOUNT, STACK_SETS, CONFIG).stream()
                .filter(service ->
                        !organizations.delegatedAdministrators(service).contains(accountId))
                .toList();
        return missing.isEmpty()
                ? Check.fine("", "%s administers AWS Config and StackSets".formatted(accountId))
                : Check.failed(
                        "",
                        "%s is neither the management account nor does it administer %s"
                                .formatted(accountId, String.join(", ", missing)),
                        "In the management account: "
                                + String.join(
                                        "; ",
                                        missing.stream()
                                                .map(service ->
                                                        "aws organizations register-delegated-administrator --account-id %s --service-principal %s"
                                                                .formatted(accountId, service))
                                                .toList()));
    }
}
