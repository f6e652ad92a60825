package dev.fargatepull.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fargatepull.core.rule.Rule;
import dev.fargatepull.rules.RuleCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.config.ConfigClientBuilder;
import software.amazon.awssdk.services.config.model.ComplianceType;

/**
 * The function of a rule: it answers the events of AWS Config with evaluations.
 *
 * <p>All rules share this class; the environment variable {@code RULE} tells a function which one it is.
 */
public final class RuleFunction implements RequestStreamHandler {

    private static final String RULE = "RULE";

    private final Rule rule;
    private final Supplier<ConfigClient> clients;
    private final ObjectMapper json = new ObjectMapper();
    private @Nullable ConfigClient config;

    /**
     * The function of the rule that the environment names.
     *
     * @throws IllegalStateException if it names none, or one that does not exist
     */
    public RuleFunction() {
        this(Optional.ofNullable(System.getenv(RULE)), () -> client().build());
    }

    RuleFunction(Optional<String> ruleName, Supplier<ConfigClient> clients) {
        this.rule = ruleName.flatMap(RuleCatalog::find).orElseThrow(() -> noSuchRule(ruleName));
        this.clients = clients;
    }

    /** Answers one event. AWS Config invokes asynchronously and never sees what a function returns, so nothing is. */
    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        RuleEvent event = new RuleEventReader(json).read(input);
        Evaluator.Answer answer = new Evaluator(rule, config(), json).answer(event);
        context.getLogger().log(logLine(event, answer, context));
    }

    /** Counts only: configuration items hold the environment of containers, which has no place in a log. */
    private String logLine(RuleEvent event, Evaluator.Answer answer, Context context) {
        Report report = answer.report();
        return json.createObjectNode()
                .put("rule", rule.spec().name())
                .put("configRuleName", event.configRuleName())
                .put("requestId", context.getAwsRequestId())
                .put("messageType", event.messageType())
                .put("items", answer.items())
                .put("workloads", answer.workloads())
                .put("compliant", report.count(ComplianceType.COMPLIANT))
                .put("nonCompliant", report.count(ComplianceType.NON_COMPLIANT))
                .put("notApplicable", report.count(ComplianceType.NOT_APPLICABLE))
                .put("undetermined", report.undetermined())
                .toString();
    }

    /** Built for the first event and kept: a client takes a good part of a cold start, and its connections last. */
    private synchronized ConfigClient config() {
        ConfigClient known = config;
        if (known == null) {
            known = clients.get();
            config = known;
        }
        return known;
    }

    /** Region, credentials and endpoint come from the environment, as Lambda sets it. */
    static ConfigClientBuilder client() {
        return ConfigClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(override ->
                        override.retryStrategy(RetryMode.STANDARD).addExecutionInterceptor(new DeniedCalls()));
    }

    private static IllegalStateException noSuchRule(Optional<String> ruleName) {
        String names =
                RuleCatalog.rules().stream().map(known -> known.spec().name()).collect(Collectors.joining(", "));
        return new IllegalStateException(ruleName.map(name ->
                        "environment variable %s names no rule: '%s'; rules are %s".formatted(RULE, name, names))
                .orElseGet(() -> "environment variable %s is missing; rules are %s".formatted(RULE, names)));
    }
}
