/** What a policy decides about: who does what to which resource, with which facts around it. */
@NullMarked
package dev.postern.core.policy.request;

import org.jspecify.annotations.NullMarked;
