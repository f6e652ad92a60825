/** Whether the policies that an image pull meets let it through, put together from what is recorded. */
@NullMarked
package dev.fargatepull.core.permission;

import org.jspecify.annotations.NullMarked;
