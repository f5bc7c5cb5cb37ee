package dev.postern.core.policy.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class JsonTextTest {
  @Test
  void everyValueKnowsItsPlace() {
    Json.Members value = (Json.Members) JsonText.parse("{\n  \"a\": [true,\n    \"x\"]\n}");
    Json.Items items = (Json.Items) value.find("a").orElseThrow();
    assertThat(value.members().getFirst().place()).isEqualTo(new Place(2, 3, 4));
    assertThat(items.values().get(1).place().line()).isEqualTo(3);
    assertThat(items.values().get(1).place().column()).isEqualTo(5);
  }

  @Test
  void anObjectsOwnTextIsFoundByItsPlaceAndEnd() {
    String text = "{\"b\": 1, \"a\": {\"x\": \"é}\"} , \"c\": []}";
    Json.Members inner = (Json.Members) ((Json.Members) JsonText.parse(text)).find("a").orElseThrow();
    assertThat(text.substring(inner.place().offset(), inner.end())).isEqualTo("{\"x\": \"é}\"}");
  }

  @Test
  void placesHoldInTextsLongerThanTheReadersBuffer() {
    String text = "{\"pad\": \"" + "x".repeat(100_000) + "\",\n \"a\": {\"x\": 1}}";
    Json.Members inner = (Json.Members) ((Json.Members) JsonText.parse(text)).find("a").orElseThrow();
    assertThat(text.substring(inner.place().offset(), inner.end())).isEqualTo("{\"x\": 1}");
    assertThat(inner.place().line()).isEqualTo(2);
  }

  @Test
  void aNameTwiceInOneObjectIsRefusedWhereItStands() {
    MalformedJson e = catchThrowableOfType(MalformedJson.class, () -> JsonText.parse("{\"a\":1,\n \"a\":2}"));
    assertThat(e.place().line()).isEqualTo(2);
    assertThat(e.problem()).contains("\"a\" stands twice");
  }

  @Test
  void whatIsNotOneJsonValueIsRefused() {
    for (String text : new String[] {"", "  ", "{", "[1,]", "{\"a\":1} x", "{\"a\":1}{}", "nul", "{'a':1}", "{\"a\":01}", "\"\n\"", "\uFEFF{}", "[NaN]", "// x\n1"}) {
      assertThat(catchThrowableOfType(MalformedJson.class, () -> JsonText.parse(text))).as(text).isNotNull();
    }
  }

  @Test
  void depthIsLimitedAndFoundInLinearTime() {
    String deep = "[".repeat(1_000_000);
    Assertions.assertTimeout(Duration.ofSeconds(5), () -> {
      MalformedJson e = catchThrowableOfType(MalformedJson.class, () -> JsonText.parse(deep));
      assertThat(e.problem()).contains("depth");
    });
  }

  @Test
  void aTextThatIsTooLongIsRefusedUnread() {
    assertThat(catchThrowableOfType(MalformedJson.class, () -> JsonText.parse(" ".repeat(JsonText.LONGEST) + "1")).problem()).contains("longer than");
  }

  @Test
  void printedValuesReadBackAsTheyWere() {
    String text = "{\"a\":[1,-2.5e3,true,null],\"b\":{},\"c\":[],\"d\":\"\\\"\\\\\\n\\u0001\\u2028\u00e9\\ud83d\\ude00\",\"e\":[{\"f\":[\"g\"]}]}";
    Json value = JsonText.parse(text);
    assertThat(JsonText.print(value)).isEqualTo(text);
    assertThat(JsonText.print(JsonText.parse(JsonText.printIndented(value)))).isEqualTo(text);
  }
}
