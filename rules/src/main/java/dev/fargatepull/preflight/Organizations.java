package dev.fargatepull.preflight;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;

/**
 * The few calls of AWS Organizations that are needed here, in its JSON protocol. A client of the SDK for them would add
 * megabytes to the functions' jar.
 */
public final class Organizations {

    /** What a partition has one of, with its Region. */
    private static final Map<String, String> REGIONS = Map.of("aws", "us-east-1", "aws-us-gov", "us-gov-west-1");

    private static final String TARGET = "AWSOrganizationsV20161128.";
    private static final int OK = 200;

    private final URI endpoint;
    private final String region;
    private final AwsCredentialsProvider credentials;
    private final SdkHttpClient http;
    private final ObjectMapper json = new ObjectMapper();
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

    /** The service at an endpoint, which is in a Region. */
    public Organizations(URI endpoint, String region, AwsCredentialsProvider credentials, SdkHttpClient http) {
        this.endpoint = endpoint;
        this.region = region;
        this.credentials = credentials;
        this.http = http;
    }

    /**
     * The service of a partition.
     *
     * @param environment may name another endpoint, as it does for clients of the SDK
     */
    public static Organizations of(
            String partition, Map<String, String> environment, AwsCredentialsProvider credentials, SdkHttpClient http) {
        String region = REGIONS.getOrDefault(partition, "cn-northwest-1");
        String domain = REGIONS.containsKey(partition) ? "amazonaws.com" : "amazonaws.com.cn";
        String endpoint = Stream.of("AWS_ENDPOINT_URL_ORGANIZATIONS", "AWS_ENDPOINT_URL")
                .map(environment::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("https://organizations.%s.%s".formatted(region, domain));
        return new Organizations(URI.create(endpoint), region, credentials, http);
    }

    /** The organization that the account is in. */
    JsonNode organization() {
        return call("DescribeOrganization", Map.of()).path("Organization");
    }

    /** The services that may act in the accounts of the organization. */
    List<String> trustedServices() {
        return all("ListAWSServiceAccessForOrganization", Map.of(), "EnabledServicePrincipals", "ServicePrincipal");
    }

    /** The accounts that administer a service in the management account's place. */
    List<String> delegatedAdministrators(String service) {
        return all("ListDelegatedAdministrators", Map.of("ServicePrincipal", service), "DelegatedAdministrators", "Id");
    }

    private List<String> all(String action, Map<String, String> input, String list, String member) {
        List<String> found = new ArrayList<>();
        ObjectNode page = json.valueToTree(input);
        while (true) {
            JsonNode answer = call(action, page);
            answer.path(list).forEach(entry -> found.add(entry.path(member).asText()));
            String next = answer.path("NextToken").asText("");
            if (next.isEmpty()) {
                return found;
            }
            page.put("NextToken", next);
        }
    }

    private JsonNode call(String action, Object input) {
        try {
            byte[] body = json.writeValueAsBytes(input);
            ContentStreamProvider payload = ContentStreamProvider.fromByteArray(body);
            SdkHttpRequest request = SdkHttpRequest.builder()
                    .method(SdkHttpMethod.POST)
                    .uri(endpoint)
                    .putHeader("Content-Type", "application/x-amz-json-1.1")
                    .putHeader("Content-Length", Integer.toString(body.length))
                    .putHeader("X-Amz-Target", TARGET + action)
                    .build();
            SignedRequest signed = signer.sign(sign -> sign.identity(credentials.resolveCredentials())
                    .request(request)
                    .payload(payload)
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "organizations")
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region));
            HttpExecuteResponse response = http.prepareRequest(HttpExecuteRequest.builder()
                            .request(signed.request())
                            .contentStreamProvider(payload)
                            .build())
                    .call();
            JsonNode answer = read(response);
            if (response.httpResponse().statusCode() != OK) {
                throw new Refusal(action, answer);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException("organizations:%s: %s".formatted(action, e.getMessage()), e);
        }
    }

    private JsonNode read(HttpExecuteResponse response) throws IOException {
        if (response.responseBody().isEmpty()) {
            return json.createObjectNode();
        }
        try (InputStream body = response.responseBody().get()) {
            String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
            return text.startsWith("{") ? json.readTree(text) : json.createObjectNode();
        }
    }

    /** What the service said instead of an answer. */
    static final class Refusal extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final String code;
        private final String action;

        Refusal(String action, JsonNode answer) {
            super(answer.path("Message").asText(answer.path("message").asText("no reason given")));
            this.action = action;
            String type = answer.path("__type").asText("");
            this.code = type.substring(type.indexOf('#') + 1);
        }

        /** The error's code. */
        String code() {
            return code;
        }

        /** The action, as an IAM policy names it. */
        String action() {
            return "organizations:" + action;
        }
    }
}
