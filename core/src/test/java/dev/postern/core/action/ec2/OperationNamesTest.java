package dev.postern.core.action.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.action.Operation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;

class OperationNamesTest {
  @Test
  void everyHonouredNameIsAParameterOfTheRequest() throws ReflectiveOperationException {
    for (Operation<?, ?> operation : Ec2Operations.all()) {
      Object builder = operation.request().getMethod("builder").invoke(null);
      for (String name : operation.honoured()) {
        assertThat(resolves(((SdkPojo) builder).sdkFields(), List.of(name.split("\\.")))).as("%s %s", operation.name(), name).isTrue();
      }
    }
  }

  private static boolean resolves(List<SdkField<?>> fields, List<String> path) {
    Optional<SdkField<?>> field = fields.stream().filter(f -> f.locationName().equals(path.getFirst())).findFirst();
    if (path.size() == 1 || field.isEmpty()) {
      return field.isPresent();
    }
    SdkField<?> inner = field.get().getOptionalTrait(ListTrait.class).<SdkField<?>>map(ListTrait::memberFieldInfo).orElse(field.get());
    return inner.constructor() != null && resolves(inner.constructor().get().sdkFields(), path.subList(1, path.size()));
  }
}
