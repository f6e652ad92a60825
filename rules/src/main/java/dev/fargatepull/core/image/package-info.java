/** Container image references and the registries they name. */
@NullMarked
package dev.fargatepull.core.image;

import org.jspecify.annotations.NullMarked;
