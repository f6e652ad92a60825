/** The door for AWS Config: an event becomes a judgement, and the judgement what AWS Config is told. */
@NullMarked
package dev.fargatepull.lambda;

import org.jspecify.annotations.NullMarked;
