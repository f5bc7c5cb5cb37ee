package dev.postern.linux;

/** What the kernel counted on one device since it was made. */
public record DeviceCounters(long rxBytes, long rxPackets, long txBytes, long txPackets) {}
