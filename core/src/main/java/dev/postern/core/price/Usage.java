package dev.postern.core.price;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * What was metered of one thing in one month.
 *
 * @param id the AWS resource's
 * @param zone where the hours or bytes are a zone's; empty otherwise
 * @param about what helps to know it again: the service of an endpoint, the VPC of a gateway, the address of an address
 * @param hours that it was there in this month, begun ones whole
 * @param running whether it is still there, so that the month goes on as it began
 */
public record Usage(
    String account, String region, Metered thing, String id, String zone, String vpcId, String about, long hours, long bytes, boolean running) {

  /** The same for a month of 730 hours that goes on as these hours did; what is gone does not go on. */
  public Usage projected() {
    if (!running) {
      return new Usage(account, region, thing, id, zone, vpcId, about, 0, 0, false);
    }
    return new Usage(account, region, thing, id, zone, vpcId, about, Hours.OF_A_MONTH, projected(bytes, hours), true);
  }

  /** Bytes of so many hours, for a month. */
  static long projected(long bytes, long hours) {
    BigInteger month = BigInteger.valueOf(bytes).multiply(BigInteger.valueOf(Hours.OF_A_MONTH)).divide(BigInteger.valueOf(Math.max(1, hours)));
    return month.min(BigInteger.valueOf(Long.MAX_VALUE)).longValue();
  }

  /** The bytes that are paid for. */
  BigDecimal paidBytes() {
    return BigDecimal.valueOf(bytes).multiply(BigDecimal.valueOf(thing.ways()));
  }
}
