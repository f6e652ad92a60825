package dev.fargatepull.cli;

import static dev.fargatepull.cli.ExampleAccount.apiOf;
import static dev.fargatepull.cli.ExampleAccount.dkrOf;
import static dev.fargatepull.cli.ExampleAccount.s3Of;
import static dev.fargatepull.testing.Items.deniedCall;
import static dev.fargatepull.testing.Items.recorder;
import static dev.fargatepull.testing.Items.repository;
import static dev.fargatepull.testing.StoredImage.tagged;

import dev.fargatepull.core.inventory.Scope;
import dev.fargatepull.testing.Item;
import java.util.List;

/** The accounts of which AWS Config does not tell all, and one of which it does and which is sound. */
final class ExampleEvidence {

    static final Scope GAPS = new Scope("556677889900", "eu-west-1");
    static final Scope NO_RECORDER = new Scope("667788990011", "eu-west-1");
    static final Scope TYPES_LEFT_OUT = new Scope("778899001122", "eu-west-1");
    static final Scope DENIED = new Scope("990011223344", "eu-west-1");
    static final Scope SOUND = new Scope("889900112233", "eu-west-1");

    private ExampleEvidence() {}

    /** Each service refers to something that has no item. */
    static List<Item<?>> gaps() {
        ExampleAccount account = ExampleAccount.of(GAPS, "reports")
                .withOnlineVpc("nightly", "10.70")
                .withOnlineVpc("worker", "10.71")
                .withVpc("ingest", "10.72", "subnet-ingest")
                .runningIn("ingest", "ingest")
                .runningIn("export", "export", "subnet-removed");
        return account.running(
                        account.serviceIn("nightly", "nightly")
                                .inCluster("unrecorded")
                                .asItsClusterSays(),
                        "nightly")
                .with(account.serviceIn("worker", "worker").runningUnrecorded("worker:7"))
                .with(
                        account.serviceIn("worker", "phantom").in(),
                        repository("phantom").holding(tagged("1.0")))
                .items();
    }

    /** A sound service, in an account whose recorder nobody recorded. */
    static List<Item<?>> noRecorder() {
        return ExampleAccount.withoutRecorder(NO_RECORDER, "blog")
                .withOnlineVpc("blog", "10.73")
                .runningIn("blog", "blog")
                .items();
    }

    /** A sound service, in an account whose collector was not let see all. */
    static List<Item<?>> denied() {
        return ExampleAccount.of(DENIED, "forum")
                .with(deniedCall("ec2:DescribeVpcAttribute"))
                .withOnlineVpc("forum", "10.76")
                .runningIn("forum", "forum")
                .items();
    }

    /** A sound service, in an account that saves on recording. */
    static List<Item<?>> typesLeftOut() {
        return ExampleAccount.withoutRecorder(TYPES_LEFT_OUT, "wiki")
                .with(recorder().recordingAllBut("AWS::KMS::Key", "AWS::SecretsManager::Secret"))
                .withOnlineVpc("wiki", "10.74")
                .runningIn("wiki", "wiki")
                .items();
    }

    /** One service behind a NAT gateway and one behind endpoints, as they should be. */
    static List<Item<?>> sound() {
        return ExampleAccount.of(SOUND, "model")
                .withOnlineVpc("village", "10.75")
                .runningIn("village", "bakery")
                .withIsolatedVpc("monastery", "10.76")
                .with(apiOf("monastery"), dkrOf("monastery"), s3Of("monastery"))
                .runningIn("monastery", "brewery")
                .items();
    }
}
