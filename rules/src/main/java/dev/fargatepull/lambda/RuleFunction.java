package dev.fargatepull.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fargatepull.core.rule.Rule;
import dev.fargatepull.live.AwsClients;
import dev.fargatepull.live.EvidenceLoader;
import dev.fargatepull.rules.RuleCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The function of a rule: it answers the events of AWS Config with evaluations.
 *
 * <p>All rules share this class; the environment variable {@code RULE} tells a function which one it is.
 */
public final class RuleFunction implements RequestStreamHandler {

    private static final String RULE = "RULE";

    private final Rule rule;
    private final Supplier<AwsClients> clients;
    private final Function<AwsClients, EvidenceLoader> loaders;
    private final PrintStream log;
    private final ObjectMapper json = new ObjectMapper();
    private @Nullable AwsClients kept;

    /**
     * The function of the rule that the environment names.
     *
     * @throws IllegalStateException if it names none, or one that does not exist
     */
    public RuleFunction() {
        this(
                Optional.ofNullable(System.getenv(RULE)),
                AwsClients::new,
                known -> EvidenceLoader.live(known, Clock.systemUTC()),
                System.out);
        Priming.prime(rule, clients());
    }

    RuleFunction(
            Optional<String> ruleName,
            Supplier<AwsClients> clients,
            Function<AwsClients, EvidenceLoader> loaders,
            PrintStream log) {
        this.rule = ruleName.flatMap(RuleCatalog::find).orElseThrow(() -> noSuchRule(ruleName));
        this.clients = clients;
        this.loaders = loaders;
        this.log = log;
    }

    /** Answers one event. AWS Config invokes asynchronously and never sees what a function returns, so nothing is. */
    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        RuleEvent event = new RuleEventReader(json).read(input);
        InvocationLog lines = new InvocationLog(json, rule.spec().name(), event, context.getAwsRequestId(), log);
        AwsClients aws = clients();
        SortedMap<String, Integer> before = aws.requests();
        try {
            Evaluator.Answer answer = new Evaluator(rule, aws, loaders.apply(aws)).answer(event);
            lines.write(answer, since(before, aws));
        } catch (RuntimeException failed) {
            lines.write(failed, since(before, aws));
            throw failed;
        }
    }

    /** The requests of this invocation: clients are kept, and those of earlier ones are in their count. */
    private static SortedMap<String, Integer> since(SortedMap<String, Integer> before, AwsClients aws) {
        SortedMap<String, Integer> requests = new TreeMap<>(aws.requests());
        before.forEach((action, count) -> requests.merge(action, -count, Integer::sum));
        requests.values().removeIf(count -> count == 0);
        return requests;
    }

    /** Made for the first event and kept, as their connections are. */
    private synchronized AwsClients clients() {
        AwsClients known = kept;
        if (known == null) {
            known = clients.get();
            kept = known;
        }
        return known;
    }

    private static IllegalStateException noSuchRule(Optional<String> ruleName) {
        String names =
                RuleCatalog.rules().stream().map(known -> known.spec().name()).collect(Collectors.joining(", "));
        return new IllegalStateException(ruleName.map(name ->
                        "environment variable %s names no rule: '%s'; rules are %s".formatted(RULE, name, names))
                .orElseGet(() -> "environment variable %s is missing; rules are %s".formatted(RULE, names)));
    }
}
