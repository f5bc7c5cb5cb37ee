package dev.postern.app.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.app.http.EventLoops;
import dev.postern.core.ip.Cidr;
import dev.postern.core.model.HostedZone;
import dev.postern.core.model.Kind;
import dev.postern.core.model.NetworkInterface;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.model.Vpc;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.plan.Door;
import dev.postern.core.state.Observed;
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
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.GenericEDNSOption;
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
  private Observed observed = Observed.NOTHING;
  private final EventLoops loops = new EventLoops();
  private final DnsServer server = new DnsServer(loops, new DnsResponder(new NameIndex(() -> snapshot, () -> observed)));
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
  void answersToClientsThatNeverAskTheSameBytesRotateToo() throws IOException {
    Set<String> firsts = new HashSet<>();
    for (int i = 0; i < 6; i++) {
      Message query = question("s3.us-east-1.amazonaws.com.", Type.A);
      query.addRecord(new OPTRecord(1232, 0, 0, 0, List.of(new GenericEDNSOption(10, new byte[] {1, 2, 3, 4, 5, 6, 7, (byte) i}))), Section.ADDITIONAL);
      firsts.add(((ARecord) overUdp(query).getSection(Section.ANSWER).getFirst()).getAddress().getHostAddress());
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

  @Test
  void everyTypeOfAPrivateZoneIsOnTheWire() throws IOException {
    snapshot = vpc(true).with(zone(
        set("corp.example", "SOA", "ns-1536.awsdns-00.co.uk. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400"),
        set("corp.example", "NS", "ns-1536.awsdns-00.co.uk."), set("corp.example", "MX", "10 mail.corp.example", "20 mail2.corp.example."),
        set("corp.example", "TXT", "\"one; two\" \"three\""), set("corp.example", "CAA", "0 issue \"ca.example\""),
        set("_sip._tcp.corp.example", "SRV", "1 2 5060 sip.corp.example"), set("sip.corp.example", "AAAA", "fd00::1"),
        set("1.corp.example", "PTR", "sip.corp.example"), set("www.corp.example", "CNAME", "sip.corp.example")));
    for (String[] each : new String[][] {
        {"corp.example.", "SOA", "ns-1536.awsdns-00.co.uk. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400"}, {"corp.example.", "NS", "ns-1536.awsdns-00.co.uk."},
        {"corp.example.", "TXT", "\"one; two\" three"}, {"corp.example.", "CAA", "0 issue \"ca.example\""},
        {"_sip._tcp.corp.example.", "SRV", "1 2 5060 sip.corp.example."}, {"sip.corp.example.", "AAAA", "fd00:0:0:0:0:0:0:1"}, {"1.corp.example.", "PTR", "sip.corp.example."}}) {
      List<Record> records = overUdp(question(each[0], Type.value(each[1]))).getSection(Section.ANSWER);
      assertThat(records).as(each[1]).extracting(Record::rdataToString).containsExactly(each[2]);
      assertThat(records.getFirst().getTTL()).isEqualTo(300);
    }
    assertThat(overUdp(question("corp.example.", Type.MX)).getSection(Section.ANSWER))
        .extracting(Record::rdataToString).containsExactlyInAnyOrder("10 mail.corp.example.", "20 mail2.corp.example.");
    Message followed = overUdp(question("WWW.corp.example.", Type.AAAA));
    assertThat(followed.getSection(Section.ANSWER)).extracting(r -> r.getName() + " " + Type.string(r.getType()))
        .containsExactly("WWW.corp.example. CNAME", "sip.corp.example. AAAA");
    assertThat(overUdp(question("www.corp.example.", Type.A)).getSection(Section.ANSWER)).hasSize(1);
    assertThat(overUdp(question("nobody.corp.example.", Type.A)).getRcode()).isEqualTo(Rcode.NXDOMAIN);
  }

  @Test
  void whatDoesNotFitIsCutOffOverUdpAndWholeOverTcp() throws IOException {
    snapshot = vpc(true).with(zone(set("corp.example", "A", IntStream.range(1, 100).mapToObj(i -> "192.0.2." + i).toArray(String[]::new))));
    assertThat(overUdp(question("corp.example.", Type.A)).getHeader().getFlag(Flags.TC)).isTrue();
    try (java.net.Socket socket = new java.net.Socket(LOOPBACK, tcpPort)) {
      byte[] query = question("corp.example.", Type.A).toWire();
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      out.writeShort(query.length);
      out.write(query);
      DataInputStream in = new DataInputStream(socket.getInputStream());
      assertThat(new Message(in.readNBytes(in.readUnsignedShort())).getSection(Section.ANSWER)).hasSize(99);
    }
  }

  @Test
  void theSameQuestionIsAnsweredAnewWhenTheCloudOrTheKernelHasChanged() throws IOException {
    String name = "sqs.us-east-1.amazonaws.com.";
    Message before = overUdp(question(name, Type.A));
    snapshot = vpc(true)
        .with(new NetworkInterface(new ResourceKey("000000000000", "us-east-1", Kind.NETWORK_INTERFACE, "eni-1"), "vpc-1", "subnet-1", "us-east-1a",
            "02:00:00:00:00:01", List.of("10.0.0.9"), List.of(), "", "vpc_endpoint", true, Optional.empty(), true, Optional.empty(), Optional.empty()))
        .with(new VpcEndpoint(new ResourceKey("000000000000", "us-east-1", Kind.VPC_ENDPOINT, "vpce-00000000000000001"), "vpc-1",
            "com.amazonaws.us-east-1.sqs", "us-east-1", VpcEndpoint.Type.INTERFACE, List.of(), List.of("subnet-1"), List.of(), List.of("eni-1"), "abcdefgh", true,
            Optional.empty(), "", Instant.EPOCH, ""));
    assertThat(overUdp(question(name, Type.A)).getSection(Section.ANSWER)).as("not carried yet").hasSameSizeAs(before.getSection(Section.ANSWER));
    observed = new Observed(Map.of("vpc-1", Set.of("vpce-00000000000000001")));
    assertThat(overUdp(question(name, Type.A)).getSection(Section.ANSWER)).extracting(Record::rdataToString).containsExactly("10.0.0.9");
    observed = Observed.NOTHING;
    assertThat(overUdp(question(name, Type.A)).getSection(Section.ANSWER)).hasSameSizeAs(before.getSection(Section.ANSWER));
  }

  @Test
  void anAnswerHasTheIdAndTheLettersOfItsOwnQuestion() throws IOException {
    for (String name : List.of("s3.us-east-1.amazonaws.com.", "S3.us-east-1.amazonaws.com.", "s3.us-east-1.amazonaws.com.")) {
      Message query = question(name, Type.A);
      Message answer = overUdp(query);
      assertThat(answer.getHeader().getID()).isEqualTo(query.getHeader().getID());
      assertThat(answer.getQuestion().getName().toString()).isEqualTo(name);
    }
  }

  @Test
  void aHostElsewhereIsAnsweredThroughTheInboundResolverAsTheVpcIs() throws IOException {
    snapshot = vpc(true).with(zone(set("corp.example", "A", "192.0.2.1")));
    Socket datagrams = Socket.newSocketDgram();
    datagrams.bind(new InetSocketAddress(LOOPBACK, 0));
    udpPort = datagrams.localAddress().getPort();
    try (Closeable _ = server.adoptUdp(datagrams.intValue(), new Door.Resolver("us-east-1", "000000000000", "vpc-1", true))) {
      assertThat(overUdp(question("corp.example.", Type.A)).getSection(Section.ANSWER)).extracting(Record::rdataToString).containsExactly("192.0.2.1");
    }
  }

  private static HostedZone zone(HostedZone.RecordSet... records) {
    return new HostedZone(new ResourceKey("000000000000", ResourceKey.GLOBAL, Kind.HOSTED_ZONE, "Z1"), "corp.example", "r", "",
        List.of(new HostedZone.AssociatedVpc("us-east-1", "vpc-1")), List.of(), List.of(records));
  }

  private static HostedZone.RecordSet set(String name, String type, String... values) {
    return new HostedZone.RecordSet(name, type, 300, List.of(values), Optional.empty());
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
