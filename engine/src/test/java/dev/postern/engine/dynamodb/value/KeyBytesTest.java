package dev.postern.engine.dynamodb.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyBytesTest {
  @ParameterizedTest
  @EnumSource(value = Type.class, names = {"S", "N", "B"})
  void theOrderOfBytesIsTheOrderOfValues(Type type) {
    long seed = System.nanoTime();
    System.out.println("KeyBytesTest.theOrderOfBytesIsTheOrderOfValues " + type + " seed " + seed);
    RandomValues values = new RandomValues(seed);
    for (int i = 0; i < 20_000; i++) {
      Value a = values.key(type);
      Value b = values.key(type);
      int order = Arrays.compareUnsigned(new KeyBytes().add(a).bytes(), new KeyBytes().add(b).bytes());
      assertThat(Integer.signum(order)).as("%s and %s", a, b).isEqualTo(Integer.signum(a.compare(b).orElseThrow()));
    }
  }

  @Test
  void whatFollowsAKeyDoesNotDisturbTheOrder() {
    long seed = System.nanoTime();
    System.out.println("KeyBytesTest.whatFollowsAKeyDoesNotDisturbTheOrder seed " + seed);
    RandomValues values = new RandomValues(seed);
    for (int i = 0; i < 20_000; i++) {
      Value a = values.key(Type.S);
      Value b = values.key(Type.S);
      Value x = values.key(Type.B);
      Value y = values.key(Type.B);
      int first = a.compare(b).orElseThrow();
      int expected = first != 0 ? first : x.compare(y).orElseThrow();
      int order = Arrays.compareUnsigned(new KeyBytes().add(a).add(x).bytes(), new KeyBytes().add(b).add(y).bytes());
      assertThat(Integer.signum(order)).as("%s %s and %s %s", a, x, b, y).isEqualTo(Integer.signum(expected));
    }
  }

  @Test
  void aPrefixIsTheRangeOfWhatBeginsWithIt() {
    long seed = System.nanoTime();
    System.out.println("KeyBytesTest.aPrefixIsTheRangeOfWhatBeginsWithIt seed " + seed);
    RandomValues values = new RandomValues(seed);
    for (int i = 0; i < 20_000; i++) {
      Value.B prefix = (Value.B) values.key(Type.B);
      Value.B value = (Value.B) values.key(Type.B);
      byte[] from = new KeyBytes().add(new Value.N(Numbers.parse("1"))).addPrefix(prefix).bytes();
      byte[] key = new KeyBytes().add(new Value.N(Numbers.parse("1"))).add(value).bytes();
      boolean within = Arrays.compareUnsigned(key, from) >= 0 && Arrays.compareUnsigned(key, KeyBytes.after(from)) < 0;
      assertThat(within).as("%s in %s", value, prefix).isEqualTo(value.bytes().startsWith(prefix.bytes()));
    }
  }

  @Test
  void partitionsSpreadOverSegments() {
    int[] counts = new int[8];
    for (int i = 0; i < 8_000; i++) {
      byte[] key = KeyBytes.partition(new Value.S("user-" + i)).bytes();
      int segment = 7;
      while (Arrays.compareUnsigned(key, KeyBytes.segmentStart(segment, 8)) < 0) {
        segment--;
      }
      counts[segment]++;
    }
    assertThat(Arrays.stream(counts).boxed()).allMatch(count -> count > 800 && count < 1_200);
  }
}
