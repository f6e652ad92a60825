/** What a rule is: one declaration and one question put to the pull model. */
@NullMarked
package dev.fargatepull.core.rule;

import org.jspecify.annotations.NullMarked;
