/** The AWS nouns the rules speak of, one record each, holding only what a verdict can depend on. */
@NullMarked
package dev.fargatepull.core.aws;

import org.jspecify.annotations.NullMarked;
