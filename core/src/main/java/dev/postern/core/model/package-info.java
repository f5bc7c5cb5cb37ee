/** The AWS resources as immutable records, named as AWS names them. */
@NullMarked
package dev.postern.core.model;

import org.jspecify.annotations.NullMarked;
