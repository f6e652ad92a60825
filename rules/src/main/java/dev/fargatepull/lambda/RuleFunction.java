package dev.fargatepull.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.fargatepull.core.rule.Rule;
import dev.fargatepull.live.AwsClients;
import dev.fargatepull.live.EvidenceLoader;
import dev.fargatepull.rules.RuleCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * The function of a rule: it answers the events of AWS Config with evaluations.
 *
 * <p>All rules share this class; the environment variable {@code RULE} tells a function which one it is.
 */
public final class RuleFunction implements RequestStreamHandler {

    private static final String RULE = "RULE";

    private final Rule rule;
    private final AwsClients clients;
    private final Evaluator evaluator;
    private final PrintStream log;

    /**
     * The function of the rule that the environment names.
     *
     * @throws IllegalStateException if it names none, or one that does not exist
     */
    public RuleFunction() {
        this(Optional.ofNullable(System.getenv(RULE)));
    }

    private RuleFunction(Optional<String> ruleName) {
        this(ruleName, Priming.clients(ruleName), System.out);
    }

    RuleFunction(Optional<String> ruleName, AwsClients clients, PrintStream log) {
        this(ruleName, clients, EvidenceLoader.live(clients, Clock.systemUTC()), log);
    }

    RuleFunction(Optional<String> ruleName, AwsClients clients, EvidenceLoader loader, PrintStream log) {
        this.rule = ruleName.flatMap(RuleCatalog::find).orElseThrow(() -> noSuchRule(ruleName));
        this.clients = clients;
        this.evaluator = new Evaluator(rule, clients, loader);
        this.log = log;
    }

    /** Answers one event. AWS Config invokes asynchronously and never sees what a function returns, so nothing is. */
    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        clients.stopBefore(Instant.now().plusMillis(context.getRemainingTimeInMillis()));
        answer(input, context.getAwsRequestId());
    }

    void answer(InputStream input, String requestId) throws IOException {
        RuleEvent event = RuleEventReader.read(input);
        InvocationLog lines = new InvocationLog(rule.spec().name(), event, requestId, log);
        SortedMap<String, Integer> before = clients.requests();
        try {
            Evaluator.Answer answer = evaluator.answer(event);
            lines.write(answer, clients.requestsSince(before));
        } catch (RuntimeException failed) {
            lines.write(failed, clients.requestsSince(before));
            throw failed;
        }
    }

    private static IllegalStateException noSuchRule(Optional<String> ruleName) {
        String names =
                RuleCatalog.rules().stream().map(known -> known.spec().name()).collect(Collectors.joining(", "));
        return new IllegalStateException(ruleName.map(name ->
                        "environment variable %s names no rule: '%s'; rules are %s".formatted(RULE, name, names))
                .orElseGet(() -> "environment variable %s is missing; rules are %s".formatted(RULE, names)));
    }
}
