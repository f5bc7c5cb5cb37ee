package dev.postern.linux;

import dev.postern.linux.ffm.Libc;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * The one thread that lives inside the fabric. It never comes back to the host's network namespace, which without root it could not:
 * between tasks it rests in an empty namespace of its own.
 *
 * <p>A thread inherits the network namespace of the thread that starts it, and waking a virtual thread may start a carrier. So this
 * thread hands what it finished to a second one, which stayed in the host's namespace and wakes whoever waits. Both queues are without
 * locks, since letting go of a lock wakes its next taker.
 */
final class NamespaceThread implements AutoCloseable {
  private final Worker inside;
  private final Worker outside;
  private int home;

  /** @throws dev.postern.linux.ffm.SystemCallException when network namespaces may not be made */
  NamespaceThread() {
    outside = new Worker("postern-outside");
    inside = new Worker("postern-inside");
    try {
      home = call(() -> {
        Libc.unshareNetwork();
        return Libc.openForReading("/proc/thread-self/ns/net");
      });
    } catch (Exception e) {
      inside.stop();
      outside.stop();
      throw unchecked(e);
    }
  }

  /** Makes a namespace and runs code in it. */
  <T> T create(Callable<T> code) {
    try {
      return call(() -> {
        Libc.unshareNetwork();
        return thenHome(code);
      });
    } catch (Exception e) {
      throw unchecked(e);
    }
  }

  /** Runs code in a namespace. */
  <T> T in(int namespaceFd, Callable<T> code) throws Exception {
    return call(() -> {
      Libc.enterNetwork(namespaceFd);
      return thenHome(code);
    });
  }

  private <T> T thenHome(Callable<T> code) throws Exception {
    try {
      return code.call();
    } finally {
      Libc.enterNetwork(home);
    }
  }

  private <T> T call(Callable<T> code) throws Exception {
    CompletableFuture<T> result = new CompletableFuture<>();
    inside.add(() -> {
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
