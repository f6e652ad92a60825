/** Whole-pack tests. */
@NullMarked
package dev.fargatepull;

import org.jspecify.annotations.NullMarked;
