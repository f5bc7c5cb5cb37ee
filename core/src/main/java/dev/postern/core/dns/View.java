package dev.postern.core.dns;

/** From where a name is asked. */
public sealed interface View {
  /** The Region of the asker. */
  String region();

  /** From inside a VPC, at base+2 or 169.254.169.253. */
  record InVpc(String account, String region, String vpcId) implements View {}

  /** From a host in no VPC. */
  record Outside(String region) implements View {}
}
