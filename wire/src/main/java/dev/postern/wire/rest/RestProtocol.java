package dev.postern.wire.rest;

import dev.postern.core.error.AwsException;
import dev.postern.wire.json.JsonError;

/**
 * What the bodies of a REST service are.
 * <a href="https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html">REST JSON</a>,
 * <a href="https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html">REST XML</a>
 */
public enum RestProtocol {
  JSON("application/json") {
    @Override
    AwsException invalid(String name, String value, String expected) {
      return JsonError.SERIALIZATION.saying("'" + value + "' at '" + name + "' is invalid. " + expected + ".");
    }

    @Override
    AwsException malformedUri() {
      return JsonError.SERIALIZATION.saying("the request's URI is malformed");
    }
  },
  XML("application/xml") {
    @Override
    AwsException invalid(String name, String value, String expected) {
      return RestError.INVALID_ARGUMENT.with(
          expected.equals("Expected an integer")
              ? "Provided " + name + " not an integer or within integer range"
              : "Invalid value for " + name + ": " + value);
    }

    @Override
    AwsException malformedUri() {
      return RestError.INVALID_URI.with();
    }
  };

  final String contentType;

  RestProtocol(String contentType) {
    this.contentType = contentType;
  }

  /** A value in the path, the query or a header that is not of its member's type. */
  abstract AwsException invalid(String name, String value, String expected);

  abstract AwsException malformedUri();
}
