/** Verdicts on resources: what was found, and how it reads in AWS Config. */
@NullMarked
package dev.fargatepull.core.verdict;

import org.jspecify.annotations.NullMarked;
