package dev.postern.core.policy.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ContextTest {
  private final Context caller = Context.builder().put("aws:PrincipalAccount", "111122223333").put("aws:userid", "AIDA").build();

  private static Map<String, List<String>> all(Context context) {
    Map<String, List<String>> all = new TreeMap<>();
    context.forEach(all::put);
    return all;
  }

  @Test
  void keysInFrontGoBeforeThoseBehindWhateverTheirCase() {
    Context request = Context.builder().put("AWS:UserId", "other").put("s3:prefix", "in/").build();
    Context both = request.before(caller);
    assertThat(both.get("aws:userid").list()).containsExactly("other");
    assertThat(both.get("aws:principalaccount").list()).containsExactly("111122223333");
    assertThat(all(both)).isEqualTo(Map.of("AWS:UserId", List.of("other"), "s3:prefix", List.of("in/"), "aws:PrincipalAccount", List.of("111122223333")));
    assertThat(both).isEqualTo(Context.over(caller).put("aws:userid", "other").put("s3:prefix", "in/").build());
    assertThat(caller.get("aws:userid").list()).as("what stands behind is as it was").containsExactly("AIDA");
  }

  @Test
  void oneMoreKeyLeavesTheOthersAsTheyWere() {
    Context more = caller.with("aws:userid", List.of("a", "b")).with("s3:prefix", List.of());
    assertThat(more.get("aws:userid").list()).containsExactly("a", "b");
    assertThat(more.has("s3:Prefix")).isTrue();
    assertThat(caller.get("aws:userid").list()).containsExactly("AIDA");
    assertThat(caller.has("s3:prefix")).isFalse();
    assertThat(Context.EMPTY.with("k", List.of("v")).get("k").list()).containsExactly("v");
  }

  @Test
  void lateKeysAreLookedUpOnceAndOnlyWhenOneOfThemIsAskedFor() {
    List<String> asked = new ArrayList<>();
    Context late =
        Context.late(
            "s3:ExistingObjectTag/",
            () -> {
              asked.add("asked");
              return Context.builder().put("s3:ExistingObjectTag/Team", "red").build();
            });
    Context context = Context.over(caller).put("s3:prefix", "in/").build().before(late);
    assertThat(context.get("s3:prefix").list()).containsExactly("in/");
    assertThat(context.get("s3:requestobjecttag/team").isPresent()).isFalse();
    assertThat(asked).isEmpty();
    assertThat(context.get("s3:existingobjecttag/team").list()).containsExactly("red");
    assertThat(context.get("s3:existingobjecttag/other").isPresent()).isFalse();
    assertThat(all(context)).containsKeys("s3:ExistingObjectTag/Team", "s3:prefix", "aws:userid");
    assertThat(asked).hasSize(1);
  }

  @Test
  void aKeyThatIsRemovedIsGoneFromEveryLayer() {
    Context context = Context.builder().put("aws:userid", "x").build().before(caller);
    assertThat(context.toBuilder().remove("AWS:userid").build().has("aws:userid")).isFalse();
    assertThat(Context.over(context).remove("aws:userid").build().has("aws:userid")).isFalse();
    assertThat(context.has("aws:userid")).isTrue();
  }
}
