/** Actions of Direct Connect: connections, and the private virtual interfaces that join sites to virtual private gateways. */
@NullMarked
package dev.postern.core.action.directconnect;

import org.jspecify.annotations.NullMarked;
