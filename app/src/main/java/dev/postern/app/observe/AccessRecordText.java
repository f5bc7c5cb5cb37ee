package dev.postern.app.observe;

import dev.postern.core.memo.Kept;
import dev.postern.core.policy.Decider;
import dev.postern.core.policy.Decision;
import java.io.ByteArrayOutputStream;
import java.io.StringWriter;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.io.SerializedString;
import tools.jackson.databind.json.JsonMapper;

/** Access records as JSON, to be read by the mapper; written member by member, because every request makes one and the mapper takes longer. */
final class AccessRecordText {
  private static final int ROOM = 1024;
  private static final int KEPT = 1_024;
  /** The same statements decide most requests: what is said of them is written once. */
  private static final Kept<Decision, SerializedString> DECISIONS = new Kept<>(KEPT, AccessRecordText::written);

  private AccessRecordText() {}

  static byte[] of(AccessRecord record) {
    ByteArrayOutputStream text = new ByteArrayOutputStream(ROOM);
    try (JsonGenerator json = JsonMapper.shared().createGenerator(text)) {
      json.writeStartObject()
          .writeNumberProperty("number", record.number())
          .writeStringProperty("time", record.time().toString())
          .writeStringProperty("requestId", record.requestId())
          .writeStringProperty("service", record.service())
          .writeStringProperty("region", record.region())
          .writeStringProperty("host", record.host())
          .writeStringProperty("method", record.method())
          .writeStringProperty("path", record.path())
          .writeNumberProperty("status", record.status())
          .writeStringProperty("source", record.source())
          .writeStringProperty("door", record.door());
      optional(json, "vpce", record.vpce());
      optional(json, "vpc", record.vpc());
      optional(json, "vpceAccount", record.vpceAccount());
      json.writeStringProperty("account", record.account()).writeStringProperty("caller", record.caller());
      optional(json, "userAgent", record.userAgent());
      json.writeArrayPropertyStart("judged");
      record.judged().forEach(judged -> judged(json, judged));
      json.writeEndArray().writeEndObject();
    }
    return text.toByteArray();
  }

  private static void judged(JsonGenerator json, AccessRecord.Judged judged) {
    json.writeStartObject()
        .writeStringProperty("action", judged.action())
        .writeStringProperty("resource", judged.resource())
        .writeStringProperty("account", judged.account())
        .writeRaw(DECISIONS.get(new Decision(judged.verdict(), judged.decidedBy(), judged.reason())))
        .writeEndObject();
  }

  /** The members behind others of an object. */
  private static SerializedString written(Decision decision) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JsonMapper.shared().createGenerator(text)) {
      json.writeStartObject().writeStringProperty("verdict", decision.verdict().name()).writeStringProperty("reason", decision.reason()).writeArrayPropertyStart("decidedBy");
      for (Decider decider : decision.decidedBy()) {
        json.writeStartObject()
            .writeStringProperty("policy", decider.policy())
            .writeStringProperty("type", decider.type().name())
            .writeNumberProperty("statement", decider.statement());
        optional(json, "sid", decider.sid());
        json.writeStringProperty("effect", decider.effect().name()).writeEndObject();
      }
      json.writeEndArray().writeEndObject();
    }
    String object = text.toString();
    return new SerializedString("," + object.substring(1, object.length() - 1));
  }

  private static void optional(JsonGenerator json, String name, Optional<String> value) {
    json.writeName(name);
    if (value.isPresent()) {
      json.writeString(value.get());
    } else {
      json.writeNull();
    }
  }
}
