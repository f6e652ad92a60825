package dev.fargatepull.securityhub;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the exporter needs where it is deployed. Templates are made from it, whatever makes them. */
public final class ExporterDeployment {

    /** The handler, as Lambda names it. */
    public static final String HANDLER = "dev.fargatepull.securityhub.ExporterFunction::handleRequest";

    /** What the function is, in a sentence. */
    public static final String DESCRIPTION = "Tells Security Hub what the rules of fargate-pull found";

    /** The environment variable with the names of the rules' functions, separated by commas. */
    public static final String RULE_FUNCTIONS = "RULE_FUNCTIONS";

    /** The environment variable with the URL that the rules' pages are published under; it may be missing. */
    public static final String PAGES_URL = "PAGES_URL";

    /** The event source of changes; EventBridge lets nobody but AWS send events of a source that begins so. */
    public static final String SOURCE = "aws.config";

    /** The kind of those events. */
    public static final String DETAIL_TYPE = "Config Rules Compliance Change";

    /** How often what lost events have left is repaired. */
    public static final String RECONCILE = "rate(1 day)";

    private ExporterDeployment() {}

    /**
     * The actions that its role has to allow, by the pattern of their resources in the manner of {@code Fn::Sub}: as
     * narrow as IAM can check them (Service Authorization Reference).
     */
    public static SortedMap<String, List<String>> actionsByResource() {
        SortedMap<String, List<String>> actions = new TreeMap<>();
        actions.put("*", List.of("config:DescribeConfigRules", "config:GetComplianceDetailsByResource"));
        actions.put(here("config", "config-rule/*"), List.of("config:GetComplianceDetailsByConfigRule"));
        actions.put(here("securityhub", "hub/default"), List.of("securityhub:GetFindings"));
        actions.put(
                here("securityhub", "product/${AWS::AccountId}/default"), List.of("securityhub:BatchImportFindings"));
        return actions;
    }

    private static String here(String service, String resource) {
        return "arn:${AWS::Partition}:%s:${AWS::Region}:${AWS::AccountId}:%s".formatted(service, resource);
    }
}
