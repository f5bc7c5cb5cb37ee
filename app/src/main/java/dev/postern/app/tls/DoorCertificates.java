package dev.postern.app.tls;

import dev.postern.core.plan.Door;
import dev.postern.core.services.ServiceHosts;
import io.netty.handler.ssl.SslContext;
import io.netty.util.Mapping;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The certificates at each door: one for the very name that the client asks for, if that name is served there.
 *
 * <p>Who asks for another name gets the certificate of the names that are, as at AWS: clients then say that the host name does not match.
 *
 * @param otherName is told of clients of an endpoint that ask for a name that is not the service's; of those that name none with an empty one
 */
public record DoorCertificates(LocalAuthority authority, BiConsumer<Door.Endpoint, String> otherName) implements Function<Door, Mapping<String, SslContext>> {
  @Override
  public Mapping<String, SslContext> apply(Door door) {
    return switch (door) {
      case Door.Endpoint endpoint -> {
        Optional<ServiceHosts> hosts = ServiceHosts.of(endpoint.serviceName(), endpoint.serviceRegion());
        yield hosts.isEmpty() ? authority : ofService(endpoint, hosts.get());
      }
      case Door.Public _, Door.Api _, Door.Metadata _, Door.Resolver _, Door.PublicResolver _, Door.Balancer _ ->
          name -> authority.map(name != null && LocalAuthority.serves(name) ? name : "");
    };
  }

  private Mapping<String, SslContext> ofService(Door.Endpoint endpoint, ServiceHosts hosts) {
    List<String> others = hosts.certificateNames();
    return name -> {
      if (name != null && LocalAuthority.serves(name) && hosts.answers(name)) {
        return authority.map(name);
      }
      otherName.accept(endpoint, name == null ? "" : name);
      return authority.context(others);
    };
  }
}
