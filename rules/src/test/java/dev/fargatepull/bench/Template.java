package dev.fargatepull.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with holes, written as <code>${name}</code>. */
final class Template {

    private static final Pattern HOLE = Pattern.compile("\\$\\{(\\w+)}");

    private final List<String> literals = new ArrayList<>();
    private final List<String> holes = new ArrayList<>();

    /** Takes a template apart; line breaks with the indentation behind them are for the reader of the source only. */
    Template(String source) {
        String text = source.replaceAll("\\n\\s*", "");
        Matcher hole = HOLE.matcher(text);
        int end = 0;
        while (hole.find()) {
            literals.add(text.substring(end, hole.start()));
            holes.add(hole.group(1));
            end = hole.end();
        }
        literals.add(text.substring(end));
    }

    /** The text with every hole filled; a name that occurs twice is asked for twice. */
    String fill(UnaryOperator<String> values) {
        StringBuilder filled = new StringBuilder();
        for (int i = 0; i < holes.size(); i++) {
            filled.append(literals.get(i)).append(values.apply(holes.get(i)));
        }
        return filled.append(literals.get(holes.size())).toString();
    }
}
