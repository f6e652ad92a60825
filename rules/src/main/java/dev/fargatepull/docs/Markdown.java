package dev.fargatepull.docs;

import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;

/** The little Markdown that pages and table need. */
final class Markdown {

    private final StringBuilder text = new StringBuilder();

    /** A text in the manner of code. */
    static String code(String text) {
        return "`" + text + "`";
    }

    /** Texts in the manner of code, one after the other. */
    static String codes(Collection<String> texts) {
        return texts.stream().map(Markdown::code).collect(Collectors.joining(", "));
    }

    Markdown heading(int level, String title) {
        return block("#".repeat(level) + " " + title);
    }

    Markdown paragraph(String sentences) {
        return block(sentences);
    }

    Markdown shell(String command) {
        return block("```sh\n" + command + "\n```");
    }

    /** A table's first row; {@link #row} adds to it as long as nothing else is added. */
    Markdown tableOf(String... titles) {
        return apart().row(titles).line("|" + " --- |".repeat(titles.length));
    }

    Markdown row(String... cells) {
        return line(Arrays.stream(cells)
                .map(cell -> " " + cell.replace("|", "\\|") + " |")
                .collect(Collectors.joining("", "|", "")));
    }

    private Markdown block(String content) {
        return apart().line(content);
    }

    private Markdown apart() {
        return text.isEmpty() ? this : line("");
    }

    private Markdown line(String content) {
        text.append(content).append('\n');
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
