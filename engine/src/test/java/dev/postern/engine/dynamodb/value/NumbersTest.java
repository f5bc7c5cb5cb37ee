package dev.postern.engine.dynamodb.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
  @ParameterizedTest
  @CsvSource({"0,0", "-0.000,0", "007,7", "1.50,1.5", "1e2,100", "+1E+2,100", ".5,0.5", "5.,5", "-12.30e-1,-1.23", "1e-3,0.001", "0e999999999,0"})
  void numbersArePrintedNormalised(String text, String printed) {
    assertThat(Numbers.print(Numbers.parse(text))).isEqualTo(printed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "1x", "--1", "1e", ".", "e5", "NaN", "Infinity", " 1", "0x1", "1_000", "١"})
  void otherTextIsNoNumber(String text) {
    assertThatThrownBy(() -> Numbers.parse(text)).hasMessage("The parameter cannot be converted to a numeric value: " + text);
  }

  @Test
  void rangeAndPrecisionAreLimited() {
    assertThat(Numbers.parse("9".repeat(38) + "0".repeat(88)).precision()).isEqualTo(38);
    assertThat(Numbers.parse("1e-130").signum()).isEqualTo(1);
    assertThatThrownBy(() -> Numbers.parse("1e126")).hasMessageStartingWith("Number overflow.");
    assertThatThrownBy(() -> Numbers.parse("1e999999999999")).hasMessageStartingWith("Number overflow.");
    assertThatThrownBy(() -> Numbers.parse("1e-131")).hasMessageStartingWith("Number underflow.");
    assertThatThrownBy(() -> Numbers.parse("1".repeat(39))).hasMessage("Attempting to store more than 38 significant digits in a Number");
    assertThatThrownBy(() -> Numbers.normalized(new BigDecimal("9.9e125").multiply(BigDecimal.TEN))).hasMessageStartingWith("Number overflow.");
  }

  @Test
  void parsingAgreesWithBigDecimal() {
    long seed = System.nanoTime();
    System.out.println("NumbersTest.parsingAgreesWithBigDecimal seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 5_000; i++) {
      String text = (random.nextBoolean() ? "-" : "") + random.nextInt(100_000) + "." + "0".repeat(random.nextInt(5)) + random.nextInt(100_000)
          + "e" + (random.nextInt(200) - 100);
      BigDecimal number = Numbers.parse(text);
      assertThat(number).as(text).isEqualByComparingTo(new BigDecimal(text));
      assertThat(number).as(text).isEqualTo(Numbers.normalized(new BigDecimal(text)));
      assertThat(Numbers.parse(Numbers.print(number))).as(text).isEqualTo(number);
    }
  }
}
