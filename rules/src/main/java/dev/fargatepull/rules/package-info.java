/** The rules of the pack, one class each. They ask the core and fold its answers. */
@NullMarked
package dev.fargatepull.rules;

import org.jspecify.annotations.NullMarked;
