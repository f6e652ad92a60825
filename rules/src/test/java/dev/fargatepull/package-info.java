/** What holds for the pack as a whole. */
@NullMarked
package dev.fargatepull;

import org.jspecify.annotations.NullMarked;
