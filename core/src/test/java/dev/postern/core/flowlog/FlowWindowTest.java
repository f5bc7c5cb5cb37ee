package dev.postern.core.flowlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.ip.Ip;
import dev.postern.core.model.FlowLog;
import dev.postern.core.model.Kind;
import dev.postern.core.model.ResourceKey;
import dev.postern.core.plan.FlowSet;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FlowWindowTest {
  private static final Instant START = Instant.parse("2026-11-26T08:00:00Z");
  private static final LoggedInterface AT =
      new LoggedInterface("111122223333", "eni-1", "vpc-1", "subnet-1", Optional.of("i-1"), "us-east-1", "use1-az1", Ip.parse("10.0.0.4"));

  private final FlowWindow window = new FlowWindow(START, START.plusSeconds(60));

  private static FlowLog log(FlowLog.Traffic traffic) {
    return new FlowLog(
        new ResourceKey("111122223333", "us-east-1", Kind.FLOW_LOG, "fl-1"), "vpc-1", "vpc-1", traffic, new FlowLog.Bucket("b", "", "arn:aws:s3:::b", false, false),
        LogFormat.DEFAULT.text(), 60, START, Optional.empty());
  }

  private void add(FlowSet.Point point, FlowSet.Kind kind, int packets, int bytes, int second) {
    FlowTuple tuple =
        point.isEgress()
            ? new FlowTuple(true, AT.primary(), Ip.parse("52.216.0.1"), 40000, 443, 6)
            : new FlowTuple(false, Ip.parse("52.216.0.1"), AT.primary(), 443, 40000, 6);
    Optional<TrafficPath> path = point.isEgress() ? Optional.of(TrafficPath.GATEWAY_ENDPOINT) : Optional.empty();
    window.add(new FlowCount(AT, tuple, new FlowSet(point, kind), packets, bytes, path), START.plusSeconds(second), START.plusSeconds(second + 10));
  }

  private List<String> lines(FlowLog.Traffic traffic, String format) throws LogFormat.Malformed {
    LogFormat parsed = LogFormat.parse(format);
    return window.records(log(traffic), List.of(AT), window.end()).stream().map(parsed::line).toList();
  }

  @Test
  void theDefaultFormatIsVersionTwo() throws Exception {
    add(FlowSet.Point.SENT, FlowSet.Kind.TCP, 3, 300, 10);
    assertThat(lines(FlowLog.Traffic.ALL, LogFormat.DEFAULT.text()))
        .containsExactly("2 111122223333 eni-1 10.0.0.4 52.216.0.1 40000 443 6 3 300 " + (START.getEpochSecond() + 10) + " " + (START.getEpochSecond() + 20) + " ACCEPT OK");
  }

  @Test
  void whatWasRefusedIsNoPartOfWhatWasAccepted() throws Exception {
    add(FlowSet.Point.SENT, FlowSet.Kind.SYN, 5, 300, 0);
    add(FlowSet.Point.REFUSED_OUT, FlowSet.Kind.SYN, 2, 120, 10);
    add(FlowSet.Point.SENT, FlowSet.Kind.FIN, 1, 52, 10);
    String format = "${action} ${packets} ${bytes} ${tcp-flags} ${traffic-path} ${pkt-dst-aws-service}";
    assertThat(lines(FlowLog.Traffic.ALL, format)).containsExactlyInAnyOrder("ACCEPT 4 232 3 7 S3", "REJECT 2 120 2 - S3");
    assertThat(lines(FlowLog.Traffic.ACCEPT, format)).containsExactly("ACCEPT 4 232 3 7 S3");
    assertThat(lines(FlowLog.Traffic.REJECT, format)).containsExactly("REJECT 2 120 2 - S3");
  }

  @Test
  void whatWasReceivedAndWhatWasHeldBackAreCountedApart() throws Exception {
    add(FlowSet.Point.RECEIVED, FlowSet.Kind.SYN_ACK, 1, 60, 0);
    add(FlowSet.Point.REFUSED_IN, FlowSet.Kind.TCP, 7, 364, 0);
    assertThat(lines(FlowLog.Traffic.ALL, "${action} ${bytes} ${tcp-flags} ${flow-direction} ${srcaddr} ${dstaddr} ${traffic-path}"))
        .containsExactlyInAnyOrder("ACCEPT 60 18 ingress 52.216.0.1 10.0.0.4 -", "REJECT 364 0 ingress 52.216.0.1 10.0.0.4 -");
  }

  @Test
  void anIdleInterfaceHasARecordAndOneThatLostSomethingSaysSo() throws Exception {
    String none = " 111122223333 eni-1 - - - - - - - " + START.getEpochSecond() + " " + (START.getEpochSecond() + 60) + " - ";
    assertThat(lines(FlowLog.Traffic.ALL, LogFormat.DEFAULT.text())).containsExactly("2" + none + "NODATA");
    window.skip(AT);
    assertThat(lines(FlowLog.Traffic.ALL, LogFormat.DEFAULT.text())).containsExactly("2" + none + "SKIPDATA");
  }

  @Test
  void theVersionIsThatOfTheNewestField() throws Exception {
    add(FlowSet.Point.SENT, FlowSet.Kind.TCP, 1, 40, 0);
    assertThat(lines(FlowLog.Traffic.ALL, "${version} ${vpc-id}")).containsExactly("3 vpc-1");
    assertThat(lines(FlowLog.Traffic.ALL, "${ecs-task-arn} ${version} ${reject-reason}")).containsExactly("- 8 -");
  }

  @Test
  void aKernelsKeyIsReadByItsKind() {
    byte[] key =
        ByteBuffer.allocate(32).put("eabc".getBytes(StandardCharsets.US_ASCII)).position(16).putInt((int) Ip.parse("10.0.0.4")).putInt((int) Ip.parse("200.1.2.3"))
            .putShort((short) 50000).putShort((short) 0).putShort((short) 443).array();
    assertThat(FlowTuple.of(new FlowSet(FlowSet.Point.SENT, FlowSet.Kind.UDP), key))
        .isEqualTo(new FlowTuple(true, Ip.parse("10.0.0.4"), Ip.parse("200.1.2.3"), 50000, 443, 17));
    assertThat(FlowTuple.device(key)).isEqualTo("eabc");
    byte[] other = ByteBuffer.allocate(28).position(16).putInt(1).putInt(2).put((byte) 1).array();
    assertThat(FlowTuple.of(new FlowSet(FlowSet.Point.REFUSED_IN, FlowSet.Kind.OTHER), other)).isEqualTo(new FlowTuple(false, 1, 2, 0, 0, 1));
    assertThat(FlowTuple.device(other)).isEmpty();
  }

  @Test
  void filesLieWhereAwsPutsThem() {
    FlowLog log = log(FlowLog.Traffic.ALL);
    assertThat(FlowLogFile.key(log, new FlowLog.Bucket("b", "", "", false, false), START, "01234567"))
        .isEqualTo("AWSLogs/111122223333/vpcflowlogs/us-east-1/2026/11/26/111122223333_vpcflowlogs_us-east-1_fl-1_20261126T0800Z_01234567.log.gz");
    assertThat(FlowLogFile.key(log, new FlowLog.Bucket("b", "net/", "", true, true), START, "01234567"))
        .isEqualTo(
            "net/AWSLogs/aws-account-id=111122223333/aws-service=vpcflowlogs/aws-region=us-east-1/year=2026/month=11/day=26/hour=08/"
                + "111122223333_vpcflowlogs_us-east-1_fl-1_20261126T0800Z_01234567.log.gz");
  }
}
