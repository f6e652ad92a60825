package dev.fargatepull.docs;

import static dev.fargatepull.docs.Yaml.inOrder;
import static java.util.Map.entry;

import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.securityhub.ExporterDeployment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rules' functions as plain CloudFormation, for people who deploy without the CDK. A conformance pack cannot hold
 * functions; its parameters take their ARNs, which are this template's outputs.
 */
public final class FunctionsTemplate {

    private static final String HANDLER = "dev.fargatepull.lambda.RuleFunction::handleRequest";
    private static final String EXPORTER = "SecurityHubExporter";
    private static final String LOST_EVENTS = "LostEvents";

    // Conditions.
    private static final String ALL_RULES = "AllRules";
    private static final String TELLS_SECURITY_HUB = "TellsSecurityHub";
    private static final String HAS_PAGES_URL = "HasPagesUrl";

    // As in the CDK's functions.
    private static final int MEMORY_MIB = 1024;
    private static final int TIMEOUT_SECONDS = 900;
    private static final int RETRIES = 2;
    private static final int OLDEST_EVENT_SECONDS = 21_600;
    private static final int KEPT_SECONDS = 1_209_600;

    // CloudFormation, AWS::Logs::LogGroup, RetentionInDays.
    private static final List<Integer> RETENTIONS = List.of(
            1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653);

    private final List<RuleSpec> rules;
    private final Map<String, Object> resources = new LinkedHashMap<>();

    /** The template of these rules' functions. */
    public FunctionsTemplate(List<RuleSpec> rules) {
        this.rules = List.copyOf(rules);
    }

    /** The template. */
    public String yaml() {
        resources.clear();
        lostEvents();
        rules.forEach(this::ruleFunction);
        exporter();
        return Yaml.write(inOrder(
                entry("AWSTemplateFormatVersion", "2010-09-09"),
                entry(
                        "Description",
                        "Functions of the AWS Config rules that tell why a Fargate task cannot pull its image"),
                entry("Parameters", parameters()),
                entry("Conditions", conditions()),
                entry("Resources", resources),
                entry("Outputs", outputs())));
    }

    private static Map<String, Object> parameters() {
        return inOrder(
                entry(
                        "CodeBucket",
                        inOrder(
                                entry("Description", "The bucket with the functions' code, in the stack's Region."),
                                entry("Type", "String"),
                                entry("MinLength", 3))),
                entry(
                        "CodeKey",
                        inOrder(
                                entry(
                                        "Description",
                                        "The key of fargate-pull.jar in that bucket; another one for another version, or nothing is updated."),
                                entry("Type", "String"),
                                entry("MinLength", 1))),
                entry(
                        "LogRetentionInDays",
                        inOrder(
                                entry("Description", "How long the functions' logs are kept."),
                                entry("Type", "Number"),
                                entry("Default", 30),
                                entry("AllowedValues", RETENTIONS))),
                entry(
                        "Rules",
                        inOrder(
                                entry(
                                        "Description",
                                        "Whether there is a function for every rule, or only for those that make the steps of the AWS guide continuous. As the pack."),
                                entry("Type", "String"),
                                entry("Default", "all"),
                                entry("AllowedValues", List.of("all", "guide")))),
                entry(
                        "SecurityHub",
                        inOrder(
                                entry(
                                        "Description",
                                        "Whether AWS Security Hub is told what the rules find. Where it is not enabled, nothing happens."),
                                entry("Type", "String"),
                                entry("Default", "true"),
                                entry("AllowedValues", List.of("true", "false")))),
                entry(
                        "PagesUrl",
                        inOrder(
                                entry(
                                        "Description",
                                        "The URL that the rules' pages are published under, for findings to link to."),
                                entry("Type", "String"),
                                entry("Default", ""))));
    }

    private static Map<String, Object> conditions() {
        return inOrder(
                entry(ALL_RULES, equalTo("Rules", "all")),
                entry(TELLS_SECURITY_HUB, equalTo("SecurityHub", "true")),
                entry(HAS_PAGES_URL, Map.of("Fn::Not", List.of(equalTo("PagesUrl", "")))));
    }

    private static Map<String, Object> equalTo(String parameter, String value) {
        return Map.of("Fn::Equals", List.of(ref(parameter), value));
    }

    /** Where events wait for a person that a function failed to answer in all its tries. */
    private void lostEvents() {
        resource(
                LOST_EVENTS,
                "AWS::SQS::Queue",
                Condition.NONE,
                inOrder(entry("MessageRetentionPeriod", KEPT_SECONDS), entry("SqsManagedSseEnabled", true)));
        resource(
                LOST_EVENTS + "Policy",
                "AWS::SQS::QueuePolicy",
                Condition.NONE,
                inOrder(
                        entry("Queues", List.of(ref(LOST_EVENTS))),
                        entry(
                                "PolicyDocument",
                                document(List.of(
                                        inOrder(
                                                entry("Effect", "Deny"),
                                                entry("Principal", Map.of("AWS", "*")),
                                                entry("Action", "sqs:*"),
                                                entry("Resource", arn(LOST_EVENTS)),
                                                entry(
                                                        "Condition",
                                                        Map.of("Bool", Map.of("aws:SecureTransport", "false")))),
                                        eventBridgeMaySend("Changes"),
                                        eventBridgeMaySend("Reconcile"))))));
        resource(
                LOST_EVENTS + "Alarm",
                "AWS::CloudWatch::Alarm",
                Condition.NONE,
                inOrder(
                        entry(
                                "AlarmDescription",
                                "fargate-pull: An event was lost: a function failed to answer it in all its tries, and a resource may keep an old verdict. The event and the error wait in the queue."),
                        entry("Namespace", "AWS/SQS"),
                        entry("MetricName", "ApproximateNumberOfMessagesVisible"),
                        entry(
                                "Dimensions",
                                List.of(inOrder(
                                        entry("Name", "QueueName"),
                                        entry("Value", attribute(LOST_EVENTS, "QueueName"))))),
                        entry("Statistic", "Maximum"),
                        entry("Period", 300),
                        entry("EvaluationPeriods", 1),
                        entry("Threshold", 1),
                        entry("ComparisonOperator", "GreaterThanOrEqualToThreshold"),
                        entry("TreatMissingData", "notBreaching")));
    }

    private static Map<String, Object> eventBridgeMaySend(String rule) {
        return Map.of(
                "Fn::If",
                List.of(
                        TELLS_SECURITY_HUB,
                        inOrder(
                                entry("Effect", "Allow"),
                                entry("Principal", Map.of("Service", "events.amazonaws.com")),
                                entry("Action", "sqs:SendMessage"),
                                entry("Resource", arn(LOST_EVENTS)),
                                entry("Condition", Map.of("ArnEquals", Map.of("aws:SourceArn", arn(EXPORTER + rule))))),
                        ref("AWS::NoValue")));
    }

    private void ruleFunction(RuleSpec rule) {
        Map<List<String>, List<String>> byScope = new LinkedHashMap<>();
        rule.apiActions()
                .forEach(action -> byScope.computeIfAbsent(
                                ActionScope.of(action).resources(), scope -> new ArrayList<>())
                        .add(action));
        List<Object> calls = new ArrayList<>();
        byScope.forEach((scope, allowed) -> calls.add(allow(allowed, scope)));
        function(
                ConformancePackTemplate.logicalId(rule),
                condition(rule),
                "%s: %s".formatted(rule.name(), rule.summary()),
                HANDLER,
                Map.of("RULE", rule.name()),
                calls);
        resource(
                ConformancePackTemplate.logicalId(rule) + "Permission",
                "AWS::Lambda::Permission",
                condition(rule),
                inOrder(
                        entry("Action", "lambda:InvokeFunction"),
                        entry("FunctionName", arn(functionId(rule))),
                        entry("Principal", "config.amazonaws.com"),
                        entry("SourceAccount", ref("AWS::AccountId"))));
    }

    private void exporter() {
        Map<String, Object> environment = inOrder(
                entry(ExporterDeployment.RULE_FUNCTIONS, Map.of("Fn::Join", List.of(",", functionNames()))),
                entry(
                        ExporterDeployment.PAGES_URL,
                        Map.of("Fn::If", List.of(HAS_PAGES_URL, ref("PagesUrl"), ref("AWS::NoValue")))));
        List<Object> calls = new ArrayList<>();
        ExporterDeployment.actionsByResource()
                .forEach((resource, actions) -> calls.add(allow(actions, List.of(resource))));
        Condition condition = new Condition(TELLS_SECURITY_HUB);
        function(EXPORTER, condition, ExporterDeployment.DESCRIPTION, ExporterDeployment.HANDLER, environment, calls);
        on(
                "Changes",
                inOrder(
                        entry("Description", "What AWS Config holds of the rules of fargate-pull changes"),
                        entry(
                                "EventPattern",
                                inOrder(
                                        entry("source", List.of(ExporterDeployment.SOURCE)),
                                        entry("detail-type", List.of(ExporterDeployment.DETAIL_TYPE)),
                                        entry(
                                                "detail",
                                                Map.of(
                                                        "configRuleName",
                                                        rules.stream()
                                                                .map(rule -> Map.of("prefix", rule.name()))
                                                                .toList()))))));
        on(
                "Reconcile",
                inOrder(
                        entry("Description", "Repairs the findings of fargate-pull that lost events have left"),
                        entry("ScheduleExpression", ExporterDeployment.RECONCILE)));
    }

    private void on(String id, Map<String, Object> rule) {
        Condition condition = new Condition(TELLS_SECURITY_HUB);
        rule.put(
                "Targets",
                List.of(inOrder(
                        entry("Id", "Exporter"),
                        entry("Arn", arn(EXPORTER + "Function")),
                        entry("DeadLetterConfig", Map.of("Arn", arn(LOST_EVENTS))),
                        entry("RetryPolicy", Map.of("MaximumEventAgeInSeconds", OLDEST_EVENT_SECONDS)))));
        resource(EXPORTER + id, "AWS::Events::Rule", condition, rule);
        resource(
                EXPORTER + id + "Permission",
                "AWS::Lambda::Permission",
                condition,
                inOrder(
                        entry("Action", "lambda:InvokeFunction"),
                        entry("FunctionName", arn(EXPORTER + "Function")),
                        entry("Principal", "events.amazonaws.com"),
                        entry("SourceArn", arn(EXPORTER + id))));
    }

    private List<Object> functionNames() {
        return rules.stream()
                .<Object>map(rule -> rule.guideStep().isEmpty()
                        ? Map.of("Fn::If", List.of(ALL_RULES, ref(functionId(rule)), ref("AWS::NoValue")))
                        : ref(functionId(rule)))
                .toList();
    }

    private void function(
            String id,
            Condition condition,
            String description,
            String handler,
            Map<String, Object> environment,
            List<Object> calls) {
        resource(id + "Logs", "AWS::Logs::LogGroup", condition, Map.of("RetentionInDays", ref("LogRetentionInDays")));
        List<Object> statements = new ArrayList<>(calls);
        statements.add(inOrder(
                entry("Effect", "Allow"),
                entry("Action", List.of("logs:CreateLogStream", "logs:PutLogEvents")),
                entry("Resource", arn(id + "Logs"))));
        statements.add(inOrder(
                entry("Effect", "Allow"), entry("Action", "sqs:SendMessage"), entry("Resource", arn(LOST_EVENTS))));
        resource(
                id + "Role",
                "AWS::IAM::Role",
                condition,
                inOrder(
                        entry(
                                "AssumeRolePolicyDocument",
                                document(List.of(inOrder(
                                        entry("Effect", "Allow"),
                                        entry("Principal", Map.of("Service", "lambda.amazonaws.com")),
                                        entry("Action", "sts:AssumeRole"))))),
                        entry(
                                "Policies",
                                List.of(inOrder(
                                        entry("PolicyName", "Calls"),
                                        entry("PolicyDocument", document(statements)))))));
        resource(
                id + "Function",
                "AWS::Lambda::Function",
                condition,
                inOrder(
                        entry("Description", description),
                        entry("Architectures", List.of("arm64")),
                        entry("Runtime", "java25"),
                        entry("Handler", handler),
                        entry("MemorySize", MEMORY_MIB),
                        entry("Timeout", TIMEOUT_SECONDS),
                        entry("Code", inOrder(entry("S3Bucket", ref("CodeBucket")), entry("S3Key", ref("CodeKey")))),
                        entry("Environment", Map.of("Variables", environment)),
                        entry("Role", arn(id + "Role")),
                        entry(
                                "LoggingConfig",
                                inOrder(entry("LogFormat", "JSON"), entry("LogGroup", ref(id + "Logs"))))));
        resource(
                id + "Events",
                "AWS::Lambda::EventInvokeConfig",
                condition,
                inOrder(
                        entry("FunctionName", ref(id + "Function")),
                        entry("Qualifier", "$LATEST"),
                        entry("MaximumRetryAttempts", RETRIES),
                        entry("MaximumEventAgeInSeconds", OLDEST_EVENT_SECONDS),
                        entry("DestinationConfig", Map.of("OnFailure", Map.of("Destination", arn(LOST_EVENTS))))));
    }

    private Map<String, Object> outputs() {
        Map<String, Object> outputs = new LinkedHashMap<>();
        for (RuleSpec rule : rules) {
            Map<String, Object> output =
                    inOrder(entry("Description", "The value of the conformance pack's parameter of this name."));
            condition(rule).addTo(output);
            output.put("Value", arn(functionId(rule)));
            outputs.put(ConformancePackTemplate.functionArnParameter(rule), output);
        }
        return outputs;
    }

    private static String functionId(RuleSpec rule) {
        return ConformancePackTemplate.logicalId(rule) + "Function";
    }

    private static Condition condition(RuleSpec rule) {
        return rule.guideStep().isEmpty() ? new Condition(ALL_RULES) : Condition.NONE;
    }

    /** When a resource is there: always, if no condition is named. */
    private record Condition(String name) {

        static final Condition NONE = new Condition("");

        void addTo(Map<String, Object> definition) {
            if (!name.isEmpty()) {
                definition.put("Condition", name);
            }
        }
    }

    private void resource(String id, String type, Condition condition, Map<String, Object> properties) {
        Map<String, Object> resource = inOrder(entry("Type", type));
        condition.addTo(resource);
        if (Set.of("AWS::Logs::LogGroup", "AWS::SQS::Queue").contains(type)) {
            resource.put("DeletionPolicy", "Delete");
            resource.put("UpdateReplacePolicy", "Delete");
        }
        resource.put("Properties", properties);
        resources.put(id, resource);
    }

    private static Map<String, Object> allow(List<String> actions, List<String> resourcePatterns) {
        List<Object> all = resourcePatterns.stream()
                .<Object>map(pattern -> pattern.contains("${") ? Map.of("Fn::Sub", pattern) : pattern)
                .toList();
        return inOrder(entry("Effect", "Allow"), entry("Action", actions), entry("Resource", all));
    }

    private static Map<String, Object> document(List<Object> statements) {
        return inOrder(entry("Version", "2012-10-17"), entry("Statement", statements));
    }

    private static Map<String, Object> ref(String name) {
        return Map.of("Ref", name);
    }

    private static Map<String, Object> arn(String id) {
        return attribute(id, "Arn");
    }

    private static Map<String, Object> attribute(String id, String name) {
        return Map.of("Fn::GetAtt", List.of(id, name));
    }
}
