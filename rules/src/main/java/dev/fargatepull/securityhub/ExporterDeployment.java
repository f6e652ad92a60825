package dev.fargatepull.securityhub;

import java.util.List;

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

    /** Actions that know no resource, or are asked about all there are. */
    public static final List<String> ACTIONS_ON_ALL =
            List.of("config:DescribeConfigRules", "config:GetComplianceDetailsByResource");

    /** Actions on rules of AWS Config. */
    public static final List<String> ACTIONS_ON_RULES = List.of("config:GetComplianceDetailsByConfigRule");

    /** Actions on the account's hub. */
    public static final List<String> ACTIONS_ON_HUB = List.of("securityhub:GetFindings");

    /** Actions on the product that an account's own findings belong to. */
    public static final List<String> ACTIONS_ON_PRODUCT = List.of("securityhub:BatchImportFindings");

    private ExporterDeployment() {}
}
