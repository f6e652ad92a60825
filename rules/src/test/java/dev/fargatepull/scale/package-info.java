/** The functions of all rules in a large account: how many calls they make, and how much memory they take. */
@NullMarked
package dev.fargatepull.scale;

import org.jspecify.annotations.NullMarked;
