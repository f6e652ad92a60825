/**
 * What an IAM policy says to a request: yes, no, or that it cannot be told.
 *
 * <p>Everything AWS leaves undocumented, or documents in two ways, is unknown here.
 */
@NullMarked
package dev.fargatepull.core.iam;

import org.jspecify.annotations.NullMarked;
