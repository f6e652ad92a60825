package dev.fargatepull.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatepull.docs.GeneratedFiles;
import dev.fargatepull.testing.Item;
import dev.fargatepull.testing.aws.AwsConfig;
import dev.fargatepull.testing.aws.Moto;
import dev.fargatepull.testing.aws.StoredResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.Parameter;

/**
 * Deployment without the CDK, by the very commands of {@code conformance-pack/README.md}: the AWS CLI, moto, and the
 * stand-in for AWS Config.
 */
class ByHandIT {

    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern COMMANDS =
            Pattern.compile("^ *```sh\n(.*?)^ *```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final String STACK = "fargate-pull-functions";

    private final Moto moto = Moto.reset();
    private final MotoStacks stacks = new MotoStacks(moto, Item.HOME.accountId(), "eu-west-1");

    @Test
    void the_readme_deploys_functions_and_pack_and_takes_them_away(@TempDir Path folder)
            throws IOException, InterruptedException {
        new Tool("AWS CLI", "aws", "--version").run();
        for (Path file :
                List.of(GeneratedFiles.FUNCTIONS, GeneratedFiles.PACK, Path.of("rules/target/fargate-pull.jar"))) {
            Files.createDirectories(folder.resolve(file).resolve("..").normalize());
            Files.copy(REPOSITORY.resolve(file), folder.resolve(file));
        }
        List<String> steps = steps();
        assertThat(steps).hasSize(6);
        try (AwsConfig config = new AwsConfig("another-rule", "token")) {
            config.callingOnly(functionArn -> stacks.mayCall("config.amazonaws.com", functionArn));

            run(config, folder, steps.get(0) + steps.get(1));
            stacks.assertRuns(RuleSelection.all());
            makeOutputs();
            run(config, folder, steps.get(2));
            assertThat(run(config, folder, steps.get(3))).contains("\"CREATE_COMPLETE\"");
            assertThat(config.functionArns()).hasSameSizeAs(RuleSelection.all());

            String rule = config.functionArns().keySet().iterator().next();
            config.keepingOf(
                    rule,
                    new StoredResult(
                            "AWS::IAM::Role",
                            "AROA1",
                            "NON_COMPLIANT",
                            Optional.of("no-trust: the cause"),
                            Instant.parse("2026-03-02T06:00:00Z")));
            assertThat(run(config, folder, steps.get(4))).contains("AROA1", "no-trust: the cause");

            run(config, folder, steps.get(5));
            assertThat(config.functionArns()).isEmpty();
            assertThat(stacks.ruleFunctions()).isEmpty();
        }
    }

    /** The commands of the README, in the order in which they stand there. */
    private static List<String> steps() throws IOException {
        return COMMANDS.matcher(Files.readString(REPOSITORY.resolve("conformance-pack/README.md")))
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    /** Moto tells no outputs of a stack that a change set made, until it is updated. */
    private void makeOutputs() {
        List<Parameter> parameters = stacks.cloudFormation()
                .describeStacks(describe -> describe.stackName(STACK))
                .stacks()
                .get(0)
                .parameters();
        stacks.cloudFormation()
                .updateStack(update -> update.stackName(STACK)
                        .usePreviousTemplate(true)
                        .parameters(parameters)
                        .capabilities(Capability.CAPABILITY_IAM));
    }

    private String run(AwsConfig config, Path folder, String commands) throws IOException, InterruptedException {
        String port = String.valueOf(moto.endpoint().getPort());
        return new Tool("bash", "bash", "-euc", commands)
                .in(folder)
                .with(Map.of(
                        // Moto looks into its own S3 for templates where the host is called so.
                        "AWS_ENDPOINT_URL", "http://localhost:" + port,
                        "AWS_ENDPOINT_URL_CONFIG_SERVICE", config.endpoint().toString(),
                        "AWS_ACCESS_KEY_ID", "id",
                        "AWS_SECRET_ACCESS_KEY", "secret",
                        // For version 1 of the CLI; version 2 takes the one that the README sets.
                        "AWS_DEFAULT_REGION", "eu-west-1"))
                .run();
    }
}
