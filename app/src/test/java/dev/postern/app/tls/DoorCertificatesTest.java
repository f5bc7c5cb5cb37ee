package dev.postern.app.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.plan.Door;
import io.netty.handler.ssl.SslContext;
import io.netty.util.Mapping;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoorCertificatesTest {
  private static final String ID = "vpce-0123456789abcdef0-abcd1234";

  @TempDir private Path directory;
  private final List<String> strangers = new ArrayList<>();

  @Test
  void anEndpointsServiceHasACertificateForEachOfItsNamesAndOneForWhoeverAsksForAnother() throws IOException {
    LocalAuthority authority = LocalAuthority.open(directory, Instant.now());
    Mapping<String, SslContext> names = new DoorCertificates(authority, (_, name) -> strangers.add(name)).apply(
        new Door.Endpoint("us-east-1", "000000000000", "vpc-1", "vpce-1", "com.amazonaws.us-east-1.s3", "us-east-1", Door.EndpointType.INTERFACE));
    for (String name : List.of("bucket." + ID + ".s3.us-east-1.vpce.amazonaws.com", "b.bucket." + ID + "-us-east-1a.s3.us-east-1.vpce.amazonaws.com",
        "b.s3.us-east-1.amazonaws.com")) {
      assertThat(names.map(name)).isSameAs(authority.map(name));
    }
    SslContext own = names.map("sqs.us-east-1.amazonaws.com");
    assertThat(own).isNotSameAs(authority.map("sqs.us-east-1.amazonaws.com"));
    assertThat(List.of("s3.example.com", "s3.us-west-2.amazonaws.com", ID + ".sqs.us-east-1.vpce.amazonaws.com")).allMatch(n -> names.map(n) == own);
    assertThat(names.map(null)).isSameAs(own);
    assertThat(strangers).contains("sqs.us-east-1.amazonaws.com", "s3.example.com", "").doesNotContain("b.s3.us-east-1.amazonaws.com");
  }

  @Test
  void aPublicAddressHasACertificateForEveryNameOfAws() throws IOException {
    LocalAuthority authority = LocalAuthority.open(directory, Instant.now());
    Mapping<String, SslContext> names = new DoorCertificates(authority, (_, name) -> strangers.add(name)).apply(new Door.Public("us-east-1"));
    assertThat(names.map("sqs.us-east-1.amazonaws.com")).isSameAs(authority.map("sqs.us-east-1.amazonaws.com"));
    assertThat(names.map("example.com")).isSameAs(names.map(null)).isSameAs(authority.map(""));
    assertThat(strangers).isEmpty();
  }
}
