/** What has to be there before the rules are deployed, and how to make what is missing. It only reads. */
@NullMarked
package dev.fargatepull.preflight;

import org.jspecify.annotations.NullMarked;
