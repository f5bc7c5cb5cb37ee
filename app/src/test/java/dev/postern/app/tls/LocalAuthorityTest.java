package dev.postern.app.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalAuthorityTest {
  @TempDir private Path directory;

  @Test
  void theSameAuthorityIsThereAfterARestartAndItsKeyIsPrivate() throws IOException {
    LocalAuthority first = LocalAuthority.open(directory, Instant.now());
    LocalAuthority second = LocalAuthority.open(directory, Instant.now());
    assertThat(second.certificate()).isEqualTo(first.certificate());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("ca.key")))).isEqualTo("rw-------");
  }

  @Test
  void aLeafVerifiesForItsNameAndIsIssuedOnce() throws Exception {
    LocalAuthority authority = LocalAuthority.open(directory, Instant.now());
    String name = "bucket.with.dots.s3.eu-central-1.amazonaws.com";
    X509Certificate leaf = authority.leaf(name);
    PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(authority.certificate(), null)));
    parameters.setRevocationEnabled(false);
    CertPathValidator.getInstance("PKIX").validate(CertificateFactory.getInstance("X.509").generateCertPath(List.of(leaf)), parameters);
    assertThat(leaf.getSubjectAlternativeNames()).hasSize(1).first().isEqualTo(List.of(2, name));
    assertThat(authority.map(name)).isSameAs(authority.map(name.toUpperCase()));
  }

  @Test
  void onlyAwsNamesGetACertificate() throws IOException {
    LocalAuthority authority = LocalAuthority.open(directory, Instant.now());
    for (String name : List.of("example.com", "amazonaws.com.example.com", "evilamazonaws.com", "amazonaws.com", "a..amazonaws.com")) {
      assertThatThrownBy(() -> authority.map(name)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(LocalAuthority.serves("sqs.us-east-1.api.aws")).isTrue();
  }

  @Test
  void theTrustFilesHoldTheAuthority() throws Exception {
    LocalAuthority authority = LocalAuthority.open(directory, Instant.now());
    TrustFiles files = TrustFiles.write(authority, directory);
    assertThat(Files.readString(files.bundle())).startsWith(Files.readString(files.certificate()));
    KeyStore store = KeyStore.getInstance(files.javaTrustStore().toFile(), TrustFiles.JAVA_PASSWORD.toCharArray());
    assertThat(store.getCertificate("postern")).isEqualTo(authority.certificate());
  }
}
