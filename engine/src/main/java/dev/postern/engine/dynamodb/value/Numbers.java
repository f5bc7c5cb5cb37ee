package dev.postern.engine.dynamodb.value;

import static dev.postern.engine.dynamodb.DynamoDbError.VALIDATION;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * DynamoDB's numbers: exact decimals of up to 38 significant digits, from 1E-130 to 9.99E+125 and their negatives, without trailing zeros.
 * <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html">AWS</a>
 */
public final class Numbers {
  static final int MAX_DIGITS = 38;
  static final int MAX_EXPONENT = 125;
  static final int MIN_EXPONENT = -130;

  private static final Pattern SYNTAX = Pattern.compile("([+-]?)(\\d*+)(?:\\.(\\d*+))?(?:[eE]([+-]?\\d{1,12}+))?");

  private Numbers() {}

  /** The number that {@code text} writes. */
  public static BigDecimal parse(String text) {
    if (text.isEmpty()) {
      throw VALIDATION.saying("The parameter cannot be converted to a numeric value");
    }
    Matcher matcher = SYNTAX.matcher(text);
    if (!matcher.matches()) {
      throw notANumber(text);
    }
    String whole = matcher.group(2);
    String fraction = matcher.group(3) == null ? "" : matcher.group(3);
    String digits = whole + fraction;
    if (digits.isEmpty()) {
      throw notANumber(text);
    }
    int leading = leadingZeros(digits);
    String significant = withoutTrailingZeros(digits.substring(leading));
    if (significant.isEmpty()) {
      return BigDecimal.ZERO;
    }
    long power = matcher.group(4) == null ? 0 : Long.parseLong(matcher.group(4));
    long exponent = power + whole.length() - leading - 1;
    checkRange(exponent, significant.length());
    BigInteger unscaled = new BigInteger("-".equals(matcher.group(1)) ? "-" + significant : significant);
    return new BigDecimal(unscaled, (int) (significant.length() - 1 - exponent));
  }

  /** The result of arithmetic brought to the one form that equal numbers share. */
  public static BigDecimal normalized(BigDecimal number) {
    if (number.signum() == 0) {
      return BigDecimal.ZERO;
    }
    BigDecimal stripped = number.stripTrailingZeros();
    checkRange(exponent(stripped), stripped.precision());
    return stripped;
  }

  /** The digits in full, without an exponent, as DynamoDB returns them. */
  public static String print(BigDecimal number) {
    return number.toPlainString();
  }

  /** The power of ten of the first significant digit. */
  static int exponent(BigDecimal number) {
    return number.precision() - number.scale() - 1;
  }

  /** Two digits a byte, counted from an even power of ten, one byte more for the exponent and one more for a sign. */
  static int size(BigDecimal number) {
    if (number.signum() == 0) {
      return 1;
    }
    int odd = Math.floorMod(exponent(number), 2) == 0 ? 1 : 0;
    return 1 + (number.precision() + odd + 1) / 2 + (number.signum() < 0 ? 1 : 0);
  }

  private static void checkRange(long exponent, int digits) {
    if (exponent > MAX_EXPONENT) {
      throw VALIDATION.saying("Number overflow. Attempting to store a number with magnitude larger than supported range");
    }
    if (exponent < MIN_EXPONENT) {
      throw VALIDATION.saying("Number underflow. Attempting to store a number with magnitude smaller than supported range");
    }
    if (digits > MAX_DIGITS) {
      throw VALIDATION.saying("Attempting to store more than 38 significant digits in a Number");
    }
  }

  private static RuntimeException notANumber(String text) {
    return VALIDATION.saying("The parameter cannot be converted to a numeric value: " + text);
  }

  private static int leadingZeros(String digits) {
    int i = 0;
    while (i < digits.length() && digits.charAt(i) == '0') {
      i++;
    }
    return i;
  }

  private static String withoutTrailingZeros(String digits) {
    int end = digits.length();
    while (end > 0 && digits.charAt(end - 1) == '0') {
      end--;
    }
    return digits.substring(0, end);
  }
}
