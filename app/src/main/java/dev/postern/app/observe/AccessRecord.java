package dev.postern.app.observe;

import java.time.Instant;
import java.util.Optional;

/**
 * One request as a service saw it.
 *
 * @param source the other side's address as the accepting socket saw it
 * @param vpce the endpoint it came through
 * @param vpc the VPC of that endpoint
 */
public record AccessRecord(
    Instant time, String service, String host, String method, String path, int status, String source, Optional<String> vpce, Optional<String> vpc) {}
