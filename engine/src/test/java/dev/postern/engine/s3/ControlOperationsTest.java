package dev.postern.engine.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.engine.s3.store.Storage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3control.S3ControlClient;
import software.amazon.awssdk.services.s3control.model.S3ControlRequest;

/** The table of S3 Control against the AWS SDK. */
class ControlOperationsTest {
  @Test
  void everyOperationOfTheSdkIsARowOnce(@TempDir Path dir) {
    List<String> sdk = Arrays.stream(S3ControlClient.class.getMethods())
        .filter(m -> m.getParameterCount() == 1 && S3ControlRequest.class.isAssignableFrom(m.getParameterTypes()[0]))
        .filter(m -> !m.getReturnType().getSimpleName().endsWith("Iterable"))
        .map(m -> m.getParameterTypes()[0].getSimpleName().replaceFirst("Request$", ""))
        .toList();
    try (Storage storage = new Storage(dir)) {
      List<String> rows = ControlOperations.all(new AccessPointActions(storage)).stream().map(row -> row.binding().operation()).toList();
      assertThat(rows).hasSizeGreaterThan(90).containsExactlyInAnyOrderElementsOf(sdk);
    }
  }
}
