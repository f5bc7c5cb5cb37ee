/** Actions of AWS Organizations: the tree of accounts, and the service and resource control policies attached to it. */
@NullMarked
package dev.postern.core.action.organizations;

import org.jspecify.annotations.NullMarked;
