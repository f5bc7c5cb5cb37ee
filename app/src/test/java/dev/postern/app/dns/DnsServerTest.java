package dev.postern.app.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.app.http.EventLoops;
import dev.postern.core.dns.DnsResolver;
import dev.postern.core.ip.Cidr;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.Vpc;
import dev.postern.core.plan.Door;
import dev.postern.core.state.Snapshot;
import io.netty.channel.unix.Socket;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class DnsServerTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private Snapshot snapshot = vpc(true);
  private final EventLoops loops = new EventLoops();
  private final DnsServer server = new DnsServer(loops, new DnsResponder(new DnsResolver(new NameIndex(() -> snapshot))));
  private Closeable udp;
  private Closeable tcp;
  private int udpPort;
  private int tcpPort;

  @BeforeEach
  void open() throws IOException {
    Door door = new Door.Resolver("us-east-1", "000000000000", "vpc-1", false);
    Socket datagrams = Socket.newSocketDgram();
    datagrams.bind(new InetSocketAddress(LOOPBACK, 0));
    udpPort = datagrams.localAddress().getPort();
    udp = server.adoptUdp(datagrams.intValue(), door);
    Socket stream = Socket.newSocketStream();
    stream.bind(new InetSocketAddress(LOOPBACK, 0));
    stream.listen(16);
    tcpPort = stream.localAddress().getPort();
    tcp = server.adoptTcp(stream.intValue(), door);
  }

  @AfterEach
  void close() throws IOException {
    udp.close();
    tcp.close();
    loops.close();
  }

  @Test
  void answersOverUdpRotate() throws IOException {
    Set<String> firsts = new HashSet<>();
    for (int i = 0; i < 6; i++) {
      Message answer = overUdp(question("s3.us-east-1.amazonaws.com.", Type.A));
      List<Record> records = answer.getSection(Section.ANSWER);
      assertThat(records).hasSizeGreaterThan(1);
      firsts.add(((ARecord) records.getFirst()).getAddress().getHostAddress());
      assertThat(answer.getHeader().getFlag(Flags.RA)).isTrue();
    }
    assertThat(firsts).hasSizeGreaterThan(1);
  }

  @Test
  void tcpCarriesTheSameAnswers() throws IOException {
    try (java.net.Socket socket = new java.net.Socket(LOOPBACK, tcpPort)) {
      socket.setSoTimeout(5000);
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      DataInputStream in = new DataInputStream(socket.getInputStream());
      for (int i = 0; i < 2; i++) {
        byte[] query = question("dynamodb.eu-west-1.amazonaws.com.", Type.A).toWire();
        out.writeShort(query.length);
        out.write(query);
        Message answer = new Message(in.readNBytes(in.readUnsignedShort()));
        assertThat(answer.getSection(Section.ANSWER)).isNotEmpty();
      }
    }
  }

  @Test
  void aaaaIsNoDataAndStrangersDoNotExist() throws IOException {
    Message none = overUdp(question("s3.us-east-1.amazonaws.com.", Type.AAAA));
    assertThat(none.getRcode()).isEqualTo(Rcode.NOERROR);
    assertThat(none.getSection(Section.ANSWER)).isEmpty();
    assertThat(overUdp(question("example.com.", Type.A)).getRcode()).isEqualTo(Rcode.NXDOMAIN);
    assertThat(overUdp(question("amazonaws.com.", Type.AXFR)).getRcode()).isEqualTo(Rcode.REFUSED);
  }

  @Test
  void ednsIsAnsweredAndOtherVersionsRefused() throws IOException {
    Message query = question("s3.us-east-1.amazonaws.com.", Type.A);
    query.addRecord(new OPTRecord(1232, 0, 0), Section.ADDITIONAL);
    assertThat(overUdp(query).getOPT()).isNotNull();
    Message future = question("s3.us-east-1.amazonaws.com.", Type.A);
    future.addRecord(new OPTRecord(1232, 0, 1), Section.ADDITIONAL);
    assertThat(overUdp(future).getRcode()).isEqualTo(16);
  }

  @Test
  void garbageIsAnsweredWithFormErrOrNotAtAll() throws IOException {
    byte[] garbage = new byte[20];
    garbage[5] = 9;
    assertThat(exchange(garbage, 2000).getRcode()).isEqualTo(Rcode.FORMERR);
    assertThatThrownBy(() -> exchange(new byte[3], 200)).isInstanceOf(SocketTimeoutException.class);
    assertThat(overUdp(question("s3.us-east-1.amazonaws.com.", Type.A)).getRcode()).isEqualTo(Rcode.NOERROR);
  }

  @Test
  void aVpcWithoutDnsSupportStaysSilentUntilItIsOnAgain() throws IOException {
    snapshot = vpc(false);
    assertThatThrownBy(() -> exchange(question("s3.us-east-1.amazonaws.com.", Type.A).toWire(), 300)).isInstanceOf(SocketTimeoutException.class);
    snapshot = vpc(true);
    assertThat(overUdp(question("s3.us-east-1.amazonaws.com.", Type.A)).getRcode()).isEqualTo(Rcode.NOERROR);
  }

  private static Message question(String name, int type) throws IOException {
    return Message.newQuery(Record.newRecord(Name.fromString(name), type, DClass.IN));
  }

  private Message overUdp(Message query) throws IOException {
    return exchange(query.toWire(), 5000);
  }

  private Message exchange(byte[] query, int millis) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(millis);
      socket.send(new DatagramPacket(query, query.length, LOOPBACK, udpPort));
      DatagramPacket answer = new DatagramPacket(new byte[4096], 4096);
      socket.receive(answer);
      return new Message(Arrays.copyOf(answer.getData(), answer.getLength()));
    }
  }

  private static Snapshot vpc(boolean support) {
    return Snapshot.EMPTY.with(
        new Vpc(new ResourceKey("000000000000", "us-east-1", Kind.VPC, "vpc-1"),
            List.of(new Vpc.CidrAssociation("a", Cidr.parse("10.0.0.0/16"))), support, true, "dopt-1", "default", false));
  }
}
