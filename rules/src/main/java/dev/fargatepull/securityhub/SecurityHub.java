package dev.fargatepull.securityhub;

import dev.fargatepull.live.Batches;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.securityhub.SecurityHubClient;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFinding;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFindingFilters;
import software.amazon.awssdk.services.securityhub.model.ImportFindingsError;
import software.amazon.awssdk.services.securityhub.model.StringFilter;
import software.amazon.awssdk.services.securityhub.model.StringFilterComparison;

/** The findings in AWS Security Hub that the exporter has made. */
final class SecurityHub {

    private final SecurityHubClient client;
    private final Home home;

    SecurityHub(SecurityHubClient client, Home home) {
        this.client = client;
        this.home = home;
    }

    /** The finding with an id. */
    Optional<AwsSecurityFinding> find(String id) {
        return Optional.ofNullable(
                read(ours().id(filter(StringFilterComparison.EQUALS, id))).get(id));
    }

    /** All findings of the exporter, by id, archived ones among them. */
    Map<String, AwsSecurityFinding> all() {
        return read(ours().generatorId(filter(StringFilterComparison.PREFIX, Findings.GENERATOR)));
    }

    /**
     * In a Region that aggregates, or an account that administers, Security Hub hands out the findings of others too.
     */
    private AwsSecurityFindingFilters.Builder ours() {
        return AwsSecurityFindingFilters.builder()
                .productArn(filter(StringFilterComparison.EQUALS, home.productArn()))
                .awsAccountId(filter(StringFilterComparison.EQUALS, home.accountId()))
                .region(filter(StringFilterComparison.EQUALS, home.region()));
    }

    private static StringFilter filter(StringFilterComparison comparison, String value) {
        return StringFilter.builder().comparison(comparison).value(value).build();
    }

    private Map<String, AwsSecurityFinding> read(AwsSecurityFindingFilters.Builder filters) {
        return client
                .getFindingsPaginator(
                        request -> request.filters(filters.build()).maxResults(Batches.LIMIT))
                .findings()
                .stream()
                .filter(finding -> home.productArn().equals(finding.productArn())
                        && finding.generatorId().startsWith(Findings.GENERATOR))
                .collect(Collectors.toMap(
                        AwsSecurityFinding::id, finding -> finding, (first, second) -> first, LinkedHashMap::new));
    }

    /**
     * Creates and updates findings.
     *
     * @throws FailedFindingsException if Security Hub does not take all of them in two attempts
     */
    void put(List<AwsSecurityFinding> findings) {
        List<ImportFindingsError> errors = putInBatches(findings);
        if (!errors.isEmpty()) {
            Set<String> failed = errors.stream().map(ImportFindingsError::id).collect(Collectors.toSet());
            errors = putInBatches(findings.stream()
                    .filter(finding -> failed.contains(finding.id()))
                    .toList());
        }
        if (!errors.isEmpty()) {
            ImportFindingsError first = errors.get(0);
            throw new FailedFindingsException("Security Hub did not take %d of %d findings, among them %s: %s: %s"
                    .formatted(errors.size(), findings.size(), first.id(), first.errorCode(), first.errorMessage()));
        }
    }

    /** Sends findings and gives back what Security Hub did not take, which it says in a successful answer. */
    private List<ImportFindingsError> putInBatches(List<AwsSecurityFinding> findings) {
        List<ImportFindingsError> errors = new ArrayList<>();
        for (List<AwsSecurityFinding> batch : Batches.of(findings)) {
            errors.addAll(client.batchImportFindings(request -> request.findings(batch))
                    .failedFindings());
        }
        return errors;
    }
}
