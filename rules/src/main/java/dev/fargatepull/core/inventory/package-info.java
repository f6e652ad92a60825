/** Everything known, as configuration items: what an account has in a Region, and what nobody recorded. */
@NullMarked
package dev.fargatepull.core.inventory;

import org.jspecify.annotations.NullMarked;
