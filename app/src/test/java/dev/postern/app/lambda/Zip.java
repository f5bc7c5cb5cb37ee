package dev.postern.app.lambda;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** Zip files for tests. */
final class Zip {
  private Zip() {}

  /** A file of text files (a class file as its bytes in ISO 8859-1), executable ones where the name is {@code bootstrap}. */
  static byte[] of(Path directory, String... namesAndTexts) throws IOException {
    Path zip = Files.createTempDirectory(directory, "zip").resolve("code.zip");
    try (FileSystem files = FileSystems.newFileSystem(zip, Map.of("create", true, "enablePosixFileAttributes", true))) {
      for (int i = 0; i < namesAndTexts.length; i += 2) {
        Path file = files.getPath("/" + namesAndTexts[i]);
        Files.createDirectories(file.getParent());
        Files.writeString(file, namesAndTexts[i + 1], namesAndTexts[i].endsWith(".class") ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(namesAndTexts[i].equals("bootstrap") ? "rwxr-xr-x" : "rw-r--r--"));
      }
    }
    return Files.readAllBytes(zip);
  }
}
