package dev.postern.wire.query;

import dev.postern.core.error.AwsException;
import dev.postern.wire.shape.Shape;
import dev.postern.wire.xml.XmlBody;
import software.amazon.awssdk.core.SdkPojo;

/** Writes responses and errors of the Query protocols as XML. */
public final class QueryWriter {
  private QueryWriter() {}

  /** The body of a successful answer to {@code operation}, for example {@code CreateVpc}. */
  public static byte[] write(QueryApi api, String operation, SdkPojo response, String requestId) {
    XmlBody xml = new XmlBody(api.protocol().timestamps).open(operation + "Response", api.namespace());
    return switch (api.protocol()) {
      case EC2 -> {
        xml.element("requestId", requestId);
        if (Shape.of(response).members().isEmpty()) {
          // AWS answers these with a boolean that the SDK leaves out of its classes because it is always true.
          xml.element("return", "true");
        }
        yield xml.members(response).close().bytes();
      }
      case AWS_QUERY -> {
        // Elastic Load Balancing's empty answers have a result too, and the AWS CLI looks for it.
        if (!Shape.of(response).members().isEmpty() || api == QueryApi.ELASTIC_LOAD_BALANCING) {
          xml.open(operation + "Result").members(response).close();
        }
        yield xml.open("ResponseMetadata").element("RequestId", requestId).close().close().bytes();
      }
    };
  }

  /** The body of a refusal; its HTTP status is {@link AwsException#status()}. */
  public static byte[] error(QueryApi api, AwsException refusal, String requestId) {
    return switch (api.protocol()) {
      case EC2 -> new XmlBody(api.protocol().timestamps)
          .open("Response")
          .open("Errors").open("Error").element("Code", refusal.code()).element("Message", refusal.text()).close().close()
          .element("RequestID", requestId)
          .close().bytes();
      case AWS_QUERY -> new XmlBody(api.protocol().timestamps)
          .open("ErrorResponse", api.namespace())
          .open("Error")
          .element("Type", refusal.status() < 500 ? "Sender" : "Receiver")
          .element("Code", refusal.code()).element("Message", refusal.text()).close()
          .element("RequestId", requestId)
          .close().bytes();
    };
  }
}
