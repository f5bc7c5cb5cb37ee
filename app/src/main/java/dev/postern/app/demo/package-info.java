/** The story of a Lambda function in a VPC that wants DynamoDB, told with real packets. */
@NullMarked
package dev.postern.app.demo;

import org.jspecify.annotations.NullMarked;
