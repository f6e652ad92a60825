@NullMarked
package dev.fargatepull.cdk;

import org.jspecify.annotations.NullMarked;
