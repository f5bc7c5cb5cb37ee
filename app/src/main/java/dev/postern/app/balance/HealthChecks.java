package dev.postern.app.balance;

import dev.postern.app.http.EventLoops;
import dev.postern.core.action.elasticloadbalancing.DescribeTargetHealth;
import dev.postern.core.balancing.BalancerNode;
import dev.postern.core.model.LoadBalancer;
import dev.postern.core.model.TargetGroup;
import dev.postern.core.state.Observed;
import dev.postern.core.state.Snapshot;
import dev.postern.linux.Kernel;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Asks the targets of every load balancer how they are, with real connections from a node of the target's zone, or of another where nodes use all
 * zones. The first answer makes a new target healthy; afterwards the thresholds of its group count.
 * <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html">AWS</a>
 */
public final class HealthChecks implements AutoCloseable {
  private static final long TICK_MILLIS = 250;

  private final Supplier<Snapshot> current;
  private final Supplier<Observed> observed;
  private final Health health;
  private final Probe probe;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("health-checks").factory());

  /** Owned by the clock's thread. */
  private final Map<Health.Checked, Course> courses = new HashMap<>();

  private Map<Health.Checked, Watched> watched = Map.of();
  private Snapshot last = Snapshot.EMPTY;

  public HealthChecks(EventLoops loops, Supplier<Snapshot> current, Supplier<Observed> observed, Supplier<Kernel> kernel, Health health) {
    this.current = current;
    this.observed = observed;
    this.health = health;
    this.probe = new Probe(loops, new Outgoing(kernel));
    clock.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** From where a target is checked, and how. */
  private record Watched(BalancerNode node, TargetGroup group) {}

  /** How the checks of one target go. */
  private static final class Course {
    private long due;
    private boolean asked;
    private int good;
    private int bad;
  }

  private void tick() {
    try {
      Snapshot snapshot = current.get();
      if (snapshot != last) {
        watched = watched(snapshot);
        courses.keySet().retainAll(watched.keySet());
        health.retain(watched.keySet());
        last = snapshot;
      }
      watched.forEach(this::check);
    } catch (RuntimeException e) {
      System.getLogger(HealthChecks.class.getName()).log(System.Logger.Level.WARNING, "while checking targets", e);
    }
  }

  private static Map<Health.Checked, Watched> watched(Snapshot snapshot) {
    Map<Health.Checked, Watched> watched = new LinkedHashMap<>();
    for (var resource : snapshot.resources().values()) {
      if (resource instanceof LoadBalancer balancer) {
        for (BalancerNode node : BalancerNode.of(snapshot, balancer)) {
          for (BalancerNode.Forward forward : node.listeners().values()) {
            Optional<TargetGroup> group = snapshot.located(TargetGroup.class, forward.targetGroupId());
            group.ifPresent(g -> forward.targets().forEach(t -> put(watched, new Health.Checked(g.id(), t), new Watched(node, g))));
          }
        }
      }
    }
    return watched;
  }

  /** The node of the target's own zone is preferred. */
  private static void put(Map<Health.Checked, Watched> watched, Health.Checked target, Watched by) {
    if (by.node().zone().equals(target.target().zone())) {
      watched.put(target, by);
    } else {
      watched.putIfAbsent(target, by);
    }
  }

  private void check(Health.Checked target, Watched by) {
    Course course = courses.computeIfAbsent(target, _ -> new Course());
    long now = System.nanoTime();
    if (course.asked || now < course.due && course.due != 0 || !observed.get().holds(by.node().vpcId(), by.node().loadBalancerId())) {
      return;
    }
    course.asked = true;
    course.due = now + Duration.ofSeconds(by.group().healthCheck().interval()).toNanos();
    probe.ask(by.node(), by.group(), target.target(), found -> clock.execute(() -> heard(target, by.group(), course, found)));
  }

  private void heard(Health.Checked target, TargetGroup group, Course course, DescribeTargetHealth.Found found) {
    course.asked = false;
    course.good = found.healthy() ? course.good + 1 : 0;
    course.bad = found.healthy() ? 0 : course.bad + 1;
    Optional<DescribeTargetHealth.Found> before = health.of(target.targetGroupId(), target.target());
    boolean recovers = found.healthy() && (before.isEmpty() || before.get().healthy() || course.good >= group.healthCheck().healthyThreshold());
    boolean fails = !found.healthy() && (course.bad >= group.healthCheck().unhealthyThreshold() || before.filter(f -> !f.healthy()).isPresent());
    if ((recovers || fails) && courses.get(target) == course) {
      health.put(target, found);
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
