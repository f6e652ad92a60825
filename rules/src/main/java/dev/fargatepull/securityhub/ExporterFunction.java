package dev.fargatepull.securityhub;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.fargatepull.live.AwsClients;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import software.amazon.awssdk.services.securityhub.model.InvalidAccessException;

/** The function that keeps the findings in Security Hub at what stands in AWS Config. */
public final class ExporterFunction implements RequestStreamHandler {

    private final List<String> functions;
    private final Optional<String> pages;
    private final AwsClients clients;
    private final PrintStream log;
    private final Clock clock;

    /**
     * The function as its environment variables want it.
     *
     * @throws IllegalStateException if they do not name the rules' functions
     */
    public ExporterFunction() {
        this(System.getenv(), new AwsClients(), System.out, Clock.systemUTC());
    }

    ExporterFunction(Map<String, String> environment, AwsClients clients, PrintStream log, Clock clock) {
        this.functions = Arrays.stream(environment
                        .getOrDefault(ExporterDeployment.RULE_FUNCTIONS, "")
                        .split(",", -1))
                .filter(name -> !name.isBlank())
                .toList();
        if (functions.isEmpty()) {
            throw new IllegalStateException(
                    "environment variable %s is missing; it lists the names of the rules' functions"
                            .formatted(ExporterDeployment.RULE_FUNCTIONS));
        }
        this.pages = Optional.ofNullable(environment.get(ExporterDeployment.PAGES_URL))
                .filter(url -> !url.isBlank());
        this.clients = clients;
        this.log = log;
        this.clock = clock;
    }

    /** Answers one event. EventBridge invokes asynchronously and never sees what a function returns. */
    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        Optional<ComplianceChange> change = EventReader.read(input);
        Home home = Home.of(context.getInvokedFunctionArn());
        ExporterLog lines = new ExporterLog(change, home, context.getAwsRequestId(), log);
        SortedMap<String, Integer> before = clients.requests();
        clients.stopBefore(Instant.now().plusMillis(context.getRemainingTimeInMillis()));
        Exporter exporter = new Exporter(
                new StandingResults(clients.config(), home, functions),
                new SecurityHub(clients.securityHub(), home),
                new Findings(home, pages),
                home,
                clock);
        try {
            change.ifPresentOrElse(exporter::export, exporter::reconcile);
            lines.answered(exporter.steps(), clients.requestsSince(before));
        } catch (InvalidAccessException notEnabled) {
            lines.notEnabled(clients.requestsSince(before));
        } catch (RuntimeException failed) {
            lines.failed(failed, exporter.steps(), clients.requestsSince(before));
            throw failed;
        }
    }
}
