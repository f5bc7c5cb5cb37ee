package dev.postern.linux.nft;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/** The nftables library, which reads nft's own language. */
public final class Libnftables {
  private static final String LIBRARY = "libnftables.so.1";

  private final MethodHandle newContext;
  private final MethodHandle freeContext;
  private final MethodHandle bufferOutput;
  private final MethodHandle bufferErrors;
  private final MethodHandle errors;
  private final MethodHandle dryRun;
  private final MethodHandle run;

  /** @throws IllegalArgumentException when the machine has no libnftables */
  public Libnftables() {
    SymbolLookup library = SymbolLookup.libraryLookup(LIBRARY, Arena.global());
    newContext = handle(library, "nft_ctx_new", FunctionDescriptor.of(ADDRESS, JAVA_INT));
    freeContext = handle(library, "nft_ctx_free", FunctionDescriptor.ofVoid(ADDRESS));
    bufferOutput = handle(library, "nft_ctx_buffer_output", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    bufferErrors = handle(library, "nft_ctx_buffer_error", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    errors = handle(library, "nft_ctx_get_error_buffer", FunctionDescriptor.of(ADDRESS, ADDRESS));
    dryRun = handle(library, "nft_ctx_set_dry_run", FunctionDescriptor.ofVoid(ADDRESS, JAVA_BOOLEAN));
    run = handle(library, "nft_run_cmd_from_buffer", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
  }

  private static MethodHandle handle(SymbolLookup library, String name, FunctionDescriptor type) {
    return Linker.nativeLinker().downcallHandle(library.findOrThrow(name), type);
  }

  /** A context whose socket belongs to the namespace of the calling thread. */
  public Context open() {
    try {
      MemorySegment context = (MemorySegment) newContext.invokeExact(0);
      int _ = (int) bufferOutput.invokeExact(context);
      int _ = (int) bufferErrors.invokeExact(context);
      return new Context(context);
    } catch (Throwable t) {
      throw new AssertionError(t);
    }
  }

  /** nftables inside one namespace; for one thread at a time, that is inside the same namespace. */
  public final class Context implements AutoCloseable {
    private final MemorySegment context;

    private Context(MemorySegment context) {
      this.context = context;
    }

    /** Carries all of the text or nothing. @throws NftException with nft's own words */
    public void run(String text) {
      run(text, false);
    }

    /** Whether the text would be carried as things are. */
    public boolean accepts(String text) {
      try {
        run(text, true);
        return true;
      } catch (NftException e) {
        return false;
      }
    }

    private void run(String text, boolean dry) {
      try (Arena arena = Arena.ofConfined()) {
        dryRun.invokeExact(context, dry);
        int status = (int) run.invokeExact(context, arena.allocateFrom(text));
        if (status != 0) {
          MemorySegment words = (MemorySegment) errors.invokeExact(context);
          throw new NftException(words.reinterpret(Long.MAX_VALUE).getString(0));
        }
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable t) {
        throw new AssertionError(t);
      }
    }

    @Override
    public void close() {
      try {
        freeContext.invokeExact(context);
      } catch (Throwable t) {
        throw new AssertionError(t);
      }
    }
  }
}
