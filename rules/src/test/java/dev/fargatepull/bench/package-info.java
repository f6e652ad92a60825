/** How fast a whole organization is checked, measured against merely parsing its JSON. Run by hand, never as a test. */
@NullMarked
package dev.fargatepull.bench;

import org.jspecify.annotations.NullMarked;
