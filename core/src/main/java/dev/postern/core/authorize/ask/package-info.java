/**
 * Says what each call of a control plane asks to be allowed: actions, resources and condition keys, from the request and the state alone.
 * <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html">AWS</a>
 */
@NullMarked
package dev.postern.core.authorize.ask;

import org.jspecify.annotations.NullMarked;
