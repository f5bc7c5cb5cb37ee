package dev.postern.core.action.ec2;

import dev.postern.core.error.Ec2Error;
import org.jspecify.annotations.Nullable;

/** The ASN of AWS's end of a BGP session, which AWS lets be a private one alone (RFC 6996). */
public final class AmazonSideAsn {
  private static final long DEFAULT = 64512;

  private AmazonSideAsn() {}

  public static long orDefault(@Nullable Long given) {
    return given == null ? DEFAULT : require(given);
  }

  public static long require(long asn) {
    if (asn < 64512 || asn > 65534 && asn < 4_200_000_000L || asn > 4_294_967_294L) {
      throw Ec2Error.INVALID_PARAMETER_VALUE.with(
          "Value (" + asn + ") for parameter amazonSideAsn is invalid. Expected 64512 to 65534 or 4200000000 to 4294967294.");
    }
    return asn;
  }
}
