@NullMarked
package dev.fargatepull.docs;

import org.jspecify.annotations.NullMarked;
