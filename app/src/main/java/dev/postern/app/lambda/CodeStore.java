package dev.postern.app.lambda;

import dev.postern.core.error.LambdaError;
import dev.postern.core.model.Function;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipError;
import java.util.zip.ZipException;

/** The functions' code on disk: a folder for each zip file by its SHA-256, with the file and what was in it; equal files are one. */
final class CodeStore {
  /** AWS's quotas. <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">AWS</a> */
  private static final int ZIPPED = 50 << 20;

  private static final long UNZIPPED = 262_144_000;

  private final Path directory;

  CodeStore(Path directory) {
    this.directory = directory;
  }

  /** Stores a zip file. @throws dev.postern.core.error.AwsException when it is none, is empty, or is too large */
  Function.Code store(byte[] zip, List<String> architectures, boolean uploadedDirectly) {
    if (uploadedDirectly && zip.length > ZIPPED) {
      throw LambdaError.INVALID_PARAMETER_VALUE.with("Zipped size must be smaller than " + ZIPPED + " bytes");
    }
    byte[] hash = sha256(zip);
    Function.Code code = new Function.Code(Base64.getEncoder().encodeToString(hash), zip.length, architectures);
    Path home = home(code);
    if (!touch(home)) {
      try {
        Files.createDirectories(directory);
        Path fresh = Files.createTempDirectory(directory, "new-");
        try {
          Files.write(fresh.resolve("code.zip"), zip);
          unpack(fresh.resolve("code.zip"), fresh.resolve("task"));
          Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        } finally {
          delete(fresh);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return code;
  }

  /** Says that code which is there already is wanted again; false when it is not there. */
  private static boolean touch(Path home) {
    try {
      if (Files.isDirectory(home)) {
        Files.setLastModifiedTime(home, FileTime.from(Instant.now()));
        return true;
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder with the unpacked code. */
  Path task(Function.Code code) {
    return home(code).resolve("task");
  }

  /** Deletes the code that nothing uses, unless it was stored since {@code before}: then its function may be about to be made. */
  void keepOnly(Set<String> sha256s, Instant before) {
    if (!Files.isDirectory(directory)) {
      return;
    }
    Set<String> kept = sha256s.stream().map(CodeStore::folder).collect(Collectors.toSet());
    try (Stream<Path> homes = Files.list(directory)) {
      for (Path home : homes.filter(h -> !kept.contains(h.getFileName().toString())).toList()) {
        if (Files.getLastModifiedTime(home).toInstant().isBefore(before)) {
          delete(home);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path home(Function.Code code) {
    return directory.resolve(folder(code.sha256()));
  }

  private static String folder(String sha256) {
    return HexFormat.of().formatHex(Base64.getDecoder().decode(sha256));
  }

  /** With the files' rights, because {@code bootstrap} must be executable; the file system refuses names that lead out of it. */
  private static void unpack(Path zip, Path target) throws IOException {
    long left = UNZIPPED;
    boolean empty = true;
    try (FileSystem files = FileSystems.newFileSystem(zip, Map.of("enablePosixFileAttributes", true));
        Stream<Path> entries = Files.walk(files.getPath("/"))) {
      Files.createDirectories(target);
      for (Path entry : (Iterable<Path>) entries::iterator) {
        Path to = target.resolve(entry.toString().substring(1)).normalize();
        if (!to.startsWith(target)) {
          throw broken();
        }
        if (Files.isDirectory(entry)) {
          Files.createDirectories(to);
        } else {
          empty = false;
          left -= copy(entry, to, left);
          Files.setPosixFilePermissions(to, rights(entry));
        }
      }
    } catch (ZipError | ZipException | UncheckedIOException | IllegalArgumentException _) {
      throw broken();
    }
    if (empty) {
      throw LambdaError.INVALID_PARAMETER_VALUE.with("Uploaded file must be a non-empty zip");
    }
  }

  private static long copy(Path entry, Path to, long most) throws IOException {
    long copied = 0;
    byte[] buffer = new byte[64 << 10];
    try (InputStream in = Files.newInputStream(entry);
        OutputStream out = Files.newOutputStream(to)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        copied += n;
        if (copied > most) {
          throw LambdaError.INVALID_PARAMETER_VALUE.with("Unzipped size must be smaller than " + UNZIPPED + " bytes");
        }
        out.write(buffer, 0, n);
      }
    }
    return copied;
  }

  private static Set<PosixFilePermission> rights(Path entry) throws IOException {
    Set<PosixFilePermission> rights = EnumSet.copyOf(Files.getPosixFilePermissions(entry));
    rights.addAll(Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ));
    return rights;
  }

  private static RuntimeException broken() {
    return LambdaError.INVALID_PARAMETER_VALUE.with("Could not unzip uploaded file. Please check your file, then try to upload again.");
  }

  private static void delete(Path directoryOrNothing) throws IOException {
    if (!Files.exists(directoryOrNothing)) {
      return;
    }
    Files.walkFileTree(
        directoryOrNothing,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
