package dev.postern.core.plan;

import dev.postern.core.fabric.FilterLine;
import dev.postern.core.fabric.FilterTable;
import dev.postern.core.ip.Cidr;
import java.util.ArrayList;
import java.util.List;

/** Prints filter lines as nftables text. */
final class Nft {
  private Nft() {}

  /** The rules of a network ACL in one direction: what is allowed returns to the caller, the rest is refused. */
  static List<String> acl(FilterTable table, boolean outbound) {
    List<String> rules = new ArrayList<>();
    String refuse = "goto " + (outbound ? FlowPlan.REFUSE_OUT : FlowPlan.REFUSE_ACL_IN);
    table.lines().forEach(l -> rules.add(rule(l, outbound, l.permit() ? "return" : refuse)));
    rules.add(refuse + " comment \"" + table.origin() + "\"");
    return rules;
  }

  /** The rules of a security group in one direction; {@code onMatch} is where a permitted packet goes on. */
  static List<String> group(FilterTable table, boolean outbound, String onMatch) {
    return table.lines().stream().map(l -> rule(l, outbound, onMatch)).toList();
  }

  private static String rule(FilterLine line, boolean outbound, String verdict) {
    String rule = remote(line.remote(), outbound ? "daddr" : "saddr") + protocol(line) + verdict;
    return rule + " comment \"" + line.origin() + "\"";
  }

  private static String remote(FilterLine.Remote remote, String side) {
    return switch (remote) {
      case FilterLine.Block(Cidr cidr) -> cidr.equals(Cidr.ANY) ? "" : "ip " + side + " " + cidr + " ";
      case FilterLine.Members(String groupId) -> "ip " + side + " @" + members(groupId) + " ";
      case FilterLine.Prefixes(String prefixListId) -> "ip " + side + " @" + prefixes(prefixListId) + " ";
    };
  }

  private static String protocol(FilterLine line) {
    return switch (line.protocol()) {
      case FilterLine.ALL -> "";
      case FilterLine.TCP -> "ip protocol tcp " + ports("tcp", line);
      case FilterLine.UDP -> "ip protocol udp " + ports("udp", line);
      case FilterLine.ICMP -> "ip protocol icmp " + (line.from() < 0 ? "" : "icmp type " + line.from() + " ") + (line.to() < 0 ? "" : "icmp code " + line.to() + " ");
      default -> "ip protocol " + line.protocol() + " ";
    };
  }

  private static String ports(String protocol, FilterLine line) {
    return line.from() < 0 || (line.from() == 0 && line.to() == 65535) ? "" : protocol + " dport " + line.from() + "-" + line.to() + " ";
  }

  static String members(String groupId) {
    return "members_" + Names.digits(groupId);
  }

  static String prefixes(String prefixListId) {
    return "prefixes_" + Names.digits(prefixListId);
  }
}
