package dev.postern.core.memo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeptTest {
  @Test
  void aValueIsWorkedOutOnceAndAfterTooManyOthersAnew() {
    List<Integer> workedOut = new ArrayList<>();
    Kept<Integer, String> kept =
        new Kept<>(
            3,
            key -> {
              workedOut.add(key);
              return "v" + key;
            });
    assertThat(List.of(kept.get(1), kept.get(1), kept.get(2), kept.get(3), kept.get(1))).containsExactly("v1", "v1", "v2", "v3", "v1");
    assertThat(workedOut).containsExactly(1, 2, 3);
    assertThat(kept.get(4) + kept.get(1)).isEqualTo("v4v1");
    assertThat(workedOut).containsExactly(1, 2, 3, 4, 1);
  }
}
