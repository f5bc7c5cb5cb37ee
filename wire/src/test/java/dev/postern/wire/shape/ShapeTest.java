package dev.postern.wire.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.traits.DefaultValueTrait;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;

class ShapeTest {
  @ParameterizedTest
  @ValueSource(classes = {CreateVpcRequest.class, CreateRoleRequest.class, AssumeRoleRequest.class, GetItemRequest.class, InvokeRequest.class,
      GetObjectRequest.class})
  void noResponseHasAMemberThatReadingWouldInvent(Class<?> example) throws Exception {
    Set<Class<?>> seen = new HashSet<>();
    Deque<Shape> open = new ArrayDeque<>();
    for (Class<? extends AwsRequest> request : Models.requestsBeside(example)) {
      open.add(Shape.of(Models.response(request)));
    }
    while (!open.isEmpty()) {
      for (Member member : open.pop().members()) {
        assertThat(member.field().containsTrait(DefaultValueTrait.class)).as(member.field().memberName()).isFalse();
        innermost(member).filter(m -> m.type() == MarshallingKnownType.SDK_POJO).map(m -> m.newBuilder().getClass()).filter(seen::add)
            .ifPresent(nested -> open.add(Shape.of(nested)));
      }
    }
    assertThat(seen.size()).isGreaterThan(2);
  }

  @Test
  void aBuilderHasTheShapeOfItsModel() {
    assertThat(Shape.of(Vpc.builder().getClass()).members()).isEqualTo(Shape.of(Vpc.class).members());
  }

  @Test
  void absentListsAreAbsentAndEmptyOnesAreNot() {
    Member vpcs = Shape.of(DescribeVpcsResponse.class).named("vpcSet").orElseThrow();
    assertThat(vpcs.get(DescribeVpcsResponse.builder().build())).isEmpty();
    assertThat(vpcs.get(DescribeVpcsResponse.builder().vpcs(List.of()).build())).isPresent();
  }

  @Test
  void otherClassesHaveNoShape() {
    assertThatIllegalArgumentException().isThrownBy(() -> Shape.of(String.class));
  }

  private static Optional<Member> innermost(Member member) {
    return Stream.iterate(member, m -> m.element().isPresent(), Member::elements).reduce((_, last) -> last).flatMap(Member::element)
        .or(() -> Optional.of(member));
  }
}
