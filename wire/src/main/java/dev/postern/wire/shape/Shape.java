package dev.postern.wire.shape;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.utils.builder.Buildable;

/** How one model class of the AWS SDK is laid out, looked up once a class. */
public final class Shape {
  private static final ClassValue<Shape> SHAPES =
      new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
          return new Shape(type);
        }
      };

  private final Method builder;
  private final List<Member> members;
  private final Map<String, Member> byRequestName = new HashMap<>();
  private final Map<String, Member> byResponseName = new HashMap<>();
  private final Map<String, Member> byQueryKey = new HashMap<>();
  private final Map<String, List<Member>> byHeader = new HashMap<>();

  private Shape(Class<?> type) {
    try {
      // A builder is a class nested in its model class: both have the same shape.
      Class<?> model = SdkPojo.class.isAssignableFrom(type) && type.getEnclosingClass() != null ? type.getEnclosingClass() : type;
      builder = model.getMethod("builder");
      members = ((SdkPojo) builder.invoke(null)).sdkFields().stream().<Member>map(Member::of).toList();
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(type + " is not a model class of the AWS SDK", e);
    }
    for (Member member : members) {
      byRequestName.put(member.requestName(), member);
      switch (member.location()) {
        case PAYLOAD -> byResponseName.put(member.responseName(), member);
        case QUERY_PARAM -> byQueryKey.put(member.requestName(), member);
        case HEADER -> byHeader.computeIfAbsent(member.requestName().toLowerCase(Locale.ROOT), _ -> new ArrayList<>()).add(member);
        case PATH, GREEDY_PATH, STATUS_CODE -> {}
      }
    }
  }

  /** The shape of a model class or of its builder. */
  public static Shape of(Class<?> type) {
    return SHAPES.get(type);
  }

  public static Shape of(SdkPojo pojo) {
    return SHAPES.get(pojo.getClass());
  }

  public List<Member> members() {
    return members;
  }

  /** The member that EC2 Query and AWS Query requests call so. */
  public Optional<Member> requested(String name) {
    return Optional.ofNullable(byRequestName.get(name));
  }

  /** The member of the body, not of path, query or headers, that is called so. */
  public Optional<Member> named(String name) {
    return Optional.ofNullable(byResponseName.get(name));
  }

  /** The member that a key of the query string sets. */
  public Optional<Member> queried(String key) {
    return Optional.ofNullable(byQueryKey.get(key));
  }

  /** The members that a header sets; S3 has two for {@code expires}. @param name in lower case */
  public List<Member> headed(String name) {
    return byHeader.getOrDefault(name, List.of());
  }

  public SdkPojo newBuilder() {
    try {
      return (SdkPojo) builder.invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The finished value of a builder. */
  public static Object build(SdkPojo builder) {
    return ((Buildable) builder).build();
  }

  @Override
  public String toString() {
    return builder.getDeclaringClass().getSimpleName() + members.stream().map(Member::field).map(SdkField::memberName).toList();
  }
}
