package dev.postern.app.tls;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.Mapping;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The certificate authority of one cloud: made once in its data directory, it issues a certificate for each AWS server name on demand.
 *
 * <p>Its certificate is constrained to AWS's own domains (RFC 5280, section 4.2.1.10), so trusting it cannot open any other site.
 */
public final class LocalAuthority implements Mapping<String, SslContext> {
  private static final List<String> DOMAINS = List.of("amazonaws.com", "api.aws", "on.aws", "sagemaker.aws", "aws.amazon.com");
  private static final Pattern SERVED =
      Pattern.compile("([a-z0-9_-]{1,63}\\.){1,20}(amazonaws\\.com|api\\.aws|on\\.aws|sagemaker\\.aws|aws\\.amazon\\.com)");
  private static final String NAMELESS = "default.amazonaws.com";
  private static final int CACHED = 4096;
  private static final Duration CA_LIFE = Duration.ofDays(3650);
  private static final Duration LEAF_LIFE = Duration.ofDays(365);

  private final PrivateKey key;
  private final X509Certificate certificate;
  private final KeyPair leafKey;
  private final Instant leafStart;
  private final SecureRandom random = new SecureRandom();
  private final Map<List<String>, SslContext> contexts =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<List<String>, SslContext> eldest) {
          return size() > CACHED;
        }
      };

  private LocalAuthority(PrivateKey key, X509Certificate certificate, KeyPair leafKey, Instant now) {
    this.key = key;
    this.certificate = certificate;
    this.leafKey = leafKey;
    this.leafStart = now.minus(Duration.ofDays(1));
  }

  /**
   * The authority of {@code directory}, made there when it is not: {@code ca.pem} and, readable by the owner alone, {@code ca.key}.
   *
   * <p>An authority of an earlier version that was constrained to fewer domains gets a new certificate for its key and name: who trusts the old
   * one still trusts it for the old domains.
   */
  public static LocalAuthority open(Path directory, Instant now) throws IOException {
    Path keyFile = directory.resolve("ca.key");
    Path certificateFile = directory.resolve("ca.pem");
    try {
      Files.createDirectories(directory);
      if (!Files.exists(keyFile) || !Files.exists(certificateFile)) {
        KeyPair pair = newKey();
        X500Name name = new X500Name("CN=Postern local authority " + Long.toHexString(new SecureRandom().nextLong()));
        write(certificateFile, pem("CERTIFICATE", selfSigned(pair, name, now, constraints()).getEncoded()), "rw-r--r--");
        write(keyFile, pem("PRIVATE KEY", pair.getPrivate().getEncoded()), "rw-------");
      }
      PrivateKey key = readKey(keyFile);
      X509Certificate certificate = readCertificate(certificateFile);
      if (!domains(certificate).containsAll(DOMAINS)) {
        X500Name name = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
        certificate = selfSigned(new KeyPair(certificate.getPublicKey(), key), name, now, constraints());
        write(certificateFile, pem("CERTIFICATE", certificate.getEncoded()), "rw-r--r--");
      }
      return new LocalAuthority(key, certificate, newKey(), now);
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IOException("cannot make or read the certificate authority in " + directory, e);
    }
  }

  public X509Certificate certificate() {
    return certificate;
  }

  /** Whether AWS serves this name, in lower case, so that a certificate is issued for it. */
  public static boolean serves(String name) {
    return name.length() <= 253 && SERVED.matcher(name).matches();
  }

  /**
   * The TLS context of a server name; a client that names no server gets one that verifies for none.
   *
   * @throws IllegalArgumentException for a name outside AWS's domains: the handshake then fails
   */
  @Override
  public SslContext map(String serverName) {
    String name = serverName == null || serverName.isEmpty() ? NAMELESS : serverName.toLowerCase(Locale.ROOT);
    if (!serves(name)) {
      throw new IllegalArgumentException("no certificate is issued for " + name);
    }
    return context(List.of(name));
  }

  /**
   * The TLS context of a certificate for several names.
   *
   * @param names in lower case; a leading {@code *.} stands for one label, as in every certificate
   */
  SslContext context(List<String> names) {
    synchronized (contexts) {
      SslContext known = contexts.get(names);
      if (known == null) {
        known = issue(names);
        contexts.put(names, known);
      }
      return known;
    }
  }

  private SslContext issue(List<String> names) {
    try {
      return SslContextBuilder.forServer(leafKey.getPrivate(), leaf(names), certificate)
          .sslProvider(SslProvider.OPENSSL)
          .protocols("TLSv1.3", "TLSv1.2")
          .build();
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("cannot issue a certificate for " + names, e);
    }
  }

  /** A certificate for some server names. */
  X509Certificate leaf(List<String> names) throws GeneralSecurityException, OperatorCreationException, IOException {
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded()),
            new BigInteger(127, random),
            Date.from(leafStart),
            Date.from(leafStart.plus(LEAF_LIFE)),
            new X500Name("CN=Postern local service"),
            leafKey.getPublic());
    JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
    builder.addExtension(Extension.subjectAlternativeName, true, new GeneralNames(dnsNames(names)));
    builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    // By key alone: the certificate's number changes when the authority's domains grow.
    builder.addExtension(Extension.authorityKeyIdentifier, false, extensions.createAuthorityKeyIdentifier(certificate.getPublicKey()));
    builder.addExtension(Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(leafKey.getPublic()));
    return signed(builder, key);
  }

  /** What the authority may issue for. */
  private static NameConstraints constraints() {
    return new NameConstraints(Stream.of(dnsNames(DOMAINS)).map(GeneralSubtree::new).toArray(GeneralSubtree[]::new), null);
  }

  static X509Certificate selfSigned(KeyPair pair, X500Name name, Instant now, NameConstraints constraints)
      throws GeneralSecurityException, OperatorCreationException, IOException {
    Instant start = now.minus(Duration.ofDays(1));
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            name, new BigInteger(127, new SecureRandom()), Date.from(start), Date.from(start.plus(CA_LIFE)), name, pair.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    builder.addExtension(Extension.nameConstraints, true, constraints);
    builder.addExtension(Extension.subjectKeyIdentifier, false, new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
    return signed(builder, pair.getPrivate());
  }

  private static GeneralName[] dnsNames(List<String> names) {
    return names.stream().map(n -> new GeneralName(GeneralName.dNSName, n)).toArray(GeneralName[]::new);
  }

  /** The domains that an authority is constrained to. */
  private static List<String> domains(X509Certificate authority) throws IOException {
    byte[] extension = authority.getExtensionValue(Extension.nameConstraints.getId());
    if (extension == null) {
      return List.of();
    }
    // Authorities of earlier versions have an empty list of excluded names beside the permitted ones, which Bouncy Castle does not read.
    List<String> domains = new ArrayList<>();
    for (ASN1Encodable part : ASN1Sequence.getInstance(JcaX509ExtensionUtils.parseExtensionValue(extension))) {
      ASN1TaggedObject tagged = ASN1TaggedObject.getInstance(part);
      if (tagged.getTagNo() == 0) {
        ASN1Sequence.getInstance(tagged, false).forEach(t -> domains.add(GeneralSubtree.getInstance(t).getBase().getName().toString()));
      }
    }
    return domains;
  }

  private static X509Certificate signed(JcaX509v3CertificateBuilder builder, PrivateKey signer)
      throws GeneralSecurityException, OperatorCreationException {
    X509CertificateHolder holder = builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer));
    return new JcaX509CertificateConverter().getCertificate(holder);
  }

  private static KeyPair newKey() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static PrivateKey readKey(Path file) throws IOException, GeneralSecurityException {
    String base64 = Files.readString(file).replaceAll("-----[A-Z ]+-----|\\s", "");
    return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
  }

  private static X509Certificate readCertificate(Path file) throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  static String pem(String type, byte[] encoded) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
    return "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n";
  }

  /** Writes a file whole or not at all, and never for a moment with more rights than it is to have. */
  private static void write(Path file, String text, String rights) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights)));
    Files.write(fresh, text.getBytes(StandardCharsets.US_ASCII), StandardOpenOption.WRITE);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
