package dev.fargatepull.cdk;

import dev.fargatepull.core.rule.RuleSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.TagProps;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.services.lambda.Code;

/** The CDK app. */
public final class FargatePullApp {

    /** The key, in the CDK context, of the path to the jar with the rules and their Lambda handler. */
    static final String FUNCTION_JAR_KEY = "functionJar";

    /** The key of whether to deploy the conformance pack, or the functions alone for a pack deployed by other means. */
    static final String CONFORMANCE_PACK_KEY = "conformancePack";

    /** The key of whether to tell AWS Security Hub, which does nothing where Security Hub is not enabled. */
    static final String SECURITY_HUB_KEY = "securityHub";

    /** The key of the URL that the rules' pages are published under, for findings to link to. */
    static final String PAGES_URL_KEY = "pagesUrl";

    /** The key of what to deploy to. */
    static final String TARGET_KEY = "target";

    /** The stack for one account. */
    static final String ACCOUNT = "FargatePull";

    /** The stack with the functions as plain CloudFormation, for StackSets and for deployment by hand. */
    static final String FUNCTIONS = "FargatePullFunctions";

    /** The stack with the StackSet. */
    static final String ORGANIZATION = "FargatePullOrganization";

    /** What the names of the stacks with the artifact buckets begin with. */
    static final String ARTIFACTS = "FargatePullArtifacts";

    /** What the names of the stacks with the organization's packs begin with. */
    static final String PACK = "FargatePullPack";

    private static final String BUILT_FUNCTION_JAR = "../rules/target/fargate-pull.jar";

    private final App app;
    private final Context context;
    private final Path jar;
    private final List<RuleSpec> rules;

    private FargatePullApp(App app) {
        this.app = app;
        this.context = new Context(app);
        this.jar = Path.of(context.text(FUNCTION_JAR_KEY).orElse(BUILT_FUNCTION_JAR));
        this.rules = RuleSelection.from(context);
    }

    /** Writes the cloud assembly, for the CDK CLI to deploy. */
    public static void main(String[] arguments) {
        App app = new App(AppProps.builder().analyticsReporting(false).build());
        addStacks(app);
        app.synth();
    }

    /** Adds the stacks that the app's context wants. */
    static void addStacks(App app) {
        FargatePullApp stacks = new FargatePullApp(app);
        stacks.tag(app);
        switch (stacks.context.choice(TARGET_KEY, List.of("account", "organization", "functions"))) {
            case "organization" -> stacks.addOrganization();
            case "functions" -> stacks.addFunctions(app, stacks.context.flag(CONFORMANCE_PACK_KEY, false));
            default -> stacks.addAccount();
        }
    }

    private void addAccount() {
        Code code = Code.fromAsset(jar.toString());
        AccountStack stack =
                new AccountStack(app, ACCOUNT, code, rules, FunctionSettings.from(context, FunctionSettings.DEFAULT));
        if (context.flag(CONFORMANCE_PACK_KEY, true)) {
            stack.addConformancePack(PackSettings.from(rules, context));
        }
        if (context.flag(SECURITY_HUB_KEY, true)) {
            stack.addSecurityHubExporter(code, context.text(PAGES_URL_KEY));
        }
    }

    private void addFunctions(App target, boolean ownPack) {
        FunctionsStack stack = new FunctionsStack(
                target,
                FUNCTIONS,
                FunctionArtifact.of(jar),
                rules,
                FunctionSettings.from(context, FunctionSettings.DEFAULT_OF_MEMBERS),
                ownPack ? Optional.of(PackSettings.from(rules, context)) : Optional.empty());
        if (context.flag(SECURITY_HUB_KEY, true)) {
            stack.addSecurityHubExporter(context.text(PAGES_URL_KEY));
        }
    }

    private void addOrganization() {
        OrganizationSettings settings = OrganizationSettings.from(context);
        PackSettings packSettings = PackSettings.from(rules, context);
        FunctionArtifact artifact = FunctionArtifact.of(jar);
        OrganizationStack functions =
                new OrganizationStack(app, ORGANIZATION, settings, functionsTemplate(settings), artifact);
        for (String region : settings.regions()) {
            functions.addStackDependency(new ArtifactsStack(
                    app,
                    ARTIFACTS + "-" + region,
                    region,
                    settings.organizationId(),
                    artifact,
                    FunctionSettings.from(context, FunctionSettings.DEFAULT_OF_MEMBERS)
                            .removalPolicy()));
            if (settings.organizationPack()) {
                new OrganizationPackStack(
                                app, PACK + "-" + region, region, rules, packSettings, settings.excludedAccounts())
                        .addStackDependency(functions);
            }
        }
    }

    /** The template that the StackSet deploys: a file, so that the CDK publishes it like any other. */
    private Path functionsTemplate(OrganizationSettings settings) {
        App inner = new App(AppProps.builder()
                .analyticsReporting(false)
                .outdir(Path.of(app.getOutdir(), "members").toString())
                .build());
        tag(inner);
        addFunctions(inner, !settings.organizationPack());
        inner.synth();
        return Path.of(inner.getOutdir(), FUNCTIONS + ".template.json");
    }

    /** Not all schemas of CloudFormation, and not cfn-lint's, have tags for dashboards and packs. */
    private void tag(App target) {
        TagProps taggable = TagProps.builder()
                .excludeResourceTypes(List.of(
                        "AWS::CloudWatch::Dashboard",
                        "AWS::Config::ConformancePack",
                        "AWS::Config::OrganizationConformancePack"))
                .build();
        Tags.of(target).add("Application", "fargate-pull", taggable);
        for (String tag : context.list("tags", "[^=]+=[^=]*", "owner=network,stage=live")) {
            String[] pair = tag.split("=", -1);
            Tags.of(target).add(pair[0], pair[1], taggable);
        }
    }
}
