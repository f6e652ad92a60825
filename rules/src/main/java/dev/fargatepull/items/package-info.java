/** The door for items: every form in which AWS Config hands them out becomes {@code ConfigurationItem}s here. */
@NullMarked
package dev.fargatepull.items;

import org.jspecify.annotations.NullMarked;
