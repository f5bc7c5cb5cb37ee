package dev.postern.wire.shape;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarFile;
import software.amazon.awssdk.awscore.AwsRequest;

/** The request classes that a service's jar of the AWS SDK holds. */
public final class Models {
  private Models() {}

  /** Every request class beside {@code example}, sorted by name. */
  public static List<Class<? extends AwsRequest>> requestsBeside(Class<?> example) throws IOException {
    List<Class<? extends AwsRequest>> found = new ArrayList<>();
    String folder = example.getPackageName().replace('.', '/') + "/";
    try (JarFile jar = new JarFile(Path.of(example.getProtectionDomain().getCodeSource().getLocation().getPath()).toFile())) {
      for (String name : jar.stream().map(e -> e.getName()).filter(n -> n.startsWith(folder) && n.endsWith("Request.class")).toList()) {
        Class<?> type = classNamed(name.substring(0, name.length() - 6).replace('/', '.'));
        if (AwsRequest.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers())) {
          found.add(type.asSubclass(AwsRequest.class));
        }
      }
    }
    found.sort(Comparator.comparing(Class::getName));
    return found;
  }

  /** The response class of a request class. */
  public static Class<?> response(Class<?> request) {
    return classNamed(request.getName().replaceAll("Request$", "Response"));
  }

  /** The SDK's name of the operation. */
  public static String operation(Class<?> request) {
    return request.getSimpleName().replaceAll("Request$", "");
  }

  public static Class<?> classNamed(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
