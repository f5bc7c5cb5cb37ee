package dev.postern.wire.json;

import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.dataformat.cbor.CBORFactory;

/**
 * How the tokens of a body are written: as JSON, or as CBOR (RFC 8949), where bytes need no base64 and a timestamp is a tagged number.
 * <a href="https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html">Smithy RPC v2 CBOR</a>
 */
public enum Encoding {
  JSON(new JsonFactory(), JsonToken.VALUE_STRING),
  CBOR(new CBORFactory(), JsonToken.VALUE_EMBEDDED_OBJECT);

  final TokenStreamFactory factory;
  /** What a blob is. */
  final JsonToken bytes;

  Encoding(TokenStreamFactory factory, JsonToken bytes) {
    this.factory = factory;
    this.bytes = bytes;
  }
}
