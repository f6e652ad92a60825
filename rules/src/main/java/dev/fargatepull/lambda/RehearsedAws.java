package dev.fargatepull.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fargatepull.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Answers for AWS without a network: AWS Config has a few items, and what else is asked is denied. */
final class RehearsedAws implements SdkHttpClient {

    private static final Pattern ACTION = Pattern.compile("(?:^|&)Action=(\\w+)");
    private static final String DENIED = "{\"__type\": \"AccessDeniedException\"}";

    /** Both as EC2 writes it and as IAM does. */
    private static final String DENIED_IN_XML = """
            <ErrorResponse><Error><Code>AccessDenied</Code></Error>\
            <Errors><Error><Code>AccessDenied</Code></Error></Errors></ErrorResponse>""";

    private static final String DNS_ATTRIBUTE = """
            <DescribeVpcAttributeResponse><requestId>rehearsal</requestId><vpcId>vpc-0</vpcId>\
            <enableDnsSupport><value>true</value></enableDnsSupport>\
            <enableDnsHostnames><value>true</value></enableDnsHostnames></DescribeVpcAttributeResponse>""";
    private static final String NO_PREFIX_LISTS = """
            <DescribeManagedPrefixListsResponse><requestId>rehearsal</requestId><prefixListSet/>\
            </DescribeManagedPrefixListsResponse>""";

    private final Map<String, String> answers = new HashMap<>();

    /**
     * Such an AWS.
     *
     * @param items what AWS Config answers queries with
     */
    RehearsedAws(JsonNode items) {
        ObjectNode found = JsonNodeFactory.instance.objectNode();
        ArrayNode rows = found.putArray("Results");
        items.forEach(item -> rows.add(Json.write(item)));
        answers.put("SelectResourceConfig", Json.write(found));
        answers.put("DescribeConfigurationRecorders", "{}");
        answers.put("GetComplianceDetailsByConfigRule", "{}");
        answers.put("PutEvaluations", "{}");
        answers.put("DescribeVpcAttribute", DNS_ATTRIBUTE);
        answers.put("DescribeManagedPrefixLists", NO_PREFIX_LISTS);
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                Optional<String> target = request.httpRequest().firstMatchingHeader("X-Amz-Target");
                String action = target.isPresent() ? actionIn(target.get()) : actionIn(request.contentStreamProvider());
                String answer = answers.get(action);
                return answer == null
                        ? response(400, target.isPresent() ? DENIED : DENIED_IN_XML)
                        : response(200, answer);
            }

            @Override
            public void abort() {
                // There is nothing to end.
            }
        };
    }

    private static HttpExecuteResponse response(int status, String body) {
        return HttpExecuteResponse.builder()
                .response(SdkHttpResponse.builder().statusCode(status).build())
                .responseBody(
                        AbortableInputStream.create(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
                .build();
    }

    /** Services that speak JSON have the action in a header. */
    private static String actionIn(String target) {
        return target.substring(target.lastIndexOf('.') + 1);
    }

    /** Services that speak XML have it in a form. */
    private static String actionIn(Optional<ContentStreamProvider> form) throws IOException {
        if (form.isEmpty()) {
            return "";
        }
        try (InputStream input = form.get().newStream()) {
            return ACTION.matcher(new String(input.readAllBytes(), StandardCharsets.UTF_8))
                    .results()
                    .map(found -> found.group(1))
                    .findFirst()
                    .orElse("");
        }
    }

    @Override
    public void close() {
        // There is nothing to close.
    }
}
