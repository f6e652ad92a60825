package dev.fargatepull.scale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatepull.testing.aws.AwsConfig;
import dev.fargatepull.testing.aws.FunctionProcess;
import dev.fargatepull.testing.aws.LambdaRuntime;
import dev.fargatepull.testing.aws.LambdaRuntime.Outcome;
import dev.fargatepull.testing.aws.LoopbackCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The function of a rule, in a process with as much memory as a Lambda function of 512 MB. It has started. */
final class DeployedRule implements AutoCloseable {

    private final LambdaRuntime runtime = new LambdaRuntime();
    private final FunctionProcess function;

    /**
     * Starts it.
     *
     * @param folder takes its log
     * @param certificate whom it trusts
     */
    DeployedRule(
            String rule, AwsConfig config, LargeAccountServices services, Path folder, LoopbackCertificate certificate)
            throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(FunctionProcess.Java.optionsOfLambda(FunctionProcess.MEMORY_MB));
        options.addAll(certificate.trustOptions());
        function = FunctionProcess.start(
                new FunctionProcess.Java(FunctionProcess.Java.ofTests().home(), options),
                FunctionProcess.unpackedJar(),
                FunctionProcess.RULE_HANDLER,
                runtime,
                folder.resolve("log"),
                Map.of(
                        "RULE",
                        rule,
                        "AWS_ENDPOINT_URL",
                        services.endpoint().toString(),
                        "AWS_ENDPOINT_URL_CONFIG_SERVICE",
                        config.endpoint().toString()));
        runtime.awaitStart();
    }

    /** Hands it an event and waits until it has answered. */
    void answer(String event) throws InterruptedException {
        Outcome outcome = runtime.invoke(event);
        assertThat(outcome.kind()).as("%s", outcome).isEqualTo("response");
    }

    /** Hands it an event that it does not live to answer. */
    void dieOver(String event, AwsConfig config) throws InterruptedException {
        config.onceEvaluationsAreKept(function::kill);
        runtime.send(event);
        function.process().onExit().join();
    }

    /** The most memory that it has taken so far, in KB. */
    long peakMemory() throws IOException {
        return function.peakMemory() >> 10;
    }

    @Override
    public void close() {
        function.close();
        runtime.close();
    }
}
