package dev.postern.bench;

import java.net.URI;
import java.nio.file.Path;
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
