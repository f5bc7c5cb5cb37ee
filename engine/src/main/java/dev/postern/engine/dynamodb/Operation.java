package dev.postern.engine.dynamodb;

import dev.postern.core.action.Caller;
import dev.postern.core.authorize.Ask;
import dev.postern.wire.json.JsonReader;
import dev.postern.wire.shape.Reading;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import software.amazon.awssdk.core.SdkPojo;

/**
 * One operation of the API.
 *
 * @param honoured the request's members that are there, nested ones with dots; any other that a client sends is refused by name
 * @param asks what a request asks to be allowed, all of which must be before the action runs
 */
record Operation<Q extends SdkPojo>(
    Class<Q> request, Set<String> honoured, BiFunction<Caller, Q, List<Ask>> asks, BiFunction<Access, Q, ? extends SdkPojo> action) {

  SdkPojo call(Access access, byte[] body) {
    Reading<Q> reading = JsonReader.read(request, body);
    Optional<String> strange = reading.outside(honoured).or(() -> reading.unknown().stream().findFirst());
    if (strange.isPresent()) {
      throw DynamoDbError.notSupported(strange.get());
    }
    access.admit(asks.apply(access.caller(), reading.request()));
    return action.apply(access, reading.request());
  }
}
