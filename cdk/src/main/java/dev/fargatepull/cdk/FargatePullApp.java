package dev.fargatepull.cdk;

import java.util.Optional;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
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

    private static final String BUILT_FUNCTION_JAR = "../rules/target/fargate-pull.jar";

    private FargatePullApp() {}

    /** Writes the cloud assembly, for the CDK CLI to deploy. */
    public static void main(String[] arguments) {
        App app = new App(AppProps.builder().analyticsReporting(false).build());
        addStack(app);
        app.synth();
    }

    /** Adds the stack, as the app's context wants it. */
    static AccountStack addStack(App app) {
        String jar = context(app, FUNCTION_JAR_KEY).orElse(BUILT_FUNCTION_JAR);
        Code code = Code.fromAsset(jar);
        AccountStack stack = new AccountStack(app, "FargatePull", code);
        if (!context(app, CONFORMANCE_PACK_KEY).equals(Optional.of("false"))) {
            stack.addConformancePack(PackSettings.from(FargatePullRules.rules(), key -> context(app, key)));
        }
        if (!context(app, SECURITY_HUB_KEY).equals(Optional.of("false"))) {
            stack.addSecurityHubExporter(code, context(app, PAGES_URL_KEY));
        }
        return stack;
    }

    private static Optional<String> context(App app, String key) {
        return Optional.ofNullable(app.getNode().tryGetContext(key)).map(Object::toString);
    }
}
