/** What starts Fargate tasks, and the conversations an image pull needs. */
@NullMarked
package dev.fargatepull.core.workload;

import org.jspecify.annotations.NullMarked;
