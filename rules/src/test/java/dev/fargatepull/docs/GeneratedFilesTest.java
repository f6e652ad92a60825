package dev.fargatepull.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fargatepull.core.rule.Rule;
import dev.fargatepull.core.rule.RuleSpec;
import dev.fargatepull.rules.RuleCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Run with {@code -Dgenerate}, it rewrites the generated files first. */
class GeneratedFilesTest {

    private static final List<RuleSpec> RULES =
            RuleCatalog.rules().stream().map(Rule::spec).toList();

    @Test
    void what_is_checked_in_is_what_the_rules_declare() throws IOException {
        GeneratedFiles files = new GeneratedFiles(Path.of(".."), RULES);
        if (System.getProperty("generate") != null) {
            files.write();
        }
        assertThat(files.stale())
                .as("files that differ from the rules' declarations; rewrite them with: %s", GeneratedFiles.COMMAND)
                .isEmpty();
    }

    @Test
    void a_change_by_hand_a_missing_file_and_the_page_of_a_rule_that_is_gone_are_stale(@TempDir Path repository)
            throws IOException {
        Files.writeString(repository.resolve("README.md"), "# x\n\n<!-- rules:begin -->\n<!-- rules:end -->\n\nrest\n");
        GeneratedFiles files = new GeneratedFiles(repository, RULES);
        files.write();
        assertThat(files.stale()).isEmpty();

        Path pages = Path.of("conformance-pack", "rules");
        Path page = pages.resolve(RULES.get(0).name() + ".md");
        Path gone = pages.resolve("a-rule-of-yesterday.md");
        Files.writeString(repository.resolve(GeneratedFiles.PACK), "Resources: {}\n");
        Files.delete(repository.resolve(page));
        Files.writeString(repository.resolve(gone), "# a-rule-of-yesterday\n");
        assertThat(files.stale()).containsExactlyInAnyOrder(GeneratedFiles.PACK, page, gone);

        files.write();
        assertThat(files.stale()).isEmpty();
        assertThat(repository.resolve(gone)).doesNotExist();
        assertThat(repository.resolve("README.md"))
                .content()
                .startsWith("# x\n")
                .endsWith("\n\nrest\n");
    }

    @Test
    void a_readme_without_a_place_for_the_table_is_an_error(@TempDir Path repository) throws IOException {
        Files.writeString(repository.resolve("README.md"), "# x\n");
        assertThatThrownBy(() -> new GeneratedFiles(repository, RULES).write())
                .hasMessage(
                        "README.md has no lines <!-- rules:begin --> and <!-- rules:end --> for the table of rules");
    }
}
