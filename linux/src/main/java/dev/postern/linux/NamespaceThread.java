package dev.postern.linux;

import dev.postern.linux.ffm.Libc;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * The thread that lives inside the fabric, and beside it one for nftables. Neither ever comes back to the host's network namespace, which without root they could not:
 * between tasks they rest in an empty namespace of their own.
 *
 * <p>A thread inherits the network namespace of the thread that starts it, and waking a virtual thread may start a carrier. So this
 * thread hands what it finished to a second one, which stayed in the host's namespace and wakes whoever waits. Both queues are without
 * locks, since letting go of a lock wakes its next taker.
 */
final class NamespaceThread implements AutoCloseable {
  private final Worker inside;
  private final Worker outside;

  /**
   * Where libnftables runs. It waits with {@code select(2)}, which ends the process for a descriptor above 1,023, and a large cloud holds
   * more than that. So this thread has a descriptor table of its own, copied when there was little in it, and closes what it opens.
   */
  private final Worker rules;

  private int home;

  /** @throws dev.postern.linux.ffm.SystemCallException when network namespaces may not be made */
  NamespaceThread() {
    outside = new Worker("postern-outside");
    inside = new Worker("postern-inside");
    rules = new Worker("postern-rules");
    try {
      home = call(inside, () -> {
        Libc.unshareNetwork();
        return Libc.openForReading("/proc/thread-self/ns/net");
      });
      call(rules, () -> {
        Libc.unshareDescriptors();
        enterByPath(home);
        return home;
      });
    } catch (Exception e) {
      rules.stop();
      inside.stop();
      outside.stop();
      throw unchecked(e);
    }
  }

  /** Makes a namespace and runs code in it. */
  <T> T create(Callable<T> code) {
    try {
      return call(inside, () -> {
        Libc.unshareNetwork();
        return thenHome(code);
      });
    } catch (Exception e) {
      throw unchecked(e);
    }
  }

  /** Runs code in a namespace. */
  <T> T in(int namespaceFd, Callable<T> code) throws Exception {
    return call(inside, () -> {
      Libc.enterNetwork(namespaceFd);
      return thenHome(code);
    });
  }

  /** Runs code in a namespace where the descriptors it opens have low numbers; it must close them, and gets at no others. */
  <T> T withLowDescriptors(int namespaceFd, Callable<T> code) throws Exception {
    return call(rules, () -> {
      enterByPath(namespaceFd);
      try {
        return code.call();
      } finally {
        enterByPath(home);
      }
    });
  }

  /** Another thread's descriptor, by the path that leads to the process's table. */
  private static void enterByPath(int namespaceFd) {
    int fd = Libc.openForReading("/proc/self/fd/" + namespaceFd);
    try {
      Libc.enterNetwork(fd);
    } finally {
      Libc.close(fd);
    }
  }

  private <T> T thenHome(Callable<T> code) throws Exception {
    try {
      return code.call();
    } finally {
      Libc.enterNetwork(home);
    }
  }

  private <T> T call(Worker worker, Callable<T> code) throws Exception {
    CompletableFuture<T> result = new CompletableFuture<>();
    worker.add(() -> {
      Runnable delivery;
      try {
        T value = code.call();
        delivery = () -> result.complete(value);
      } catch (Throwable t) {
        delivery = () -> result.completeExceptionally(t);
      }
      outside.add(delivery);
    });
    try {
      return result.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case Exception cause -> throw cause;
        case Error cause -> throw cause;
        case Throwable cause -> throw new AssertionError(cause);
      }
    }
  }

  static RuntimeException unchecked(Exception e) {
    return e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
  }

  @Override
  public void close() {
    rules.stop();
    inside.stop();
    outside.stop();
    Libc.close(home);
  }

  /** A platform thread with a queue. */
  private static final class Worker {
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean stopped;

    Worker(String name) {
      thread = Thread.ofPlatform().name(name).daemon().start(this::work);
    }

    void add(Runnable task) {
      if (stopped) {
        throw new IllegalStateException("closed");
      }
      tasks.add(task);
      LockSupport.unpark(thread);
    }

    private void work() {
      while (true) {
        Runnable task = tasks.poll();
        if (task != null) {
          task.run();
        } else if (stopped) {
          return;
        } else {
          LockSupport.park(this);
        }
      }
    }

    /** Ends the thread after what is queued. */
    void stop() {
      stopped = true;
      LockSupport.unpark(thread);
      boolean interrupted = false;
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
