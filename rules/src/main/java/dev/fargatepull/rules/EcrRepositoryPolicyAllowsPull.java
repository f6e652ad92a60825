package dev.fargatepull.rules;

import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.cause.CauseCode;
import dev.fargatepull.core.network.Network;
import dev.fargatepull.core.permission.RepositoryPermissions;
import dev.fargatepull.core.rule.CommonParameters;
import dev.fargatepull.core.rule.Parameter;
import dev.fargatepull.core.rule.Parameters;
import dev.fargatepull.core.rule.PullModel;
import dev.fargatepull.core.rule.Rule;
import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.core.verdict.Findings;
import dev.fargatepull.core.workload.Workload;
import dev.fargatepull.core.workload.Workloads;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A repository can refuse the role that may pull, and lets no other account in unless it says so. */
public final class EcrRepositoryPolicyAllowsPull implements Rule {

    private static final Predicate<String> ACCOUNT_ID =
            Pattern.compile("[0-9]{12}").asMatchPredicate();

    private static final Parameter<List<String>> CONSUMER_ACCOUNTS = new Parameter<>(
            "consumerAccounts",
            "Ids of accounts, separated by commas, that pull from here without being seen, and have to be let in.",
            "",
            List.of(),
            text -> CommonParameters.listed("consumerAccounts", text, ACCOUNT_ID, "an account id of 12 digits"));

    @Override
    public RuleSpec spec() {
        return RuleSpec.of(EcrRepositoryPolicyAllowsPull.class)
                .summary("The policy of an ECR repository lets in the workloads that pull from it")
                .description(
                        "A deny in a repository's policy stops even a role that may do everything. A role of another "
                                + "account needs both: its own policies and the repository's. A repository made anew has no policy, "
                                + "and lets nobody in from elsewhere.")
                .reportsOn(ResourceType.ECR_REPOSITORY)
                .consults(Workloads.CONSULTS)
                .consults(Network.PATHS_CONSULT)
                .consults(RepositoryPermissions.CONSULTS)
                .parameters(CONSUMER_ACCOUNTS)
                .breaches(CauseCode.REPOSITORY_POLICY_DENIES)
                .opens(
                        CauseCode.REPOSITORY_POLICY_UNCLEAR,
                        CauseCode.REGISTRY_POLICY_UNCLEAR,
                        CauseCode.CLUSTER_UNKNOWN)
                .build();
    }

    @Override
    public void evaluate(PullModel model, Parameters parameters, Findings findings) {
        RepositoryPermissions repositories = model.repositoryPermissions();
        Set<String> pulledFrom = new TreeSet<>();
        repositories.forEachPull(model.workloads(), (repository, workload, causes) -> {
            pulledFrom.add(repository);
            Findings.Subject subject =
                    findings.on(ResourceType.ECR_REPOSITORY, repository).touchedBy(workload);
            if (workload.isCertain()) {
                causes.forEach(cause -> subject.add(cause, workload));
            }
        });
        for (Workload workload : model.workloads()) {
            if (workload.isCertain()) {
                repositories.obstaclesAbroad(workload).forEach(cause -> findings.addUnreported(cause, workload));
            }
        }
        Set<String> consumers = new LinkedHashSet<>(parameters.get(CONSUMER_ACCOUNTS));
        for (String repository : pulledFrom) {
            for (String accountId : consumers) {
                Findings.Subject subject = findings.on(ResourceType.ECR_REPOSITORY, repository);
                repositories.obstaclesFor(accountId, repository).forEach(subject::add);
            }
        }
    }
}
