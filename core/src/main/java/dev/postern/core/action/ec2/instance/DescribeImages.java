package dev.postern.core.action.ec2.instance;

import dev.postern.core.action.Action;
import dev.postern.core.action.Applied;
import dev.postern.core.action.Caller;
import dev.postern.core.action.Facts;
import dev.postern.core.action.Operation;
import dev.postern.core.state.Snapshot;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ec2.model.Image;

/**
 * Shows images that are asked for by id: every well-formed id is an image here, so there is no list of them, and none without an id.
 * <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeImages.html">AWS</a>
 */
public final class DescribeImages implements Action<DescribeImagesRequest, DescribeImagesResponse> {
  public static final Operation<DescribeImagesRequest, DescribeImagesResponse> OPERATION =
      Operation.of("DescribeImages", DescribeImagesRequest.class, new DescribeImages(), "ImageId");

  @Override
  public Applied<DescribeImagesResponse> apply(Snapshot snapshot, Caller caller, DescribeImagesRequest request, Facts facts) {
    List<Image> images = request.imageIds().stream().distinct().map(Images::wellFormed).map(DescribeImages::shown).toList();
    return Applied.of(snapshot, DescribeImagesResponse.builder().images(images).build());
  }

  private static Image shown(String id) {
    return Image.builder()
        .imageId(id)
        .name(id)
        .description("The machine that Postern runs on")
        .state("available")
        .imageType("machine")
        .architecture("x86_64")
        .virtualizationType("hvm")
        .hypervisor("xen")
        .rootDeviceType(Images.ROOT_DEVICE_TYPE)
        .platformDetails("Linux/UNIX")
        .blockDeviceMappings(List.of())
        .tags(List.of())
        .build();
  }
}
