package dev.postern.app.lambda;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Small JSON documents, written and checked. */
final class Json {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private Json() {}

  /** An object of strings. */
  static byte[] of(String... namesAndValues) {
    ObjectNode object = MAPPER.createObjectNode();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return MAPPER.writeValueAsBytes(object);
  }

  /** Reads one document to its end without keeping it. @throws JacksonException where it is not JSON */
  static void check(byte[] document) {
    try (JsonParser parser = MAPPER.createParser(document)) {
      int values = 0;
      int depth = 0;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        values += depth == 0 ? 1 : 0;
        if (values > 1) {
          throw new StreamReadException(parser, "more than one document");
        }
      }
    }
  }
}
