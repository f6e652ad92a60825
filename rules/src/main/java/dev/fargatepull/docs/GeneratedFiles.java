package dev.fargatepull.docs;

import dev.fargatepull.core.rule.RuleSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The checked-in files that are made from the rules' declarations.
 *
 * <p>They are checked in so that a reader needs no build, and so that what a change does to the pack is seen in review.
 */
public final class GeneratedFiles {

    /** The command that rewrites them. */
    public static final String COMMAND = "mvn -pl rules test -Dtest=GeneratedFilesTest -Dgenerate";

    /** The conformance pack with every rule. */
    public static final Path PACK = Path.of("conformance-pack", "fargate-pull.yaml");

    /** The conformance pack with the rules that make the steps of the AWS guide continuous, and no others. */
    public static final Path GUIDE_PACK = Path.of("conformance-pack", "fargate-pull-guide.yaml");

    /** The rules' functions, as CloudFormation. */
    public static final Path FUNCTIONS = Path.of("conformance-pack", "fargate-pull-functions.yaml");

    /** The pack with every rule, for all accounts of an organization. */
    public static final Path ORGANIZATION_PACK = Path.of("conformance-pack", "fargate-pull-organization.yaml");

    /** The pack with the rules that make the steps of the AWS guide continuous, for all accounts of an organization. */
    public static final Path ORGANIZATION_GUIDE_PACK =
            Path.of("conformance-pack", "fargate-pull-organization-guide.yaml");

    private static final Path PAGES = Path.of("conformance-pack", "rules");
    private static final Path README = Path.of("README.md");
    private static final String BEGIN = "<!-- rules:begin -->";
    private static final String END = "<!-- rules:end -->";

    private final Path repository;
    private final List<RuleSpec> rules;

    /**
     * The files of a repository.
     *
     * @param repository its root
     * @param rules the rules they tell of
     */
    public GeneratedFiles(Path repository, List<RuleSpec> rules) {
        this.repository = repository;
        this.rules = List.copyOf(rules);
    }

    /** Rewrites what is stale. */
    public void write() throws IOException {
        SortedMap<Path, String> expected = expected();
        for (Path path : stale(expected)) {
            Path file = repository.resolve(path);
            String content = expected.get(path);
            if (content == null) {
                Files.delete(file);
            } else {
                Files.createDirectories(file.resolve("..").normalize());
                Files.writeString(file, content);
            }
        }
    }

    /** The files that are missing, differ, or tell of a rule that is no more; as paths in the repository. */
    public List<Path> stale() throws IOException {
        return stale(expected());
    }

    private List<Path> stale(SortedMap<Path, String> expected) throws IOException {
        List<Path> stale = new ArrayList<>();
        for (Map.Entry<Path, String> file : expected.entrySet()) {
            Path actual = repository.resolve(file.getKey());
            if (!Files.exists(actual) || !Files.readString(actual).equals(file.getValue())) {
                stale.add(file.getKey());
            }
        }
        Path pages = repository.resolve(PAGES);
        if (Files.exists(pages)) {
            try (Stream<Path> files = Files.list(pages)) {
                files.map(repository::relativize)
                        .filter(page -> !expected.containsKey(page))
                        .sorted()
                        .forEach(stale::add);
            }
        }
        return stale;
    }

    private SortedMap<Path, String> expected() throws IOException {
        SortedMap<Path, String> files = new TreeMap<>();
        List<RuleSpec> guide = rules.stream().filter(RuleSpec::isOfGuide).toList();
        files.put(PACK, pack(new ConformancePackTemplate(rules)));
        files.put(GUIDE_PACK, pack(new ConformancePackTemplate(guide)));
        files.put(ORGANIZATION_PACK, pack(ConformancePackTemplate.ofOrganization(rules)));
        files.put(ORGANIZATION_GUIDE_PACK, pack(ConformancePackTemplate.ofOrganization(guide)));
        files.put(FUNCTIONS, header("# ", "") + new FunctionsTemplate(rules).yaml());
        for (RuleSpec rule : rules) {
            files.put(
                    PAGES.resolve(rule.name() + ".md"), header("<!-- ", " -->") + "\n" + new RulePage(rule).markdown());
        }
        files.put(README, readme());
        return files;
    }

    private static String pack(ConformancePackTemplate template) {
        return header("# ", "") + template.yaml();
    }

    private static String header(String open, String close) {
        return open + "Generated from the rules' declarations; change those, then run: " + COMMAND + close + "\n";
    }

    private String readme() throws IOException {
        String readme = Files.readString(repository.resolve(README));
        int begin = readme.indexOf(BEGIN);
        int end = readme.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalStateException(
                    "%s has no lines %s and %s for the table of rules".formatted(README, BEGIN, END));
        }
        String pages = PAGES.toString().replace('\\', '/');
        return readme.substring(0, begin + BEGIN.length())
                + "\n" + new RuleTable(rules).markdown(pages)
                + readme.substring(end);
    }
}
