package dev.postern.core.action.ec2.tag;

import dev.postern.core.action.Operation;
import java.util.List;

/** The operations on tags. */
public final class TagOperations {
  public static final List<Operation<?, ?>> ALL =
      List.of(
          CreateTags.OPERATION,
          DeleteTags.OPERATION,
          DescribeTags.OPERATION);

  private TagOperations() {}
}
