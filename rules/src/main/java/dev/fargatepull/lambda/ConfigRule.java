package dev.fargatepull.lambda;

import dev.fargatepull.live.Batches;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.config.model.ComplianceType;
import software.amazon.awssdk.services.config.model.Evaluation;
import software.amazon.awssdk.services.config.model.EvaluationResultQualifier;

/** The rule in AWS Config: the results that stand there, and those it is sent. */
final class ConfigRule {

    private final ConfigClient config;

    ConfigRule(ConfigClient config) {
        this.config = config;
    }

    /**
     * The resources that a result stands for. AWS Config keeps results until they are taken back, also of resources
     * that are gone.
     *
     * @param configRuleName the rule's name in the account
     */
    Set<ResourceId> standingResults(String configRuleName) {
        return config
                .getComplianceDetailsByConfigRulePaginator(request -> request.configRuleName(configRuleName)
                        .complianceTypes(ComplianceType.COMPLIANT, ComplianceType.NON_COMPLIANT)
                        .limit(Batches.LIMIT))
                .evaluationResults()
                .stream()
                .map(result -> result.evaluationResultIdentifier().evaluationResultQualifier())
                .map(ConfigRule::resource)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Sends results.
     *
     * @param event the event they answer
     * @throws FailedEvaluationsException if AWS Config does not take all of them in two attempts
     */
    void put(List<Result> results, RuleEvent event) {
        List<Evaluation> evaluations = results.stream()
                .map(result -> evaluation(result, event.orderingTimestamp()))
                .toList();
        List<Evaluation> failed = putInBatches(putInBatches(evaluations, event), event);
        if (!failed.isEmpty()) {
            throw new FailedEvaluationsException(
                    "AWS Config did not take %d of %d evaluations, among them that of %s %s"
                            .formatted(
                                    failed.size(),
                                    evaluations.size(),
                                    failed.get(0).complianceResourceType(),
                                    failed.get(0).complianceResourceId()));
        }
    }

    /** Sends evaluations and gives back those that AWS Config did not take, which it says in a successful answer. */
    private List<Evaluation> putInBatches(List<Evaluation> evaluations, RuleEvent event) {
        List<Evaluation> failed = new ArrayList<>();
        for (List<Evaluation> batch : Batches.of(evaluations)) {
            failed.addAll(
                    config.putEvaluations(request -> request.evaluations(batch).resultToken(event.resultToken()))
                            .failedEvaluations());
        }
        return failed;
    }

    private static Evaluation evaluation(Result result, Instant orderingTimestamp) {
        return Evaluation.builder()
                .complianceResourceType(result.resource().type())
                .complianceResourceId(result.resource().id())
                .complianceType(result.complianceType())
                .annotation(result.annotation().orElse(null))
                .orderingTimestamp(orderingTimestamp)
                .build();
    }

    private static ResourceId resource(EvaluationResultQualifier qualifier) {
        return new ResourceId(qualifier.resourceType(), qualifier.resourceId());
    }
}
