package dev.postern.app.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;
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
    X509Certificate leaf = authority.leaf(List.of(name));
    validate(leaf, authority.certificate());
    assertThat(leaf.getSubjectAlternativeNames()).hasSize(1).first().isEqualTo(List.of(2, name));
    assertThat(authority.map(name)).isSameAs(authority.map(name.toUpperCase()));
  }

  @Test
  void anAuthorityOfFewerDomainsGrowsAndWhoTrustsTheOldCertificateKeepsItsNames() throws Exception {
    X509Certificate first = LocalAuthority.open(directory, Instant.now()).certificate();
    PrivateKey key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(
        Files.readString(directory.resolve("ca.key")).replaceAll("-----[A-Z ]+-----|\\s", ""))));
    X500Name name = X500Name.getInstance(first.getSubjectX500Principal().getEncoded());
    GeneralSubtree[] fewer = Stream.of("amazonaws.com", "api.aws", "on.aws")
        .map(d -> new GeneralSubtree(new GeneralName(GeneralName.dNSName, d)))
        .toArray(GeneralSubtree[]::new);
    // With an empty list of excluded names, as version 0.1 wrote it.
    NameConstraints constraints = new NameConstraints(fewer, new GeneralSubtree[0]);
    X509Certificate narrow = LocalAuthority.selfSigned(new KeyPair(first.getPublicKey(), key), name, Instant.now(), constraints);
    Files.writeString(directory.resolve("ca.pem"), LocalAuthority.pem("CERTIFICATE", narrow.getEncoded()));

    LocalAuthority grown = LocalAuthority.open(directory, Instant.now());
    assertThat(grown.certificate()).isNotEqualTo(narrow);
    assertThat(grown.certificate().getPublicKey()).isEqualTo(narrow.getPublicKey());
    assertThat(LocalAuthority.open(directory, Instant.now()).certificate()).isEqualTo(grown.certificate());
    validate(grown.leaf(List.of("sqs.us-east-1.amazonaws.com")), narrow);
    X509Certificate notebook = grown.leaf(List.of("n.notebook.us-east-1.sagemaker.aws"));
    validate(notebook, grown.certificate());
    assertThatThrownBy(() -> validate(notebook, narrow)).isInstanceOf(CertPathValidatorException.class);
  }

  @Test
  void nothingOutsideAwsVerifies() throws Exception {
    LocalAuthority authority = LocalAuthority.open(directory, Instant.now());
    for (String name : List.of("example.com", "www.amazon.com", "aws.example.com")) {
      X509Certificate leaf = authority.leaf(List.of(name));
      assertThatThrownBy(() -> validate(leaf, authority.certificate())).isInstanceOf(CertPathValidatorException.class);
    }
  }

  @Test
  void onlyAwsNamesGetACertificate() throws IOException {
    LocalAuthority authority = LocalAuthority.open(directory, Instant.now());
    for (String name : List.of("example.com", "amazonaws.com.example.com", "evilamazonaws.com", "amazonaws.com", "a..amazonaws.com")) {
      assertThatThrownBy(() -> authority.map(name)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(List.of("sqs.us-east-1.api.aws", "n.notebook.us-east-1.sagemaker.aws", "signin.aws.amazon.com")).allMatch(LocalAuthority::serves);
  }

  @Test
  void theTrustFilesHoldTheAuthority() throws Exception {
    LocalAuthority authority = LocalAuthority.open(directory, Instant.now());
    TrustFiles files = TrustFiles.write(authority, directory);
    assertThat(Files.readString(files.bundle())).startsWith(Files.readString(files.certificate()));
    KeyStore store = KeyStore.getInstance(files.javaTrustStore().toFile(), TrustFiles.JAVA_PASSWORD.toCharArray());
    assertThat(store.getCertificate("postern")).isEqualTo(authority.certificate());
  }

  /** The authority stands in the path too, because the JDK does not look at the constraints of an anchor. */
  private static void validate(X509Certificate leaf, X509Certificate authority) throws Exception {
    PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(authority.getSubjectX500Principal(), authority.getPublicKey(), null)));
    parameters.setRevocationEnabled(false);
    CertPathValidator.getInstance("PKIX").validate(CertificateFactory.getInstance("X.509").generateCertPath(List.of(leaf, authority)), parameters);
  }
}
