package dev.postern.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.app.tls.DoorCertificates;
import dev.postern.app.tls.LocalAuthority;
import dev.postern.app.tls.TrustFiles;
import dev.postern.core.plan.Door;
import dev.postern.wire.http.Headers;
import dev.postern.wire.http.HttpReply;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsServerTest {
  private static final Door DOOR = new Door.Public("us-east-1");

  private final EventLoops loops = new EventLoops();
  private final byte[] content = new byte[5 << 20];
  @TempDir private Path directory;
  private HttpServer.Listening listening;
  private int port;
  private SSLContext trust;

  @BeforeEach
  void listen() throws Exception {
    new Random(4).nextBytes(content);
    Path file = Files.write(directory.resolve("object"), content);
    LocalAuthority authority = LocalAuthority.open(directory, Instant.now());
    TrustFiles files = TrustFiles.write(authority, directory);
    HttpServer server = new HttpServer(loops, call -> {
      assertThat(call.tls()).isTrue();
      assertThat(call.door()).isEqualTo(DOOR);
      try {
        return call.method().equals("PUT")
            ? HttpReply.of(200, "text/plain", "" + Arrays.equals(call.bodyBytes(content.length), content))
            : new HttpReply(200, new Headers(), new HttpReply.FilePart(FileChannel.open(file), 0, content.length));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }, new DoorCertificates(authority, (_, _) -> {}));
    // A socket that somebody else made and that listens already, as those of the fabric's namespaces do.
    Socket socket = Socket.newSocketStream();
    socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
    socket.listen(16);
    port = socket.localAddress().getPort();
    listening = server.adopt(socket.intValue(), DOOR, true);
    TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(KeyStore.getInstance(files.javaTrustStore().toFile(), TrustFiles.JAVA_PASSWORD.toCharArray()));
    trust = SSLContext.getInstance("TLS");
    trust.init(null, managers.getTrustManagers(), null);
  }

  @AfterEach
  void close() {
    listening.close();
    loops.close();
  }

  @Test
  void anAdoptedSocketServesFilesOverTlsWithACertificateOfTheServerName() throws Exception {
    for (String name : List.of("s3.us-east-1.amazonaws.com", "a.b.s3.us-east-1.amazonaws.com")) {
      try (SSLSocket socket = connect(name)) {
        send(socket, ("GET / HTTP/1.1\r\nHost: " + name + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        byte[] all = socket.getInputStream().readAllBytes();
        assertThat(Arrays.copyOfRange(all, all.length - content.length, all.length)).isEqualTo(content);
      }
    }
  }

  @Test
  void uploadsArriveWhole() throws Exception {
    try (SSLSocket socket = connect("s3.us-east-1.amazonaws.com")) {
      String head = "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: " + content.length + "\r\nConnection: close\r\n\r\n";
      send(socket, head.getBytes(StandardCharsets.US_ASCII));
      send(socket, content);
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)).endsWith("true");
    }
  }

  @Test
  void aNameThatIsNotServedGetsACertificateThatDoesNotVerifyForIt() throws Exception {
    try (SSLSocket socket = connect("example.com")) {
      assertThat(names(socket)).containsExactly("default.amazonaws.com");
    }
    assertThatThrownBy(() -> connect("example.com", "HTTPS")).isInstanceOf(SSLException.class);
    connect("s3.us-east-1.amazonaws.com", "HTTPS").close();
  }

  private static List<Object> names(SSLSocket socket) throws Exception {
    return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSubjectAlternativeNames().stream().<Object>map(n -> n.get(1)).toList();
  }

  private SSLSocket connect(String name) throws IOException {
    return connect(name, "");
  }

  /** @param verification how the certificate's names are compared with the server's; empty does not */
  private SSLSocket connect(String name, String verification) throws IOException {
    SSLSocket socket = (SSLSocket) trust.getSocketFactory().createSocket(new java.net.Socket("127.0.0.1", port), name, port, true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm(verification);
    parameters.setServerNames(List.of(new SNIHostName(name)));
    socket.setSSLParameters(parameters);
    socket.setSoTimeout(10_000);
    socket.startHandshake();
    return socket;
  }

  private static void send(SSLSocket socket, byte[] bytes) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(bytes);
    out.flush();
  }
}
