package dev.fargatepull.securityhub;

import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.live.Batches;
import dev.fargatepull.securityhub.Standing.State;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.config.model.ComplianceType;
import software.amazon.awssdk.services.config.model.ConfigRule;
import software.amazon.awssdk.services.config.model.ConfigRuleState;
import software.amazon.awssdk.services.config.model.EvaluationResult;
import software.amazon.awssdk.services.config.model.EvaluationResultQualifier;
import software.amazon.awssdk.services.config.model.NoSuchConfigRuleException;
import software.amazon.awssdk.services.config.model.Owner;

/**
 * The results of the pack's rules that stand in AWS Config.
 *
 * <p>A rule is the pack's if it has the name of one and runs one of the pack's functions. Whoever may create rules
 * could give one of their own such a name, and would speak in Security Hub with it.
 */
final class StandingResults {

    private final ConfigClient config;
    private final Home home;
    private final Set<String> functions;

    /**
     * The results of an account and Region.
     *
     * @param functions the names of the functions that the pack's rules run
     */
    StandingResults(ConfigClient config, Home home, Collection<String> functions) {
        this.config = config;
        this.home = home;
        this.functions = Set.copyOf(functions);
    }

    /**
     * What stands for one rule and resource.
     *
     * @param change the event that tells of a result
     * @throws OutdatedAnswerException if AWS Config still answers with an older one
     */
    Standing on(Subject subject, ComplianceChange change) {
        Map<String, Boolean> known = new LinkedHashMap<>();
        Standing standing = Standing.NOTHING;
        for (EvaluationResult result : resultsOn(subject)) {
            String name = qualifier(result).configRuleName();
            if (isOf(subject.rule(), name) && known.computeIfAbsent(name, this::isOurs)) {
                requireUpToDate(result, change);
                standing = standing.or(standing(result));
            }
        }
        return standing;
    }

    private static void requireUpToDate(EvaluationResult result, ComplianceChange change) {
        Instant answered = result.resultRecordedTime().truncatedTo(ChronoUnit.SECONDS);
        if (qualifier(result).configRuleName().equals(change.configRuleName())
                && answered.isBefore(change.recorded().truncatedTo(ChronoUnit.SECONDS))) {
            throw new OutdatedAnswerException(
                    "AWS Config answers with the result of %s on %s that it recorded at %s; there is one of %s"
                            .formatted(change.configRuleName(), change.resourceId(), answered, change.recorded()));
        }
    }

    /** What stands for all rules of the pack, however many packs have them. */
    Map<Subject, Standing> all() {
        Map<Subject, Standing> standing = new LinkedHashMap<>();
        rules().forEach((name, rule) -> resultsOf(name).forEach(result -> {
            EvaluationResultQualifier on = qualifier(result);
            standing.merge(new Subject(rule, on.resourceType(), on.resourceId()), standing(result), Standing::or);
        }));
        return standing;
    }

    private Map<String, RuleSpec> rules() {
        Map<String, RuleSpec> ours = new LinkedHashMap<>();
        for (ConfigRule configRule : config.describeConfigRulesPaginator().configRules()) {
            RuleNames.rule(configRule.configRuleName())
                    .filter(rule -> isOurs(configRule))
                    .ifPresent(rule -> ours.put(configRule.configRuleName(), rule));
        }
        return ours;
    }

    private List<EvaluationResult> resultsOn(Subject subject) {
        return config
                .getComplianceDetailsByResourcePaginator(
                        request -> request.resourceType(subject.resourceType()).resourceId(subject.resourceId()))
                .evaluationResults()
                .stream()
                .toList();
    }

    private List<EvaluationResult> resultsOf(String configRuleName) {
        return orNone(() -> config
                .getComplianceDetailsByConfigRulePaginator(request -> request.configRuleName(configRuleName)
                        .complianceTypes(ComplianceType.COMPLIANT, ComplianceType.NON_COMPLIANT)
                        .limit(Batches.LIMIT))
                .evaluationResults()
                .stream());
    }

    private static boolean isOf(RuleSpec rule, String configRuleName) {
        return RuleNames.rule(configRuleName)
                .filter(named -> named.name().equals(rule.name()))
                .isPresent();
    }

    private boolean isOurs(String configRuleName) {
        return orNone(() ->
                        config
                                .describeConfigRules(request -> request.configRuleNames(configRuleName))
                                .configRules()
                                .stream())
                .stream()
                .anyMatch(this::isOurs);
    }

    private boolean isOurs(ConfigRule rule) {
        return rule.configRuleState() != ConfigRuleState.DELETING
                && rule.configRuleState() != ConfigRuleState.DELETING_RESULTS
                && rule.source().owner() == Owner.CUSTOM_LAMBDA
                && home.hasFunction(rule.source().sourceIdentifier(), functions);
    }

    /** A rule may be deleted between two calls. */
    private static <T> List<T> orNone(Supplier<Stream<T>> answer) {
        try {
            return answer.get().toList();
        } catch (NoSuchConfigRuleException gone) {
            return List.of();
        }
    }

    private static EvaluationResultQualifier qualifier(EvaluationResult result) {
        return result.evaluationResultIdentifier().evaluationResultQualifier();
    }

    private static Standing standing(EvaluationResult result) {
        State state = switch (result.complianceType()) {
            case COMPLIANT -> State.COMPLIANT;
            case NON_COMPLIANT -> State.NON_COMPLIANT;
            default -> State.NOTHING;
        };
        return new Standing(state, Optional.ofNullable(result.annotation()));
    }
}
