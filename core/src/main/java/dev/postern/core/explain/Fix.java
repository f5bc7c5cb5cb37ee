package dev.postern.core.explain;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import software.amazon.awssdk.awscore.AwsRequest;

/** A change that takes an obstacle away: a request, which is also a command. */
public record Fix(@JsonIgnore AwsRequest request, @JsonIgnore String region) {

  /** The command line of the AWS CLI. */
  @JsonProperty
  public String command() {
    return AwsCommand.of(request, region);
  }
}
