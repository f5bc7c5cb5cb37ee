/** Actions on what an account has: Regions, zones and attributes. */
@NullMarked
package dev.postern.core.action.ec2.account;

import org.jspecify.annotations.NullMarked;
