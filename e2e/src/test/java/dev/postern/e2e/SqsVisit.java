package dev.postern.e2e;

import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** Runs on an instance: takes the message of a queue and leaves another, with the AWS SDK for Java as it comes. */
public final class SqsVisit {
  private SqsVisit() {}

  public static void main(String[] arguments) {
    try (SqsClient sqs = SqsClient.builder().httpClient(UrlConnectionHttpClient.create()).build()) {
      String queue = sqs.getQueueUrl(q -> q.queueName(arguments[0])).queueUrl();
      Message message = sqs.receiveMessage(r -> r.queueUrl(queue).waitTimeSeconds(1)).messages().getFirst();
      sqs.deleteMessage(d -> d.queueUrl(queue).receiptHandle(message.receiptHandle()));
      sqs.sendMessage(s -> s.queueUrl(queue).messageBody("from java"));
      System.out.println(message.body());
    }
  }
}
