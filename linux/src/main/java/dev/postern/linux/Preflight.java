package dev.postern.linux;

import dev.postern.core.ip.Cidr;
import dev.postern.core.plan.Door;
import dev.postern.core.plan.Item;
import dev.postern.core.plan.KernelPlan;
import dev.postern.linux.ffm.Libc;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Tells what this machine lacks to carry a network, by carrying a very small one. */
public final class Preflight {
  private static final String NAME = "preflight";
  private static final String RULES = """
      table ip postern {
        set sources { type ifname . ipv4_addr; }
        set prefixes { type ipv4_addr; flags interval; elements = { 10.0.0.0/8 } }
        map subnets { type ifname : mark; }
        map publics { type ipv4_addr : ipv4_addr; }
        map doors { type ifname : verdict; }
        chain forward {
          type filter hook forward priority filter; policy drop;
          iifname . ip saddr @sources accept
          ip daddr @prefixes meta mark 7 counter drop
          ct state established,related accept
          iifname vmap @doors
        }
        chain marking { type filter hook prerouting priority mangle; meta mark set iifname map @subnets; }
        chain inward { type nat hook prerouting priority dstnat; dnat to ip daddr map @publics; }
        chain outward { type nat hook postrouting priority srcnat; masquerade; }
      }
      """;

  private Preflight() {}

  /** A kind of item, and what to do when the kernel refuses it. */
  private record Need(Item item, String advice) {}

  /** One line that says what is missing and what to do about it; empty when the machine can do all. Leaves nothing behind. */
  public static Optional<String> lacking() {
    try (Kernel kernel = Kernel.open((fd, _) -> () -> Libc.close(fd))) {
      return needs().stream().map(need -> unmet(kernel, need)).flatMap(Optional::stream).findFirst().or(() -> untracked(kernel));
    } catch (KernelException e) {
      return Optional.of(e.step() + ": " + e.reason() + "; run as root, or allow user namespaces: sysctl user.max_user_namespaces and"
          + " user.max_net_namespaces above 0, kernel.unprivileged_userns_clone=1, kernel.apparmor_restrict_unprivileged_userns=0");
    }
  }

  private static Optional<String> unmet(Kernel kernel, Need need) {
    try {
      kernel.apply(new KernelPlan.Change(Set.of(), Set.of(need.item)));
      return Optional.empty();
    } catch (KernelException e) {
      return Optional.of(e.step() + ": " + e.reason() + "; " + need.advice);
    }
  }

  private static Optional<String> untracked(Kernel kernel) {
    try {
      kernel.connections(NAME);
      return Optional.empty();
    } catch (KernelException e) {
      return Optional.of(e.step() + ": " + e.reason() + "; the kernel needs CONFIG_NF_CT_NETLINK: modprobe nf_conntrack_netlink");
    }
  }

  private static List<Need> needs() {
    Item.Link link = new Item.Link(NAME, "near", "02:00:00:00:00:01", NAME, "far", "02:00:00:00:00:02", 1500, NAME);
    List<Need> needs = new ArrayList<>();
    needs.add(new Need(new Item.Namespace(NAME, new TreeMap<>(Map.of("ipv4/ip_forward", "1")), NAME),
        "in a container, start it privileged, with /proc/sys writable"));
    needs.add(new Need(link, "the kernel needs CONFIG_VETH: modprobe veth"));
    needs.add(new Need(new Item.Neighbour(NAME, "near", "10.0.0.2", link.peerMac(), NAME), "the kernel needs CONFIG_INET"));
    needs.add(new Need(new Item.KernelRoute(NAME, 1000, Cidr.parse("10.1.0.0/16"), Item.RouteType.UNICAST, Optional.of("near"),
        Optional.of("10.0.0.2"), 0, NAME), "the kernel needs CONFIG_IP_ADVANCED_ROUTER"));
    needs.add(new Need(new Item.PolicyRule(NAME, 100, 7, 1000, NAME), "the kernel needs CONFIG_IP_MULTIPLE_TABLES"));
    needs.add(new Need(new Item.Ruleset(NAME, RULES, NAME), "install nftables (apt-get install nftables); if it is"
        + " there, the kernel needs CONFIG_NF_TABLES_IPV4, NFT_CT, NFT_NAT and NFT_MASQ: modprobe -a nf_tables nft_ct nft_chain_nat nft_masq"));
    needs.add(new Need(new Item.Listener(NAME, Optional.of("near"), "0.0.0.0", 80, Item.Transport.TCP, new Door.PublicResolver(NAME), NAME),
        "sockets must be allowed to bind to a device (CAP_NET_RAW)"));
    return needs;
  }
}
