package dev.postern.linux;

import dev.postern.core.plan.Item;
import dev.postern.linux.ffm.Libc;
import dev.postern.linux.netlink.NftSocket;
import dev.postern.linux.netlink.RouteSocket;
import dev.postern.linux.nft.Libnftables;
import dev.postern.linux.nft.NftException;
import dev.postern.linux.nft.Transaction;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;

/** One namespace of the fabric: the descriptor that keeps it alive, and the sockets through which it is changed. */
final class Netns implements AutoCloseable {
  /** The kernel numbers devices from 1; ours begin where it will not come. */
  private static final int FIRST_DEVICE = 1000;

  private final int fd;
  private final RouteSocket routes;
  private final Held held;
  private final Map<String, Integer> devices = new HashMap<>();
  private int nextDevice = FIRST_DEVICE;
  private Optional<Nftables> nftables = Optional.empty();
  private Set<Item> rules = new LinkedHashSet<>();
  private boolean rulesLost;
  private int rebuilt;

  /** What only a namespace with rules has. {@code generation} is what ours was the last change of. */
  private record Nftables(Libnftables library, NftSocket socket, int[] generation) {}

  private Netns(int fd, RouteSocket routes, Held held) {
    this.fd = fd;
    this.routes = routes;
    this.held = held;
  }

  static Netns create(Held held) {
    return held.thread.create(
        () -> new Netns(Libc.openForReading("/proc/thread-self/ns/net"), new RouteSocket(held.port, held.buffers), held));
  }

  int fd() {
    return fd;
  }

  RouteSocket routes() {
    return routes;
  }

  /** Writes sysctls; {@code /proc/sys/net} shows the namespace of the thread that opens it. */
  void set(Map<String, String> sysctls) {
    run(() -> sysctls.forEach((path, value) -> Libc.writeFile("/proc/sys/net/" + path, value)));
  }

  int newDevice(String device) {
    devices.put(device, nextDevice);
    return nextDevice++;
  }

  OptionalInt device(String device) {
    Integer known = devices.get(device);
    if (known != null) {
      return OptionalInt.of(known);
    }
    OptionalInt found = routes.index(device);
    found.ifPresent(index -> devices.put(device, index));
    return found;
  }

  void forgetDevice(String device) {
    devices.remove(device);
  }

  /** The device is ours to take away, with whichever end of its pair. */
  void leaving(String device) {
    device(device).ifPresent(routes::leaving);
    forgetDevice(device);
  }

  void knowDevices(Map<String, RouteSocket.Device> seen) {
    devices.clear();
    seen.forEach((name, device) -> devices.put(name, device.index()));
  }

  /**
   * Takes away from the table and adds to it. By increments where it can, at the cost of what changes; anew when the base changed, when
   * somebody else changed it, or when the increment does not fit what is there.
   *
   * @return what was written: {@code added}, or all of the table
   * @throws KernelException when nftables does not take it
   */
  Collection<Item> changeRules(Collection<Item> removed, Collection<Item> added) {
    Nftables nft = nftables();
    List<Item> leaving = removed.stream().filter(rules::contains).toList();
    boolean base = Stream.concat(leaving.stream(), added.stream()).anyMatch(Item.Ruleset.class::isInstance);
    if (!base && !rulesLost) {
      try {
        carry(Transaction.change(leaving, added), nft);
        leaving.forEach(rules::remove);
        rules.addAll(added);
        rulesLost = false;
        return added;
      } catch (KernelException e) {
        // What is there is not what we think, or the change is wrong: writing all of it anew tells which.
      }
    }
    Set<Item> after = new LinkedHashSet<>(rules);
    leaving.forEach(after::remove);
    after.addAll(added);
    nft.generation[0] = nft.socket.generation();
    rebuilt++;
    carry(Transaction.rebuild(after), nft);
    rules = after;
    rulesLost = false;
    return after;
  }

  private Nftables nftables() {
    if (nftables.isEmpty()) {
      Libnftables library = held.library();
      nftables = Optional.of(inside(() -> {
        NftSocket socket = new NftSocket(held.buffers);
        return new Nftables(library, socket, new int[] {socket.generation()});
      }));
    }
    return nftables.get();
  }

  /** Carries a transaction, in pieces where it is too long for one. */
  private void carry(Transaction transaction, Nftables nft) {
    try {
      inContext(nft, context -> {
        context.run(transaction.text());
        return true;
      });
      // A transaction raises the number by one, or by none when it changed nothing. More was somebody else: keep the old one, so that
      // the audit sees it.
      int now = nft.socket.generation();
      if (now - nft.generation[0] <= 1) {
        nft.generation[0] = now;
      }
    } catch (NftException e) {
      List<Transaction> halves = e.tooLong() ? transaction.halves() : List.of();
      if (halves.isEmpty()) {
        Optional<Item> culprit = inContext(nft, context -> transaction.culprit(context::accepts));
        throw new KernelException("change rules", e.getMessage(), culprit);
      }
      rulesLost = true; // until the last piece is carried
      halves.forEach(half -> carry(half, nft));
    }
  }

  /** A context for each change: its socket must not add to the descriptors of the thread that libnftables runs on. */
  private <T> T inContext(Nftables nft, Function<Libnftables.Context, T> code) {
    try {
      return held.thread.withLowDescriptors(fd, () -> {
        try (Libnftables.Context context = nft.library.open()) {
          return code.apply(context);
        }
      });
    } catch (Exception e) {
      throw NamespaceThread.unchecked(e);
    }
  }

  /** Whether the rules are as we left them. When they are not, the next change writes them anew. */
  boolean rulesAreOurs() {
    rulesLost |= nftables.isPresent() && nftables.get().socket.generation() != nftables.get().generation[0];
    return !rulesLost;
  }

  /** What nftables of this namespace tells; empty while it has no rules. */
  Optional<NftSocket> counting() {
    return nftables.map(Nftables::socket);
  }

  /** How many times the table was written anew, and with it whatever its rules had put into sets was lost. */
  int rebuilt() {
    return rebuilt;
  }

  /** Carries a change to what the rules themselves keep in sets; it is no item. */
  void changeSets(String text) {
    carry(Transaction.of(text), nftables());
  }

  void run(Runnable code) {
    inside(() -> {
      code.run();
      return true;
    });
  }

  <T> T inside(Callable<T> code) {
    try {
      return held.thread.in(fd, code);
    } catch (Exception e) {
      throw NamespaceThread.unchecked(e);
    }
  }

  @Override
  public void close() {
    nftables.ifPresent(nft -> nft.socket.close());
    routes.close();
    Libc.close(fd);
  }
}
