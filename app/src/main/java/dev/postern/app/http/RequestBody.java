package dev.postern.app.http;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A request's body on its way from the event loop to the blocking reader.
 *
 * <p>It holds at most about half a megabyte: beyond that the event loop stops reading the socket, and the client waits.
 */
final class RequestBody extends InputStream {
  private static final int FULL = 512 << 10;
  private static final long PATIENCE_SECONDS = 60;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<ByteBuf> pieces = new ArrayDeque<>();
  private final Runnable firstRead;
  private final Runnable hungry;
  private int held;
  private boolean ended;
  private boolean abandoned;
  private boolean asked;
  private Optional<String> failure = Optional.empty();

  /**
   * @param firstRead what to do when the reader first wants bytes ({@code 100 Continue})
   * @param hungry called when there is room again after the event loop was told there is none
   */
  RequestBody(Runnable firstRead, Runnable hungry) {
    this.firstRead = firstRead;
    this.hungry = hungry;
  }

  /** Takes over one piece. */
  void add(ByteBuf piece) {
    lock.lock();
    try {
      if (abandoned || !piece.isReadable()) {
        piece.release();
        return;
      }
      pieces.add(piece);
      held += piece.readableBytes();
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Whether the event loop should read on. */
  boolean hasRoom() {
    lock.lock();
    try {
      return abandoned || held < FULL;
    } finally {
      lock.unlock();
    }
  }

  void end() {
    lock.lock();
    try {
      ended = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  void fail(String why) {
    lock.lock();
    try {
      if (!ended) {
        failure = Optional.of(why);
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether the reader has ever asked for bytes. */
  boolean wasAsked() {
    lock.lock();
    try {
      return asked;
    } finally {
      lock.unlock();
    }
  }

  /** Drops what is held and what is still to come. */
  @Override
  public void close() {
    lock.lock();
    try {
      abandoned = true;
      held = 0;
      pieces.forEach(ByteBuf::release);
      pieces.clear();
    } finally {
      lock.unlock();
    }
    hungry.run();
  }

  @Override
  public int available() {
    lock.lock();
    try {
      return held;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    boolean hasRoomAgain;
    int count;
    lock.lock();
    try {
      if (!asked) {
        asked = true;
        firstRead.run();
      }
      while (pieces.isEmpty()) {
        if (failure.isPresent()) {
          throw new IOException(failure.get());
        }
        if (ended || abandoned) {
          return -1;
        }
        if (!changed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          throw new IOException("the client sent nothing for " + PATIENCE_SECONDS + " seconds");
        }
      }
      ByteBuf piece = pieces.getFirst();
      count = Math.min(length, piece.readableBytes());
      piece.readBytes(target, offset, count);
      if (!piece.isReadable()) {
        pieces.removeFirst().release();
      }
      hasRoomAgain = held >= FULL && held - count < FULL;
      held -= count;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      lock.unlock();
    }
    if (hasRoomAgain) {
      hungry.run();
    }
    return count;
  }
}
