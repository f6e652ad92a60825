package dev.fargatepull.scale;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long AWS makes a function wait that asks one thing after another: the time that the rates force, of an account in
 * which nobody else asks.
 *
 * <ul>
 *   <li>Amazon EC2: 20 a second of each action that changes nothing, once a bucket of 100 is empty (Amazon EC2
 *       Developer Guide, "Request throttling for the Amazon EC2 API").
 *   <li>Amazon ECS: 20 a second of each group of actions that read (Amazon ECS Developer Guide, "Request throttling for
 *       the Amazon ECS API").
 *   <li>Amazon ECR: 2,000 a second of {@code BatchGetImage} and 3,000 of {@code GetDownloadUrlForLayer} (Amazon ECR
 *       User Guide, "Amazon ECR service quotas"). There is no word on the others, for which it takes 20.
 *   <li>AWS Config and IAM tell no rates. It takes 5 and 10 a second.
 * </ul>
 *
 * <p>No request takes less than a round trip, and buckets are taken for empty from the start.
 */
final class RequestRates {

    /** Services of the same Region are mostly faster than that. */
    private static final double ROUND_TRIP_SECONDS = 0.05;

    private static final Map<String, Integer> PER_SECOND = perSecond();

    private RequestRates() {}

    private static Map<String, Integer> perSecond() {
        Map<String, Integer> rates = new LinkedHashMap<>();
        rates.put("ecr:BatchGetImage", 2_000);
        rates.put("ecr:GetDownloadUrlForLayer", 3_000);
        rates.put("s3:GetObject", 5_500);
        rates.put("config:", 5);
        rates.put("ec2:", 20);
        rates.put("ecr:", 20);
        rates.put("ecs:", 20);
        rates.put("iam:", 10);
        return rates;
    }

    /** The seconds that so many requests take, one after another. */
    static double seconds(Map<String, Integer> requests) {
        return requests.entrySet().stream()
                .mapToDouble(sent -> sent.getValue() * Math.max(ROUND_TRIP_SECONDS, 1.0 / perSecond(sent.getKey())))
                .sum();
    }

    private static int perSecond(String action) {
        return PER_SECOND.entrySet().stream()
                .filter(rate -> action.startsWith(rate.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no rate is known of " + action));
    }
}
