/** Lambda: the API, the code, and the processes that run functions over the Lambda Runtime API. */
@NullMarked
package dev.postern.app.lambda;

import org.jspecify.annotations.NullMarked;
