package dev.postern.engine.dynamodb;

import dev.postern.core.action.Caller;
import dev.postern.core.authorize.AccessDenied;
import dev.postern.core.authorize.Gate;
import dev.postern.core.authorize.Guarded;
import dev.postern.core.error.AwsException;
import dev.postern.core.plan.Door;
import dev.postern.engine.dynamodb.store.Store;
import dev.postern.engine.dynamodb.store.StoreException;
import dev.postern.engine.dynamodb.table.TablePolicy;
import dev.postern.wire.http.AwsService;
import dev.postern.wire.http.Headers;
import dev.postern.wire.http.HttpCall;
import dev.postern.wire.http.HttpReply;
import dev.postern.wire.json.JsonError;
import dev.postern.wire.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.CRC32;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Amazon DynamoDB, the everyday part: tables with secondary indexes, items, queries, batches and transactions, durable in one file.
 * Operations that are not there answer {@code UnknownOperationException}; members that are not there are refused by name.
 * <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/Welcome.html">AWS</a>
 */
public final class DynamoDb implements AwsService, AutoCloseable {
  private static final String TARGET = "DynamoDB_20120810.";
  private static final int MAX_BODY = 16 << 20;
  private static final String ID_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

  private final Store store;
  private final Clock clock;
  private final Gate gate;
  private final Operations operations;
  private final Expiration expiration;

  /** Without a cloud around it: tables serve their owners, and whom their policies name. */
  DynamoDb(Path dataDir, Clock clock) {
    this(dataDir, clock, Gate.OWNERS);
  }

  /** @param dataDir where {@code dynamodb.sqlite} is or will be made */
  public DynamoDb(Path dataDir, Clock clock, Gate gate) {
    this.clock = clock;
    this.gate = gate;
    this.store = new Store(dataDir.resolve("dynamodb.sqlite"));
    this.operations = new Operations(store, clock);
    this.expiration = new Expiration(store, clock);
  }

  @Override
  public HttpReply handle(HttpCall call, Caller caller) {
    try {
      if (call.method().equals("GET")) {
        return reply(200, "text/plain; charset=utf-8", ("healthy: " + call.host() + " ").getBytes(StandardCharsets.UTF_8));
      }
      requireRegion(call.door(), caller.region());
      Operation<?> operation = call.headers().first("X-Amz-Target")
          .filter(target -> target.startsWith(TARGET))
          .flatMap(target -> operations.named(target.substring(TARGET.length())))
          .orElseThrow(JsonError.UNKNOWN_OPERATION::with);
      return json(200, JsonWriter.write(operation.call(new Access(gate, caller, call.origin(clock.instant())), call.bodyBytes(MAX_BODY))));
    } catch (AwsException e) {
      return refusal(e);
    } catch (AccessDenied e) {
      return refusal(DynamoDbError.ACCESS_DENIED.saying(e.text()));
    } catch (ConditionalCheckFailedException e) {
      return refusal(DynamoDbError.CONDITIONAL_CHECK_FAILED.with(), e);
    } catch (TransactionCanceledException e) {
      return refusal(DynamoDbError.TRANSACTION_CANCELED.saying(String.valueOf(e.getMessage())), e);
    } catch (HttpCall.BodyTooLargeException e) {
      return HttpReply.empty(413);
    } catch (StoreException e) {
      System.getLogger(DynamoDb.class.getName()).log(System.Logger.Level.WARNING, e.getMessage());
      return refusal(DynamoDbError.INTERNAL.with());
    } catch (RuntimeException e) {
      System.getLogger(DynamoDb.class.getName()).log(System.Logger.Level.WARNING, "DynamoDB failed", e);
      return refusal(DynamoDbError.INTERNAL.with());
    }
  }

  /** A table as policies see it; empty when there is none. */
  public Optional<Guarded> table(String arn) {
    return store.tables().values().stream()
        .filter(t -> t.key().arn().equals(arn))
        .findFirst()
        .map(t -> new Guarded(t.key().account(), t.policy().map(TablePolicy::document)));
  }

  /** Answers writes under way, then closes the file. */
  @Override
  public void close() {
    expiration.close();
    store.close();
  }

  /** Deletes the items whose time is over, as happens by itself every so often. */
  void expire() {
    expiration.sweep();
  }

  /** A service's public address and its endpoints serve one Region; the port on loopback serves all. */
  private static void requireRegion(Door door, String signed) {
    String served = switch (door) {
      case Door.Public(String region) -> region;
      case Door.Endpoint endpoint -> endpoint.serviceRegion();
      case Door.Api _, Door.Resolver _, Door.PublicResolver _, Door.Metadata _, Door.Balancer _ -> signed;
    };
    if (!served.equals(signed)) {
      throw DynamoDbError.INVALID_SIGNATURE.with();
    }
  }

  private static HttpReply refusal(AwsException refusal) {
    return json(refusal.status(), body(refusal));
  }

  /** A refusal whose body also has the members of {@code details}. */
  private static HttpReply refusal(AwsException refusal, SdkPojo details) {
    String error = new String(body(refusal), StandardCharsets.UTF_8);
    String members = new String(JsonWriter.write(details), StandardCharsets.UTF_8);
    String joined = members.equals("{}") ? error : error.substring(0, error.length() - 1) + "," + members.substring(1);
    return json(refusal.status(), joined.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] body(AwsException refusal) {
    if (refusal.error() == DynamoDbError.ACCESS_DENIED) {
      return JsonWriter.denial(refusal);
    }
    return JsonWriter.error(refusal.error() instanceof DynamoDbError error ? error.namespace() : "", refusal);
  }

  private static HttpReply json(int status, byte[] body) {
    return reply(status, "application/x-amz-json-1.0", body);
  }

  private static HttpReply reply(int status, String contentType, byte[] body) {
    CRC32 crc = new CRC32();
    crc.update(body);
    Headers headers = Headers.of("Content-Type", contentType, "x-amzn-RequestId", requestId(), "x-amz-crc32", Long.toString(crc.getValue()));
    return new HttpReply(status, headers, new HttpReply.Bytes(body));
  }

  private static String requestId() {
    StringBuilder id = new StringBuilder(52);
    ThreadLocalRandom.current().ints(52, 0, ID_LETTERS.length()).forEach(i -> id.append(ID_LETTERS.charAt(i)));
    return id.toString();
  }
}
