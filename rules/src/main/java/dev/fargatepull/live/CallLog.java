package dev.fargatepull.live;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** Counts the requests sent, and names the missing permission where AWS denies one; AWS's own text may leave it out. */
final class CallLog implements ExecutionInterceptor {

    /** Services whose actions begin with another word than their id in the SDK, once that is in small letters. */
    private static final Map<String, String> PREFIXES = Map.of("configservice", "config");

    private final SortedMap<String, Integer> requests = new TreeMap<>();

    @Override
    public void beforeTransmission(Context.BeforeTransmission sending, ExecutionAttributes attributes) {
        count(action(attributes));
    }

    private synchronized void count(String action) {
        requests.merge(action, 1, Integer::sum);
    }

    /** How many requests were sent so far, retries among them, by action as an IAM policy names it. */
    synchronized SortedMap<String, Integer> requests() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(requests));
    }

    @Override
    public Throwable modifyException(Context.FailedExecution failed, ExecutionAttributes attributes) {
        return failed.exception() instanceof AwsServiceException refusal && Denial.is(refusal)
                ? Denial.naming(action(attributes), refusal)
                : failed.exception();
    }

    /** What is called, as an IAM policy names it. */
    static String action(ExecutionAttributes attributes) {
        String service = attributes
                .getAttribute(SdkExecutionAttribute.SERVICE_NAME)
                .toLowerCase(Locale.ROOT)
                .replace(" ", "");
        return PREFIXES.getOrDefault(service, service)
                + ":"
                + attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    }
}
