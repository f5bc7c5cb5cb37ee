/** One pass over a state of the cloud for what is wrong or wasteful about its endpoints. */
@NullMarked
package dev.postern.core.doctor;

import org.jspecify.annotations.NullMarked;
