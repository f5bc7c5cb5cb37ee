package dev.postern.core.advise;

import java.util.Arrays;
import java.util.Optional;

/** Where callers are, as seen from the VPC that the endpoint is for. */
public enum CallerPlace {
  VPC("vpc", "in the VPC"),
  /** Behind a VPN connection or Direct Connect. */
  ON_PREMISES("onprem", "on-premises"),
  /** Of the same Region, behind a peering connection or a transit gateway. */
  OTHER_VPC("other-vpc", "in another VPC"),
  /** In a VPC of another Region. */
  OTHER_REGION("other-region", "in another Region");

  private final String code;
  private final String words;

  CallerPlace(String code, String words) {
    this.code = code;
    this.words = words;
  }

  /** The name in commands and in JSON. */
  public String code() {
    return code;
  }

  public String words() {
    return words;
  }

  public static Optional<CallerPlace> of(String code) {
    return Arrays.stream(values()).filter(p -> p.code.equals(code)).findFirst();
  }
}
