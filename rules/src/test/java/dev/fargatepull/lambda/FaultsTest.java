package dev.fargatepull.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatepull.rules.RuleCatalog;
import dev.fargatepull.testing.aws.FaultyProxy.Fault;
import dev.fargatepull.testing.aws.StoredResult;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.ecs.model.AssignPublicIp;

/**
 * Every call of every rule fails in every way, one at a time, in an account that is half broken: nothing is ever
 * reported that would not be reported without the fault.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsTest {

    private static final String ALL = "fargate-service-can-pull-image";

    private static final Set<Fault> FAULTS = EnumSet.complementOf(EnumSet.of(Fault.HANGING));
    private static final Duration SHORT = Duration.ofMillis(200);

    /**
     * What the first reports is that evidence is missing. The others have nothing to report here: moto pins no images,
     * and no registry of the account asks for credentials.
     */
    private static final Set<String> WITHOUT_A_SAY = Set.of(
            "fargate-pull-evidence-complete", "registry-credentials-are-readable", "service-pinned-images-exist");

    private AccountUnderWatch watched;

    @BeforeAll
    void breakTheAccount() throws IOException {
        watched = new AccountUnderWatch();
        MotoAccount account = watched.account();
        account.setPublicIp("open", account.open, AssignPublicIp.DISABLED);
        account.ec2.deleteRoute(
                request -> request.routeTableId(account.nat.routeTableId()).destinationCidrBlock("0.0.0.0/0"));
        account.iam.detachRolePolicy(
                request -> request.roleName(MotoAccount.role("open")).policyArn(MotoAccount.EXECUTION_POLICY));
        watched.record();
    }

    @AfterAll
    void tearDown() {
        watched.close();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void a_denied_call_never_makes_a_verdict(String rule) throws IOException {
        noVerdictIsMadeBy(Set.of(Fault.DENIED), rule);
    }

    /** This rule makes the calls of all others. */
    @Test
    void no_other_fault_makes_a_verdict_either() throws IOException {
        noVerdictIsMadeBy(FAULTS, ALL);
    }

    /** Whoever else is slow while functions are impatient may fail as well, and alters nothing either. */
    @Test
    void a_call_that_never_ends_is_given_up_and_makes_no_verdict() throws IOException {
        noVerdictIsMadeBy(Set.of(Fault.HANGING), ALL);
    }

    private void noVerdictIsMadeBy(Set<Fault> faults, String rule) throws IOException {
        watched.schedule(rule);
        Map<String, String> sound = verdicts(rule);
        assertThat(sound).isNotEmpty();
        SoftAssertions softly = new SoftAssertions();
        for (String action : new TreeMap<>(watched.proxy(rule).calls()).keySet()) {
            for (Fault fault : faults) {
                watched.forget(rule);
                // One empty page only: the true ones that follow have tokens of their own.
                watched.proxy(rule).failing(action, fault, fault == Fault.EMPTY_PAGE ? 1 : Integer.MAX_VALUE);
                if (fault == Fault.HANGING) {
                    watched.waitingAtMost(SHORT);
                }
                Optional<RuntimeException> failure = schedule(rule);
                watched.waitingAsDeployed();
                watched.proxy(rule).mended();

                softly.assertThat(sound.entrySet())
                        .as("%s, %s %s, %s", rule, action, fault, failure)
                        .containsAll(verdicts(rule).entrySet());
            }
        }
        softly.assertAll();
    }

    static Stream<String> rules() {
        return RuleCatalog.rules().stream()
                .map(rule -> rule.spec().name())
                .filter(rule -> !WITHOUT_A_SAY.contains(rule));
    }

    private Optional<RuntimeException> schedule(String rule) throws IOException {
        try {
            watched.schedule(rule);
            return Optional.empty();
        } catch (RuntimeException failed) {
            return Optional.of(failed);
        }
    }

    private Map<String, String> verdicts(String rule) throws IOException {
        Map<String, String> verdicts = new HashMap<>();
        for (StoredResult result : watched.results(rule)) {
            verdicts.put(result.resourceType() + " " + result.resourceId(), result.complianceType());
        }
        return verdicts;
    }
}
