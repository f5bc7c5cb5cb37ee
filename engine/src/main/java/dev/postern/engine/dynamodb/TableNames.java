package dev.postern.engine.dynamodb;

import static dev.postern.engine.dynamodb.DynamoDbError.RESOURCE_NOT_FOUND;
import static dev.postern.engine.dynamodb.DynamoDbError.VALIDATION;

import dev.postern.core.action.Caller;
import dev.postern.engine.dynamodb.table.TableKey;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The table that a request's TableName or ResourceArn names: a name in the caller's account and Region, or an ARN. */
final class TableNames {
  private static final Pattern ARN = Pattern.compile("arn:aws[a-z-]*:dynamodb:([a-z0-9-]+):(\\d{12}):table/([a-zA-Z0-9_.-]{3,255})");

  private TableNames() {}

  static TableKey resolve(Caller caller, @Nullable String name) {
    if (name == null) {
      throw VALIDATION.saying("The parameter 'TableName' is required but was not present in the request");
    }
    if (name.startsWith("arn:")) {
      return ofArn(caller, name).orElseThrow(() -> VALIDATION.saying("Invalid table ARN: " + name));
    }
    if (name.length() < 3 || name.length() > 255) {
      throw VALIDATION.saying("TableName must be at least 3 characters long and at most 255 characters long");
    }
    new Constraints().name("tableName", name).require();
    return new TableKey(caller.account(), caller.region(), name);
  }

  /** The table of a ResourceArn parameter. */
  static TableKey ofResource(Caller caller, @Nullable String arn) {
    new Constraints().notNull("resourceArn", arn).require();
    return ofArn(caller, String.valueOf(arn))
        .orElseThrow(() -> VALIDATION.saying("Invalid TableArn: Invalid ResourceArn provided as input " + arn));
  }

  /** Another Region's table does not exist here; another account's may, and its policy says who may know. */
  private static Optional<TableKey> ofArn(Caller caller, String arn) {
    Matcher matcher = ARN.matcher(arn);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    if (!matcher.group(1).equals(caller.region())) {
      throw RESOURCE_NOT_FOUND.saying("Requested resource not found: ResourcArn: " + arn + " not found");
    }
    return Optional.of(new TableKey(matcher.group(2), matcher.group(1), matcher.group(3)));
  }
}
