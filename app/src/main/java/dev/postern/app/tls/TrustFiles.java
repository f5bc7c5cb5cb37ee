package dev.postern.app.tls;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * The files that make a host's programs trust the local authority.
 *
 * <p>The bundle holds the host system's authorities too, as a machine in AWS has them; inside the sealed fabric only ours is ever met.
 *
 * @param certificate the authority alone, for {@code NODE_EXTRA_CA_CERTS}
 * @param bundle ours and the system's, for {@code SSL_CERT_FILE}, {@code AWS_CA_BUNDLE} and the system's own bundle file
 * @param javaTrustStore JKS, password {@value #JAVA_PASSWORD}: every JDK reads it in place of its {@code cacerts}, where it gives no password
 *     and so could not read an encrypted PKCS #12
 */
public record TrustFiles(Path certificate, Path bundle, Path javaTrustStore) {
  /** A trust store holds nothing secret; the format wants a password. */
  public static final String JAVA_PASSWORD = "changeit";

  private static final List<Path> SYSTEM_BUNDLES =
      List.of(
          Path.of("/etc/ssl/certs/ca-certificates.crt"), Path.of("/etc/pki/tls/certs/ca-bundle.crt"), Path.of("/etc/ssl/cert.pem"));

  /** Writes the files anew beside the authority's own, because the system's bundle may have changed. */
  public static TrustFiles write(LocalAuthority authority, Path directory) throws IOException {
    TrustFiles files = new TrustFiles(directory.resolve("ca.pem"), directory.resolve("bundle.pem"), directory.resolve("trust.jks"));
    StringBuilder bundle = new StringBuilder(Files.readString(files.certificate));
    Optional<Path> system = SYSTEM_BUNDLES.stream().filter(Files::isReadable).findFirst();
    if (system.isPresent()) {
      bundle.append(Files.readString(system.get(), StandardCharsets.ISO_8859_1));
    }
    replace(files.bundle, bundle.toString().getBytes(StandardCharsets.ISO_8859_1));
    Path fresh = directory.resolve("trust.jks.new");
    try (OutputStream out = Files.newOutputStream(fresh)) {
      trustStore(authority.certificate()).store(out, JAVA_PASSWORD.toCharArray());
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot write " + fresh, e);
    }
    Files.move(fresh, files.javaTrustStore, StandardCopyOption.ATOMIC_MOVE);
    return files;
  }

  private static KeyStore trustStore(X509Certificate certificate) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("JKS");
    store.load(null, null);
    store.setCertificateEntry("postern", certificate);
    return store;
  }

  private static void replace(Path file, byte[] content) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.write(fresh, content);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
