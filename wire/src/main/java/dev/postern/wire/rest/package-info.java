/** REST JSON (Lambda) and REST XML (S3): which operation a request is, its typed form, and responses as headers and bodies. */
@NullMarked
package dev.postern.wire.rest;

import org.jspecify.annotations.NullMarked;
