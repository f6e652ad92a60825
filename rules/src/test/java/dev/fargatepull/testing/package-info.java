/** Builders of the JSON that AWS Config records, and scenarios that put it before a rule. */
@NullMarked
package dev.fargatepull.testing;

import org.jspecify.annotations.NullMarked;
