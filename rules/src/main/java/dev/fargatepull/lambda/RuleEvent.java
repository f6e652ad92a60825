package dev.fargatepull.lambda;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What AWS Config sends to the function of a rule (AWS Config Developer Guide, "Example Events for AWS Config Rules").
 *
 * @param messageType the kind of notification
 * @param change the change that woke the rule; empty on a schedule
 * @param orderingTimestamp the time of the state that is evaluated: of two results for a resource AWS Config keeps the
 *     one with the later
 * @param ruleParameters the rule's parameters
 * @param resultToken what AWS Config knows the answer by
 * @param leftScope whether the changed resource is no longer among those the rule is set to watch
 * @param accountId the account that owns the rule
 * @param configRuleName the rule's name in the account, with the suffix that a conformance pack gives it
 */
record RuleEvent(
        String messageType,
        Optional<Change> change,
        Instant orderingTimestamp,
        Map<String, String> ruleParameters,
        String resultToken,
        boolean leftScope,
        String accountId,
        String configRuleName) {}
