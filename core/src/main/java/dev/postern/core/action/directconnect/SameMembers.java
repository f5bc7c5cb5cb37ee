package dev.postern.core.action.directconnect;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** Copies a structure into a response that has its members as its own, because this API answers with a resource's members unwrapped. */
final class SameMembers {
  private SameMembers() {}

  /** The builder, with every member set that {@code from} has of the same name. */
  static <B extends SdkPojo> B copied(SdkPojo from, B to) {
    Map<String, SdkField<?>> members = from.sdkFields().stream().collect(Collectors.toMap(SdkField::memberName, Function.identity()));
    for (SdkField<?> field : to.sdkFields()) {
      SdkField<?> same = members.get(field.memberName());
      if (same != null) {
        field.set(to, same.getValueOrDefault(from));
      }
    }
    return to;
  }
}
