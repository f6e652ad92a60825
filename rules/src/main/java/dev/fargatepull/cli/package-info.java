/** The command line: snapshot files in, verdicts out. */
@NullMarked
package dev.fargatepull.cli;

import org.jspecify.annotations.NullMarked;
