package dev.postern.core.path;

import java.util.List;

/** The way of one flow: what it passed, in order, and where it ended. */
public record Path(List<Hop> hops, End end) {

  /**
   * One thing that was passed.
   *
   * @param origin the AWS resource, or resource and rule, that let it pass
   */
  public record Hop(Kind kind, String origin) {}

  /** Kinds of hop. */
  public enum Kind {
    INTERFACE,
    GROUP_OUT,
    ACL_OUT,
    ROUTE,
    NAT_GATEWAY,
    INTERNET_GATEWAY,
    VPC_ENDPOINT,
    PEERING_CONNECTION,
    VPN_GATEWAY,
    TRANSIT_GATEWAY,
    SITE,
    ACL_IN,
    GROUP_IN
  }
}
