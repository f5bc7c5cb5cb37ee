package dev.postern.core.fabric;

import dev.postern.core.ip.Cidr;

/** A subnet as the fabric sees it: its route table and its network ACL in both directions. */
public record SubnetTable(String subnetId, Cidr cidr, String routeTableId, FilterTable inbound, FilterTable outbound) {}
