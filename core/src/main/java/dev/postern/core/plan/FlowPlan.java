package dev.postern.core.plan;

import dev.postern.core.fabric.Fabric;
import dev.postern.core.fabric.Port;
import dev.postern.core.fabric.SubnetTable;
import dev.postern.core.ip.Ip;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What counts the packets of the interfaces that a flow log covers. Without one there are no rules, and no packet pays.
 *
 * <p>An interface's packets are counted where they come in from its link and where they leave on it, so that the sums are those of the link. What
 * groups or network ACLs refuse is counted where it is dropped.
 * <a href="https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html">AWS</a>
 */
final class FlowPlan {
  static final String REFUSE_OUT = "refuse_out";
  static final String REFUSE_IN = "refuse_in";
  static final String REFUSE_ACL_IN = "refuse_acl_in";
  private static final String LINKS = "flow_links";
  private static final String SERVED = "flow_served";
  private static final String UNLOGGED = "flow_unlogged";

  /** The Amazon resolver, time, and the instance metadata: AWS does not log what goes there, nor to the subnet's router. */
  private static final List<String> LINK_LOCAL = List.of("169.254.169.123", "169.254.169.253", "169.254.169.254");

  private final Fabric fabric;
  private final String router;
  private final List<Item> items = new ArrayList<>();

  private FlowPlan(Fabric fabric) {
    this.fabric = fabric;
    this.router = fabric.vpcId();
  }

  static List<Item> of(Fabric fabric) {
    FlowPlan plan = new FlowPlan(fabric);
    if (fabric.logged().isEmpty()) {
      plan.refusals(List.of(), List.of());
    } else {
      plan.sets();
      plan.interfaces();
      plan.chains();
    }
    return plan.items;
  }

  private void refusals(List<String> out, List<String> in) {
    chain("note_refused_out", out);
    chain("note_refused_in", in);
  }

  private void sets() {
    set(LINKS, "type ifname;");
    set(SERVED, "type ipv4_addr;");
    set(UNLOGGED, "type ipv4_addr;");
    set(FlowSet.TURN, "type ether_type;");
    for (FlowSet set : FlowSet.all()) {
      for (boolean second : List.of(false, true)) {
        set(set.name(second), set.kind().type() + " size " + FlowSet.LARGEST + "; flags dynamic;");
      }
    }
  }

  private void interfaces() {
    for (String eni : fabric.logged()) {
      Port port = fabric.ports().get(eni);
      if (port.served()) {
        element(SERVED, Ip.text(port.primary()), eni);
      } else {
        element(LINKS, '"' + Names.hostLink(eni) + '"', eni);
      }
    }
    Set<String> unlogged = new TreeSet<>(LINK_LOCAL);
    unlogged.add(Ip.text(fabric.cidrs().getFirst().at(2)));
    for (SubnetTable subnet : fabric.subnets().values()) {
      unlogged.add(Ip.text(subnet.cidr().at(1)));
    }
    unlogged.forEach(ip -> element(UNLOGGED, ip, router));
  }

  private void chains() {
    for (FlowSet.Point point : FlowSet.Point.values()) {
      chain(chain(point), List.of("meta protocol @" + FlowSet.TURN + " goto " + chain(point) + FlowSet.suffix(true), "goto " + chain(point) + FlowSet.suffix(false)));
      for (boolean second : List.of(false, true)) {
        chain(chain(point) + FlowSet.suffix(second), counting(point, second));
      }
    }
    String sent = " jump " + chain(FlowSet.Point.SENT);
    String received = " jump " + chain(FlowSet.Point.RECEIVED);
    String unlogged = "ip daddr @" + UNLOGGED + " return";
    // Before any translation of addresses, as the interface sends it.
    base("flow_from_links", "prerouting", "mangle - 10", unlogged, "iifname @" + LINKS + sent);
    base("flow_to_links", "forward", "filter + 20", "oifname @" + LINKS + received);
    base("flow_to_served", "input", "filter + 20", "ip daddr @" + SERVED + received);
    base("flow_from_served", "output", "filter - 10", "ip saddr @" + SERVED + sent);
    // The router's own answers, as the resolver's, have no address of an interface.
    base("flow_answers", "output", "filter + 20", "ip saddr @served oifname @" + LINKS + received);
    refusals(refused(FlowSet.Point.REFUSED_OUT, "ip saddr"), refused(FlowSet.Point.REFUSED_IN, "ip daddr"));
  }

  /** The first that has room for the packet counts it. */
  private static List<String> counting(FlowSet.Point point, boolean second) {
    List<String> rules = new ArrayList<>();
    for (FlowSet.Kind kind : FlowSet.Kind.values()) {
      String set = new FlowSet(point, kind).name(second);
      rules.add((kind.match() + " update @" + set + " { " + kind.key(point) + " counter } return").strip());
    }
    return rules;
  }

  private static List<String> refused(FlowSet.Point point, String address) {
    return List.of(point.device() + " @" + LINKS + " goto " + chain(point), address + " @" + SERVED + " goto " + chain(point));
  }

  private static String chain(FlowSet.Point point) {
    return "flow_" + point.text();
  }

  private void base(String name, String hook, String priority, String... rules) {
    items.add(new Item.Chain(router, name, "type filter hook " + hook + " priority " + priority + "; policy accept;", List.of(rules), router));
  }

  private void chain(String name, List<String> rules) {
    items.add(new Item.Chain(router, name, rules, router));
  }

  private void set(String name, String type) {
    items.add(new Item.NamedSet(router, name, type, router));
  }

  private void element(String set, String key, String origin) {
    items.add(new Item.Element(router, set, key, Optional.empty(), origin));
  }
}
