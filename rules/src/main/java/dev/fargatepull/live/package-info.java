/** Gathers evidence from a live account: what AWS Config recorded, and what only the services themselves can tell. */
@NullMarked
package dev.fargatepull.live;

import org.jspecify.annotations.NullMarked;
