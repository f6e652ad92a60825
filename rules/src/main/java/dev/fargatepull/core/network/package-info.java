/** The way a packet takes from a task to a registry: route tables, gateways, endpoints. */
@NullMarked
package dev.fargatepull.core.network;

import org.jspecify.annotations.NullMarked;
