package dev.postern.core.model;

import java.util.List;
import java.util.SortedMap;

/** A DHCP options set; immutable once made. */
public record DhcpOptions(
    ResourceKey key,
    SortedMap<String, List<String>> configurations)
    implements Resource {}
