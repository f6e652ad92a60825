/** Stand-ins for AWS services that a function talks to; they speak HTTP and behave as AWS documents. */
@NullMarked
package dev.fargatepull.testing.aws;

import org.jspecify.annotations.NullMarked;
