package dev.postern.wire.query;

import dev.postern.core.error.AwsException;
import dev.postern.core.error.Ec2Error;
import dev.postern.core.error.QueryError;
import dev.postern.wire.http.Parameters;
import dev.postern.wire.shape.Member;
import dev.postern.wire.shape.Scalar;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * Which of the two Query protocols: they differ in how lists are spelled, how responses are wrapped and how errors are worded.
 * <a href="https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html">EC2</a>,
 * <a href="https://smithy.io/2.0/aws/protocols/aws-query-protocol.html">AWS Query</a>
 */
public enum QueryProtocol {
  EC2(Scalar.MILLISECONDS) {
    @Override
    Optional<String> listName(Member list) {
      return Optional.empty();
    }

    @Override
    AwsException malformed() {
      return Ec2Error.MALFORMED_QUERY_STRING.with();
    }

    @Override
    AwsException unknown(String parameter) {
      return Ec2Error.UNKNOWN_PARAMETER.with(parameter);
    }

    @Override
    AwsException invalid(String parameter, String value, String why) {
      return Ec2Error.INVALID_PARAMETER_VALUE.with("Value (%s) for parameter %s is invalid. %s.".formatted(value, parameter, why));
    }
  },
  AWS_QUERY(Scalar.SECONDS) {
    @Override
    Optional<String> listName(Member list) {
      return list.flattened() ? Optional.empty() : Optional.of(list.elementName());
    }

    @Override
    AwsException malformed() {
      return QueryError.MALFORMED_QUERY_STRING.with();
    }

    @Override
    AwsException unknown(String parameter) {
      return QueryError.INVALID_QUERY_PARAMETER.with("The parameter " + parameter + " is not recognized");
    }

    @Override
    AwsException invalid(String parameter, String value, String why) {
      return QueryError.VALIDATION_ERROR.with("Value '%s' at '%s' is invalid. %s.".formatted(value, parameter, why));
    }
  };

  final DateTimeFormatter timestamps;

  QueryProtocol(DateTimeFormatter timestamps) {
    this.timestamps = timestamps;
  }

  /** The parameters of a form body or query string; the protocol's {@code MalformedQueryString} when it is broken. */
  public Parameters parse(byte[] form) {
    return Parameters.parse(form).orElseThrow(this::malformed);
  }

  /** What stands between a list's name and an element's number, if anything. */
  abstract Optional<String> listName(Member list);

  abstract AwsException malformed();

  abstract AwsException unknown(String parameter);

  abstract AwsException invalid(String parameter, String value, String why);
}
