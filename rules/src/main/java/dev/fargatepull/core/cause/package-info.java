/** Why a pull may fail: the causes, and the flows they stop. */
@NullMarked
package dev.fargatepull.core.cause;

import org.jspecify.annotations.NullMarked;
