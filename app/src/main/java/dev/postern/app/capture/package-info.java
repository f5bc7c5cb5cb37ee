/** What passes an interface, written down for Wireshark. */
@org.jspecify.annotations.NullMarked
package dev.postern.app.capture;
