/** Processes inside the fabric: what a host's programs see of this machine, and the programs that instances start with. */
@NullMarked
package dev.postern.app.process;

import org.jspecify.annotations.NullMarked;
