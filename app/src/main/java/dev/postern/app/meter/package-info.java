/** Meters what AWS bills and what CloudWatch shows: hours from the state's history, bytes and connections from the kernel's counters. */
@NullMarked
package dev.postern.app.meter;

import org.jspecify.annotations.NullMarked;
