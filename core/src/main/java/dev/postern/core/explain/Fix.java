package dev.postern.core.explain;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import software.amazon.awssdk.services.ec2.model.Ec2Request;

/** A change that takes an obstacle away: a request, which is also a command. */
public record Fix(@JsonIgnore Ec2Request request, @JsonIgnore String region) {

  /** The command line of the AWS CLI. */
  @JsonProperty
  public String command() {
    return AwsCommand.of(request, region);
  }
}
