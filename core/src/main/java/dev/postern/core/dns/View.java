package dev.postern.core.dns;

/** From where a name is asked. */
public sealed interface View {
  /** The Region of the asker. */
  String region();

  /**
   * By a VPC's resolver: from inside, at base+2 or 169.254.169.253, or from elsewhere at an inbound resolver endpoint.
   *
   * @param inbound through an inbound resolver endpoint: S3's private names can be answered to these askers alone
   */
  record InVpc(String account, String region, String vpcId, boolean inbound) implements View {}

  /** From a host in no VPC. */
  record Outside(String region) implements View {}
}
