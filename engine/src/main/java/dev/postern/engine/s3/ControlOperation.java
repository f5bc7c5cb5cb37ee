package dev.postern.engine.s3;

import dev.postern.wire.rest.RestBinding;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.s3control.model.GetAccessPointRequest;

/**
 * One operation of S3 Control as a row.
 *
 * @param honoured the parameters by their wire names; the others of the model are refused by name
 * @param action absent for what AWS does and Postern does not
 */
record ControlOperation<Q>(RestBinding<Q> binding, Set<String> honoured, Optional<Action<Q>> action) {
  /** What every path begins with. */
  static final String VERSION = "/v20180820";

  private static final String NAMESPACE = "http://awss3control.amazonaws.com/doc/2018-08-20/";

  /** What an operation does; an empty answer is one without content. */
  interface Action<Q> {
    Optional<SdkPojo> apply(Call<Q> call);
  }

  /**
   * A request for one operation.
   *
   * @param account whose access points it is about
   * @param name of the access point; empty for none
   */
  record Call<Q>(Access access, String account, String region, String name, Q input, Instant now) {}

  /** A row; its name is the action of IAM that it asks for. */
  static <Q> ControlOperation<Q> of(String name, String method, String pattern, Class<Q> type, Action<Q> action) {
    RestBinding<Q> binding = RestBinding.of(name, method, VERSION + pattern, type).namespace(NAMESPACE).root(name + "Result");
    return new ControlOperation<>(binding, Set.of("name", Control.ACCOUNT), Optional.of(action));
  }

  /** Something that S3 Control does and Postern does not: refused by name, whatever it carries. */
  static ControlOperation<GetAccessPointRequest> notBuilt(String name, String method, String pattern) {
    return new ControlOperation<>(RestBinding.of(name, method, VERSION + pattern, GetAccessPointRequest.class), Set.of(), Optional.empty());
  }

  ControlOperation<Q> honouring(String... names) {
    Set<String> more = new HashSet<>(honoured);
    more.addAll(List.of(names));
    return new ControlOperation<>(binding, Set.copyOf(more), action);
  }
}
