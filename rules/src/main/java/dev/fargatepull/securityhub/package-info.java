/**
 * The door to AWS Security Hub: what AWS Config holds of the rules becomes findings there.
 *
 * <p>Rules of conformance packs are service-linked, and by the letter of AWS's documentation AWS Config does not send
 * those to Security Hub itself; where it does, it knows neither severity nor fix.
 */
@NullMarked
package dev.fargatepull.securityhub;

import org.jspecify.annotations.NullMarked;
