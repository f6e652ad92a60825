package dev.fargatepull.cdk;

import java.util.Optional;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.services.lambda.Code;

/** The CDK app. */
public final class FargatePullApp {

    /** The key, in the CDK context, of the path to the jar with the rules and their Lambda handler. */
    static final String FUNCTION_JAR_KEY = "functionJar";

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
        PackSettings settings = PackSettings.of(FargatePullRules.rules(), key -> context(app, key));
        String jar = context(app, FUNCTION_JAR_KEY).orElse(BUILT_FUNCTION_JAR);
        return new AccountStack(app, "FargatePull", Code.fromAsset(jar), settings);
    }

    private static Optional<String> context(App app, String key) {
        return Optional.ofNullable(app.getNode().tryGetContext(key)).map(Object::toString);
    }
}
