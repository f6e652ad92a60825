package dev.fargatepull.live;

import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Begins no call whose end a function may not live to see. Lambda stops a function in the middle of whatever it does,
 * and all that its log says then is that it timed out.
 */
final class Deadline implements ExecutionInterceptor {

    private final Duration longestCall;
    private volatile Instant end = Instant.MAX;

    /** None so far. */
    Deadline(Duration longestCall) {
        this.longestCall = longestCall;
    }

    /** Sets it: when whoever calls is stopped. */
    void set(Instant time) {
        end = time;
    }

    @Override
    public void beforeExecution(Context.BeforeExecution starting, ExecutionAttributes attributes) {
        if (Instant.now().isAfter(end.minus(longestCall))) {
            throw new EvidenceException("out of time: %s may take %d seconds, and at %s the function is stopped"
                    .formatted(CallLog.action(attributes), longestCall.toSeconds(), end));
        }
    }
}
