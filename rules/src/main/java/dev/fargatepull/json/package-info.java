/** JSON as trees, without the machinery that turns it into other objects. */
@NullMarked
package dev.fargatepull.json;

import org.jspecify.annotations.NullMarked;
