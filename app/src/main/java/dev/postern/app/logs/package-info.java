/** The log groups and streams that the cloud's own services write, as files. */
@NullMarked
package dev.postern.app.logs;

import org.jspecify.annotations.NullMarked;
