package dev.fargatepull.securityhub;

import dev.fargatepull.core.cause.CauseCode;
import dev.fargatepull.core.rule.RuleSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFinding;
import software.amazon.awssdk.services.securityhub.model.Compliance;
import software.amazon.awssdk.services.securityhub.model.ComplianceStatus;
import software.amazon.awssdk.services.securityhub.model.FindingProviderFields;
import software.amazon.awssdk.services.securityhub.model.FindingProviderSeverity;
import software.amazon.awssdk.services.securityhub.model.Recommendation;
import software.amazon.awssdk.services.securityhub.model.RecordState;
import software.amazon.awssdk.services.securityhub.model.Remediation;

/**
 * Findings in AWS's format (Security Hub User Guide, "AWS Security Finding Format").
 *
 * <p>Workflow status, notes and what else belongs to the people who work on findings is never set, and Security Hub
 * keeps it over updates.
 */
final class Findings {

    /** What the generator ids of all findings begin with; the rule's name follows. */
    static final String GENERATOR = "fargate-pull/";

    /** What the keys of our own product fields begin with. Security Hub adds others to what it hands out. */
    private static final String FIELDS = "fargate-pull/";

    private static final String GUIDE = "https://repost.aws/knowledge-center/ecs-fargate-pull-container-error";

    // API Reference, AwsSecurityFinding and Recommendation.
    private static final int LONGEST_TITLE = 256;
    private static final int LONGEST_DESCRIPTION = 1024;
    private static final int LONGEST_RECOMMENDATION = 512;
    private static final int LONGEST_FIELD = 2048;

    private final Home home;
    private final Optional<String> pages;

    /**
     * Findings of an account and Region.
     *
     * @param pages where the rules' pages are published, if they are
     */
    Findings(Home home, Optional<String> pages) {
        this.home = home;
        this.pages = pages.map(url -> url.endsWith("/") ? url : url + "/");
    }

    /**
     * The finding of a breach.
     *
     * @param annotation the reason that AWS Config keeps
     * @param existing the finding as it is, whose time of creation it keeps
     * @param asOf when AWS Config was asked
     */
    AwsSecurityFinding failed(
            Subject subject, Optional<String> annotation, @Nullable AwsSecurityFinding existing, Instant asOf) {
        RuleSpec rule = subject.rule();
        Explanation explanation = Explanation.of(annotation.orElse(""));
        return AwsSecurityFinding.builder()
                .schemaVersion("2018-10-08")
                .id(subject.findingId(home))
                .productArn(home.productArn())
                .generatorId(GENERATOR + rule.name())
                .awsAccountId(home.accountId())
                .createdAt(existing == null ? time(asOf) : existing.createdAt())
                .updatedAt(after(existing, asOf))
                .title(Text.of(title(rule, explanation), LONGEST_TITLE))
                .description(Text.of(description(rule, explanation), LONGEST_DESCRIPTION))
                .findingProviderFields(FindingProviderFields.builder()
                        .severity(FindingProviderSeverity.builder()
                                .label(rule.severity().name())
                                .build())
                        .types("Software and Configuration Checks")
                        .build())
                .remediation(Remediation.builder()
                        .recommendation(Recommendation.builder()
                                .text(Text.of(recommendation(rule, explanation), LONGEST_RECOMMENDATION))
                                .url(pages.map(url -> url + rule.name() + ".md").orElse(GUIDE))
                                .build())
                        .build())
                .productFields(productFields(subject, explanation))
                .resources(Resources.of(subject, home))
                .compliance(status(ComplianceStatus.FAILED))
                .recordState(RecordState.ACTIVE)
                .build();
    }

    /** The finding after its resource became compliant. */
    static AwsSecurityFinding passed(AwsSecurityFinding existing, Instant asOf) {
        return update(existing, RecordState.ACTIVE, asOf);
    }

    /** The finding that nobody needs to see any more. */
    static AwsSecurityFinding archived(AwsSecurityFinding existing, Instant asOf) {
        return update(existing, RecordState.ARCHIVED, asOf);
    }

    /** Only what a provider of findings may set is taken over; it says what it said, also of a rule that is no more. */
    private static AwsSecurityFinding update(AwsSecurityFinding existing, RecordState recordState, Instant asOf) {
        return AwsSecurityFinding.builder()
                .schemaVersion(existing.schemaVersion())
                .id(existing.id())
                .productArn(existing.productArn())
                .generatorId(existing.generatorId())
                .awsAccountId(existing.awsAccountId())
                .createdAt(existing.createdAt())
                .updatedAt(after(existing, asOf))
                .title(existing.title())
                .description(existing.description())
                .findingProviderFields(existing.findingProviderFields())
                .remediation(existing.remediation())
                .productFields(ownFields(existing))
                .resources(existing.resources())
                .compliance(status(ComplianceStatus.PASSED))
                .recordState(recordState)
                .build();
    }

    /** Whether two findings tell the same, at whatever time. */
    static boolean sayTheSame(AwsSecurityFinding one, AwsSecurityFinding other) {
        return said(one).equals(said(other));
    }

    private static List<Object> said(AwsSecurityFinding finding) {
        return Arrays.asList(
                finding.title(),
                finding.description(),
                finding.findingProviderFields(),
                finding.remediation(),
                ownFields(finding),
                isFailed(finding),
                isActive(finding));
    }

    /** Whether a finding tells of a breach. */
    static boolean isFailed(AwsSecurityFinding finding) {
        return finding.compliance() != null && finding.compliance().status() == ComplianceStatus.FAILED;
    }

    /** Whether people see a finding, as they do if nothing is said. */
    static boolean isActive(AwsSecurityFinding finding) {
        return finding.recordState() != RecordState.ARCHIVED;
    }

    /** A text that grows with the finding's parts; what the rule is about comes first. */
    private static String title(RuleSpec rule, Explanation explanation) {
        return "%s: %s"
                .formatted(
                        rule.name(),
                        explanation
                                .cause()
                                .map(CauseCode::meaning)
                                .map(Text::firstSentence)
                                .orElse("breach of \"%s\"".formatted(rule.summary())));
    }

    private static String description(RuleSpec rule, Explanation explanation) {
        return "%s The rule: %s.".formatted(explanation.text(), rule.summary()).strip();
    }

    private static String recommendation(RuleSpec rule, Explanation explanation) {
        return explanation
                .fix()
                .or(() -> explanation.cause().map(CauseCode::remedy))
                .orElse("See the page of %s.".formatted(rule.name()));
    }

    private static Map<String, String> productFields(Subject subject, Explanation explanation) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put(FIELDS + "Rule", subject.rule().name());
        fields.put(FIELDS + "ResourceType", Text.of(subject.resourceType(), LONGEST_FIELD));
        fields.put(FIELDS + "ResourceId", Text.of(subject.resourceId(), LONGEST_FIELD));
        explanation.cause().ifPresent(cause -> fields.put(FIELDS + "Cause", cause.code()));
        return fields;
    }

    private static Map<String, String> ownFields(AwsSecurityFinding finding) {
        Map<String, String> fields = new LinkedHashMap<>(finding.productFields());
        fields.keySet().removeIf(key -> !key.startsWith(FIELDS));
        return fields;
    }

    private static Compliance status(ComplianceStatus status) {
        return Compliance.builder().status(status).build();
    }

    /** Security Hub passes over an update that is not later than what it has. */
    private static String after(@Nullable AwsSecurityFinding existing, Instant asOf) {
        if (existing == null) {
            return time(asOf);
        }
        Instant next = Instant.parse(existing.updatedAt()).plusMillis(1);
        return time(asOf.isAfter(next) ? asOf : next);
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
