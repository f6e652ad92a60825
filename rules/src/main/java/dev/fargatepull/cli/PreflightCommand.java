package dev.fargatepull.cli;

import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.rule.Rule;
import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.live.AwsClients;
import dev.fargatepull.preflight.Check;
import dev.fargatepull.preflight.Organizations;
import dev.fargatepull.preflight.Preflight;
import dev.fargatepull.rules.RuleCatalog;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/** Tells before the rules are deployed what would keep them from working. */
@Command(
        name = "preflight",
        description =
                "Looks, with your own credentials, at what has to be there before the rules are deployed, and tells "
                        + "how to make what is missing. It only reads.",
        footer = {"", "Exit code: 0 all is there, 1 something is missing or could not be looked at, 2 it could not run."
        },
        mixinStandardHelpOptions = true)
final class PreflightCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private AccountOptions options = new AccountOptions();

    @Option(
            names = "--organization",
            description =
                    "Look also at what deploying to the whole organization needs. Run it in the management account, "
                            + "or in the account that is to administer.")
    private boolean organization;

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        boolean allIsFine = true;
        for (String region : options.regions()) {
            try (AwsClients clients = new AwsClients(builder -> options.configure(builder, region));
                    SdkHttpClient http = UrlConnectionHttpClient.create()) {
                String accountId = clients.accountId();
                Preflight preflight = new Preflight(accountId, region, clients.config(), clients.iam());
                out.printf("%s  %s%n", accountId, region);
                allIsFine &= tell(out, preflight.account(types(), ruleNames()));
                if (organization) {
                    allIsFine &= tell(out, preflight.organization(organizations(region, http)));
                }
            } catch (SdkException failed) {
                throw new CouldNotRunException("%s: %s".formatted(region, failed.getMessage()), failed);
            }
        }
        out.flush();
        return allIsFine ? 0 : 1;
    }

    private Organizations organizations(String region, SdkHttpClient http) {
        return Organizations.of(
                PartitionMetadata.of(Region.of(region)).id(), System.getenv(), options.credentials(), http);
    }

    private static boolean tell(PrintWriter out, List<Check> checks) {
        for (Check check : checks) {
            String mark = switch (check.outcome()) {
                case FINE -> "✓";
                case FAILED -> "✗";
                case UNKNOWN -> "?";
            };
            out.printf("  %s  %s: %s%n", mark, check.subject(), check.found());
            if (!check.remedy().isEmpty()) {
                out.printf("       fix: %s%n", check.remedy());
            }
        }
        return checks.stream().allMatch(check -> check.outcome() == Check.Outcome.FINE);
    }

    private static List<RuleSpec> rules() {
        return RuleCatalog.rules().stream().map(Rule::spec).toList();
    }

    private static List<String> ruleNames() {
        return rules().stream().map(RuleSpec::name).toList();
    }

    private static List<String> types() {
        return rules().stream()
                .flatMap(rule -> rule.recordedTypes().stream())
                .map(ResourceType::awsName)
                .distinct()
                .sorted()
                .toList();
    }
}
