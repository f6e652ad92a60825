/** Makes from the rules' declarations what people read and AWS Config is given: pages, table, conformance pack. */
@NullMarked
package dev.fargatepull.docs;

import org.jspecify.annotations.NullMarked;
