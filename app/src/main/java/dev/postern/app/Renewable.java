package dev.postern.app;

import dev.postern.core.action.Caller;
import dev.postern.wire.http.AwsService;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.HttpReply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.stream.Stream;

/** An engine in a folder of its own that can be emptied while the server runs. */
final class Renewable<T extends AwsService & AutoCloseable> implements AwsService, AutoCloseable {
  private final Path directory;
  private final Function<Path, T> open;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private T engine;

  Renewable(Path directory, Function<Path, T> open) throws IOException {
    this.directory = directory;
    this.open = open;
    Files.createDirectories(directory);
    this.engine = open.apply(directory);
  }

  @Override
  public HttpReply handle(HttpCall call, Caller caller) {
    lock.readLock().lock();
    try {
      return engine.handle(call, caller);
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Asks the engine something that is no request. */
  <R> R ask(Function<T, R> question) {
    lock.readLock().lock();
    try {
      return question.apply(engine);
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Waits for requests under way, then starts again with nothing. */
  void empty() {
    lock.writeLock().lock();
    try {
      engine.close();
      try (Stream<Path> files = Files.walk(directory)) {
        List<Path> deepestFirst = files.filter(f -> !f.equals(directory)).sorted(Comparator.reverseOrder()).toList();
        for (Path file : deepestFirst) {
          Files.delete(file);
        }
      }
      engine = open.apply(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot empty " + directory, e);
    } catch (Exception e) {
      throw new IllegalStateException("cannot close the engine in " + directory, e);
    } finally {
      lock.writeLock().unlock();
    }
  }

  @Override
  public void close() throws Exception {
    engine.close();
  }
}
