package dev.postern.app.demo;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The demo function's deployment package: its class, and from this program's own libraries the AWS SDK and AWS's runtime client. */
final class FunctionZip {
  private FunctionZip() {}

  static byte[] build() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setLevel(Deflater.NO_COMPRESSION);
      String name = DynamoDbFunction.class.getName().replace('.', '/') + ".class";
      zip.putNextEntry(new ZipEntry(name));
      try (InputStream in = Objects.requireNonNull(DynamoDbFunction.class.getClassLoader().getResourceAsStream(name))) {
        in.transferTo(zip);
      }
      for (Path jar : libraries()) {
        zip.putNextEntry(new ZipEntry("lib/" + jar.getFileName()));
        Files.copy(jar, zip);
      }
    }
    return bytes.toByteArray();
  }

  /** What the function needs, and no other service's classes: Lambda takes 50 MB. */
  private static List<Path> libraries() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(p -> isNeeded(p.getFileName().toString()))
        .toList();
  }

  private static boolean isNeeded(String jar) {
    boolean otherService = jar.matches("(ec2|s3|iam|sts|lambda|s3-.*)-\\d.*");
    boolean ours = jar.startsWith("postern") || jar.startsWith("netty") || jar.startsWith("sqlite") || jar.startsWith("bc") || jar.startsWith("dnsjava");
    boolean tools = jar.startsWith("picocli") || jar.startsWith("jline") || jar.startsWith("progressbar") || jar.startsWith("pcollections");
    return jar.endsWith(".jar") && !otherService && !ours && !tools;
  }
}
