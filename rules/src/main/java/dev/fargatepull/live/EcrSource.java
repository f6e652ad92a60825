package dev.fargatepull.live;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.image.ImageReference;
import dev.fargatepull.core.inventory.Scope;
import dev.fargatepull.core.rule.Fact;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.InvalidParameterException;
import software.amazon.awssdk.services.ecr.model.PullThroughCacheRule;
import software.amazon.awssdk.services.ecr.model.RegistryPolicyNotFoundException;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;
import software.amazon.awssdk.services.ecr.model.RepositoryPolicyNotFoundException;

/**
 * Private repositories, their images and policies, from ECR: those of the account in any Region, and of other accounts
 * as far as they let us.
 */
final class EcrSource implements Source {

    /** What ECR says in a Region that the account did not enable: the credentials are unknown there. */
    private static final Set<String> NOT_ENABLED = Set.of("UnrecognizedClientException", "InvalidClientTokenId");

    private final AwsClients clients;
    private final EcrImages images;

    EcrSource(AwsClients clients) {
        this(clients, Web.anywhere());
    }

    EcrSource(AwsClients clients, Web layers) {
        this.clients = clients;
        this.images = new EcrImages(layers);
    }

    @Override
    public void addTo(Gathering gathering) {
        if (!gathering.wants(Fact.REPOSITORIES)) {
            return;
        }
        SortedMap<Scope, SortedMap<String, AskedImages>> registries = new TreeMap<>();
        for (ImageReference image : AskedImages.in(gathering)) {
            image.ecrRegistry()
                    .ifPresent(registry -> registries
                            .computeIfAbsent(
                                    new Scope(registry.accountId(), registry.region()), first -> new TreeMap<>())
                            .computeIfAbsent(image.repository(), first -> AskedImages.none())
                            .add(image));
        }
        registries.forEach((registry, asked) -> {
            if (isWithinReach(registry, gathering.scope())) {
                addRegistry(gathering, registry, asked);
            }
        });
    }

    /**
     * Whether there is such a Region for whoever asks from home. A host in an image may name any: what nobody knows is
     * not worth a failure, and credentials are good within a partition only.
     */
    private static boolean isWithinReach(Scope registry, Scope home) {
        Region region = Region.of(registry.region());
        boolean isKnown = Region.regions().contains(region) && !region.isGlobalRegion();
        return registry.region().equals(home.region())
                || (isKnown && partition(region).equals(partition(Region.of(home.region()))));
    }

    private static String partition(Region region) {
        return PartitionMetadata.of(region).id();
    }

    private void addRegistry(Gathering gathering, Scope registry, Map<String, AskedImages> asked) {
        try {
            Registry there = new Registry(gathering, registry, clients.ecr(registry.region()));
            boolean areRulesKnown = there.addPullThroughCacheRules(paths(asked));
            asked.forEach((name, questions) -> there.addRepository(name, questions, areRulesKnown));
            there.addPolicy(asked.keySet());
        } catch (AwsServiceException refusal) {
            boolean isNotEnabled = Optional.ofNullable(refusal.awsErrorDetails())
                    .map(AwsErrorDetails::errorCode)
                    .filter(NOT_ENABLED::contains)
                    .isPresent();
            if (!isNotEnabled || registry.region().equals(gathering.scope().region())) {
                throw refusal;
            }
        }
    }

    private static Set<String> paths(Map<String, AskedImages> asked) {
        Set<String> paths = new TreeSet<>();
        asked.values().forEach(questions -> paths.addAll(questions.paths()));
        return paths;
    }

    /** One registry: an account in a Region. */
    private final class Registry {

        private final Gathering gathering;
        private final Scope scope;
        private final EcrClient ecr;
        private final boolean isOurs;

        Registry(Gathering gathering, Scope scope, EcrClient ecr) {
            this.gathering = gathering;
            this.scope = scope;
            this.ecr = ecr;
            this.isOurs = scope.accountId().equals(gathering.scope().accountId());
        }

        /**
         * Adds the rules by which ECR fetches images when they are first pulled. All are asked for, so that those that
         * are gone are known to be; another account's are not, which lets in whom it does by repository.
         *
         * @return whether they are known
         */
        boolean addPullThroughCacheRules(Set<String> paths) {
            if (!isOurs || !gathering.wants(Fact.PULL_THROUGH_CACHE_RULES)) {
                return false;
            }
            Optional<List<PullThroughCacheRule>> rules = gathering.ask(
                    paths,
                    () -> ecr
                            .describePullThroughCacheRulesPaginator(request -> request.registryId(scope.accountId()))
                            .pullThroughCacheRules()
                            .stream()
                            .toList());
            rules.ifPresent(all -> {
                Set<String> gone =
                        new TreeSet<>(gathering.items().ids(scope, ResourceType.ECR_PULL_THROUGH_CACHE_RULE));
                for (PullThroughCacheRule rule : all) {
                    gone.remove(rule.ecrRepositoryPrefix());
                    addLive(
                            ResourceType.ECR_PULL_THROUGH_CACHE_RULE,
                            rule.ecrRepositoryPrefix(),
                            SdkJson.PASCAL_CASE.object(rule));
                }
                gone.forEach(prefix -> addDeleted(ResourceType.ECR_PULL_THROUGH_CACHE_RULE, prefix));
                supplied(ResourceType.ECR_PULL_THROUGH_CACHE_RULE);
            });
            return rules.isPresent();
        }

        /** Adds the registry's policy; another account's cannot be asked for. */
        void addPolicy(Set<String> repositories) {
            if (!gathering.wants(Fact.REGISTRY_POLICY)) {
                return;
            }
            if (!isOurs) {
                addUnreadPolicy();
                return;
            }
            try {
                Optional<String> policy = gathering.ask(
                        repositories, () -> ecr.getRegistryPolicy(request -> {}).policyText());
                policy.ifPresentOrElse(
                        text -> addLive(
                                ResourceType.ECR_REGISTRY_POLICY,
                                scope.accountId(),
                                JsonNodeFactory.instance
                                        .objectNode()
                                        .put("RegistryId", scope.accountId())
                                        .put("PolicyText", text)),
                        this::addUnreadPolicy);
            } catch (RegistryPolicyNotFoundException none) {
                addDeleted(ResourceType.ECR_REGISTRY_POLICY, scope.accountId());
                supplied(ResourceType.ECR_REGISTRY_POLICY);
            }
        }

        /** All there are of a type are known, whatever is recorded. Elsewhere no recorder says that they are not. */
        private void supplied(ResourceType type) {
            if (scope.equals(gathering.scope())) {
                gathering.supplied(type);
            }
        }

        /** An item that says nothing of what is in it gives way to whatever else there is. */
        private void addUnreadPolicy() {
            if (gathering
                    .items()
                    .find(scope, ResourceType.ECR_REGISTRY_POLICY, scope.accountId())
                    .isEmpty()) {
                gathering
                        .items()
                        .addLive(
                                scope,
                                ResourceType.ECR_REGISTRY_POLICY,
                                scope.accountId(),
                                JsonNodeFactory.instance.objectNode().put("RegistryId", scope.accountId()),
                                Instant.EPOCH);
            }
        }

        /**
         * Adds a repository, unless it is recorded, and what was asked of it.
         *
         * @param areRulesKnown whether it is known what ECR fetches when it is pulled; otherwise nothing is known to be
         *     missing
         */
        void addRepository(String name, AskedImages asked, boolean areRulesKnown) {
            try {
                if (!isRecorded(name)) {
                    configuration(name, asked)
                            .ifPresent(configuration -> addLive(ResourceType.ECR_REPOSITORY, name, configuration));
                }
                if (isRecorded(name) && gathering.wants(Fact.IMAGES)) {
                    images.in(gathering, ecr, scope, name, asked, areRulesKnown)
                            .ifPresent(found -> gathering
                                    .items()
                                    .supplement(scope, ResourceType.ECR_REPOSITORY, name, "images", found));
                }
            } catch (RepositoryNotFoundException none) {
                // Nothing in AWS's documentation keeps a registry from saying so to strangers of all it has.
                if (isOurs && areRulesKnown) {
                    addDeleted(ResourceType.ECR_REPOSITORY, name);
                }
            } catch (InvalidParameterException notAName) {
                // ECR's own rules for names are narrower in places than what every registry holds to: an open question.
                return;
            }
        }

        private boolean isRecorded(String name) {
            return gathering
                    .items()
                    .find(scope, ResourceType.ECR_REPOSITORY, name)
                    .filter(item ->
                            !item.path("configurationItemStatus").asText().startsWith("ResourceDeleted"))
                    .isPresent();
        }

        /** As AWS Config would record it; all of it or nothing, since a policy that is not there is taken for none. */
        private Optional<ObjectNode> configuration(String name, AskedImages asked) {
            // Other accounts may let us read a policy, and hardly ever a description.
            boolean isThere = !isOurs
                    || gathering
                            .ask(
                                    asked.paths(),
                                    () -> ecr.describeRepositories(request -> request.registryId(scope.accountId())
                                            .repositoryNames(name)))
                            .isPresent();
            if (!isThere) {
                return Optional.empty();
            }
            Optional<String> policy = gathering.ask(asked.paths(), () -> policy(name));
            String arn = "arn:%s:ecr:%s:%s:repository/%s"
                    .formatted(partition(Region.of(scope.region())), scope.region(), scope.accountId(), name);
            return policy.flatMap(text -> gathering
                    .ask(asked.paths(), () -> ecr.listTagsForResource(request -> request.resourceArn(arn)))
                    .map(tags -> {
                        ObjectNode configuration = JsonNodeFactory.instance
                                .objectNode()
                                .put("RepositoryName", name)
                                .put("Arn", arn);
                        if (!text.isEmpty()) {
                            configuration.put("RepositoryPolicyText", text);
                        }
                        tags.tags()
                                .forEach(tag -> configuration.withArray("Tags").add(SdkJson.PASCAL_CASE.object(tag)));
                        return configuration;
                    }));
        }

        private String policy(String name) {
            try {
                return ecr.getRepositoryPolicy(
                                request -> request.registryId(scope.accountId()).repositoryName(name))
                        .policyText();
            } catch (RepositoryPolicyNotFoundException none) {
                return "";
            }
        }

        private void addLive(ResourceType type, String id, ObjectNode configuration) {
            gathering.items().addLive(scope, type, id, configuration, gathering.now());
        }

        private void addDeleted(ResourceType type, String id) {
            gathering.items().addDeleted(scope, type, id, gathering.now());
        }
    }
}
