/** A real account's network, read from what the AWS CLI's describe commands print. */
@NullMarked
package dev.postern.core.account;

import org.jspecify.annotations.NullMarked;
