package dev.postern.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/** A cloud to measure, in a folder of its own. */
interface BenchCloud extends AutoCloseable {
  AwsBasicCredentials KEYS = AwsBasicCredentials.create("test", "test");

  Path data();

  URI endpoint();

  /** Removes its folder, when it runs no more. */
  default void delete() throws IOException {
    try (Stream<Path> files = Files.walk(data())) {
      files.sorted(Comparator.reverseOrder()).forEach(p -> p.toFile().delete());
    }
  }

  /** A client of one of its services, from outside. */
  default <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> C client(B builder) {
    return builder
        .region(Region.of(Network.REGION))
        .endpointOverride(endpoint())
        .credentialsProvider(StaticCredentialsProvider.create(KEYS))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }
}
