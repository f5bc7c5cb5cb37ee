package dev.postern.engine.s3.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;

/** The bytes of an object, ready to be sent. */
public sealed interface Content extends AutoCloseable {
  @Override
  void close();

  /** A small object's bytes, which were read with its row. */
  record Small(byte[] bytes) implements Content {
    @Override
    public void close() {}
  }

  /** An open file; its bytes stay readable when the object is replaced or deleted meanwhile. */
  record InFile(FileChannel channel) implements Content {
    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
