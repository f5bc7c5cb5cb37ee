package dev.postern.engine.dynamodb.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ItemBytesTest {
  @Test
  void itemsReadBackAsTheyWereWritten() {
    long seed = System.nanoTime();
    System.out.println("ItemBytesTest.itemsReadBackAsTheyWereWritten seed " + seed);
    RandomValues values = new RandomValues(seed);
    for (int i = 0; i < 3_000; i++) {
      Item item = values.item();
      assertThat(ItemBytes.read(ItemBytes.write(item))).isEqualTo(item);
    }
  }

  @Test
  void itemsPassTheApiUnchanged() {
    long seed = System.nanoTime();
    System.out.println("ItemBytesTest.itemsPassTheApiUnchanged seed " + seed);
    RandomValues values = new RandomValues(seed);
    for (int i = 0; i < 3_000; i++) {
      Item item = values.item();
      assertThat(AttributeValues.item(AttributeValues.print(item))).isEqualTo(item);
    }
  }

  @Test
  void sizesAreCountedAsDocumented() {
    assertThat(new Item(Map.of("ab", new Value.S("é"))).size()).isEqualTo(4);
    assertThat(new Item(Map.of("n", new Value.N(Numbers.parse("123")))).size()).isEqualTo(4);
    assertThat(new Item(Map.of("t", new Value.Bool(true))).size()).isEqualTo(2);
    assertThat(new Item(Map.of("l", new Value.L(List.of(new Value.Null())))).size()).isEqualTo(6);
    assertThat(new Value.S("\uD83D\uDE00").size()).isEqualTo(4);
  }
}
