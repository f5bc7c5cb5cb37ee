package dev.postern.core.fabric;

import dev.postern.core.ip.Cidr;

/**
 * One block of a forwarding table.
 *
 * @param preference among equal blocks the lowest wins: static routes 0, prefix-list routes 100, learnt routes 200 (rules G5 and G6 of AWS's route priority)
 * @see <a href="https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html">AWS</a>
 */
public record ForwardingEntry(Cidr destination, NextHop hop, int preference, String origin) {
  public static final int STATIC = 0;
  public static final int PREFIX_LIST = 100;
  public static final int LEARNT = 200;
}
