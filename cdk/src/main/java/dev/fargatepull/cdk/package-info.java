/** The CDK app: puts the rules' functions and the conformance pack into an account and Region. */
@NullMarked
package dev.fargatepull.cdk;

import org.jspecify.annotations.NullMarked;
