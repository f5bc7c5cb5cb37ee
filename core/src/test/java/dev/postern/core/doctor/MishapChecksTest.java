package dev.postern.core.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.explain.TracedCloud;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Findings from what endpoints and NAT gateways did with packets and handshakes, and from endpoints that are on their way out. */
class MishapChecksTest {
  private static final String ENDPOINT = "vpce-00000000000000020";

  private static List<Finding> examine(TracedCloud cloud, Clues.Mishap... mishaps) {
    return Doctor.examine(cloud.cloud.snapshot, new Clues(List.of(), List.of(), List.of(), List.of(mishaps), List.of()));
  }

  private static TracedCloud cloud(boolean privateDns) {
    return DoctorTest.sqs(new TracedCloud().vpc(1), 0, privateDns);
  }

  private static Clues.Mishap mishap(Clues.Mishap.Kind kind, String id, String name) {
    return new Clues.Mishap(kind, id, name, 3);
  }

  @Test
  void packetsOfForgottenConnectionsAreFoundAtEndpointsAndNatGateways() {
    Finding endpoint = examine(cloud(true), mishap(Clues.Mishap.Kind.STALE, ENDPOINT, "")).getFirst();
    assertThat(endpoint.number()).isEqualTo(39);
    assertThat(endpoint.resource()).isEqualTo(ENDPOINT);
    assertThat(endpoint.evidence()).startsWith("3 packets of connections that " + ENDPOINT);
    Finding nat = examine(new TracedCloud().vpc(1).natGateway(1), mishap(Clues.Mishap.Kind.STALE, "nat-00000001", "")).getFirst();
    assertThat(nat.cause()).isEqualTo(Cause.IDLE_CONNECTIONS);
    assertThat(nat.network()).isEqualTo("vpc-00000001");
  }

  @Test
  void packetsThatAreTooLongAreFound() {
    Finding finding = examine(cloud(true), mishap(Clues.Mishap.Kind.TOO_LONG, ENDPOINT, "")).getFirst();
    assertThat(finding.number()).isEqualTo(40);
    assertThat(finding.evidence()).contains("3 packets of more than 8500 bytes");
  }

  @Test
  void namesThatAreNotTheServicesAreOneFindingWithTheNamesThatAre() {
    Finding finding =
        examine(cloud(true), mishap(Clues.Mishap.Kind.OTHER_NAME, ENDPOINT, "queues.example.com"), mishap(Clues.Mishap.Kind.OTHER_NAME, ENDPOINT, "")).getFirst();
    assertThat(finding.number()).isEqualTo(41);
    assertThat(finding.evidence()).isEqualTo("6 TLS clients of the last hour asked " + ENDPOINT + " by its address, queues.example.com");
    assertThat(finding.consequence()).contains("ask for " + ENDPOINT, "sqs.us-east-1.amazonaws.com");
    assertThat(finding.fix()).isEmpty();
  }

  @Test
  void whereTheUsualNameDoesNotLeadToTheEndpointPrivateDnsMendsIt() {
    Finding finding =
        examine(cloud(false), mishap(Clues.Mishap.Kind.OTHER_NAME, ENDPOINT, "")).stream().filter(f -> f.cause() == Cause.OTHER_NAME).findFirst().orElseThrow();
    assertThat(finding.fix().orElseThrow().command()).startsWith("aws ec2 modify-vpc-endpoint --vpc-endpoint-id " + ENDPOINT + " --private-dns-enabled");
  }

  @Test
  void whatIsGoneSinceIsNotFound() {
    for (Clues.Mishap.Kind kind : Clues.Mishap.Kind.values()) {
      assertThat(examine(cloud(true), mishap(kind, "vpce-0ffffffffffffffff", ""))).isEmpty();
    }
  }

  @Test
  void anEndpointThatIsBeingDeletedKeepsItsNames() {
    Clues.Leaving leaving = new Clues.Leaving("vpce-0aaaaaaaaaaaaaaaa", "000000000000", "us-east-1", "vpc-00000001", "com.amazonaws.us-east-1.sqs");
    Clues clues = new Clues(List.of(), List.of(), List.of(), List.of(), List.of(leaving));
    Finding alone = Doctor.examine(new TracedCloud().vpc(1).cloud.snapshot, clues).getFirst();
    assertThat(alone.number()).isEqualTo(18);
    assertThat(alone.severity()).isEqualTo(Severity.INFO);
    Finding waiting =
        Doctor.examine(cloud(false).cloud.snapshot, clues).stream().filter(f -> f.cause() == Cause.STILL_DELETING).findFirst().orElseThrow();
    assertThat(waiting.severity()).isEqualTo(Severity.WARNING);
    assertThat(waiting.fix().orElseThrow().command()).contains(ENDPOINT, "--private-dns-enabled");
  }
}
