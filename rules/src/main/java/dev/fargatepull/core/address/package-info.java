/** Addresses and ports as sets: what security groups, network ACLs and destinations are made of. */
@NullMarked
package dev.fargatepull.core.address;

import org.jspecify.annotations.NullMarked;
