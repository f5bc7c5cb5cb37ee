package dev.postern.app.cli;

import dev.postern.app.policy.Scenes;
import dev.postern.core.account.Account;
import dev.postern.core.account.AccountReader;
import dev.postern.core.account.Dump;
import dev.postern.core.account.Gap;
import dev.postern.core.account.Listing;
import dev.postern.core.model.VpcEndpoint;
import dev.postern.core.policy.lint.Scene;
import dev.postern.core.policy.lint.SceneParser;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** A dump that a command is about: a folder of files, or one file. */
final class Dumped {
  /** Folders of Regions and of buckets, and those who like them in folders of accounts. */
  private static final int DEPTH = 4;

  private final CommandLine command;
  private final Path place;
  private final Account account;

  private Dumped(CommandLine command, Path place, Account account) {
    this.command = command;
    this.place = place;
    this.account = account;
  }

  /** @throws ParameterException when there is nothing to read */
  static Dumped read(CommandLine command, Optional<Path> given) {
    Path place = given.orElseThrow(() -> new ParameterException(command, "which dump? DIR, a folder of what 'aws ec2 describe-…' printed; --script prints the commands that make one"));
    Dump dump = new Dump();
    boolean some = false;
    for (Path file : files(command, place)) {
      some = true;
      dump.add(file.toAbsolutePath().normalize().getParent().toString(), place.equals(file) ? file.toString() : place.relativize(file).toString(), text(command, file));
    }
    if (!some) {
      throw new ParameterException(command, "no file ends with .json in " + place);
    }
    return new Dumped(command, place, AccountReader.read(dump));
  }

  private static List<Path> files(CommandLine command, Path place) {
    if (Files.isRegularFile(place)) {
      return List.of(place);
    }
    try (Stream<Path> found = Files.walk(place, DEPTH)) {
      return found.filter(p -> p.toString().endsWith(".json") && Files.isRegularFile(p)).sorted().toList();
    } catch (IOException | java.io.UncheckedIOException _) {
      throw new ParameterException(command, "cannot read " + place + ": is it a folder?");
    }
  }

  private static String text(CommandLine command, Path file) {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException _) {
      throw new ParameterException(command, "cannot read " + file + ": it is not UTF-8");
    } catch (IOException _) {
      throw new ParameterException(command, "cannot read " + file);
    }
  }

  Account account() {
    return account;
  }

  /** The account, when the dump has all that its network needs. @throws ParameterException that names what is missing */
  Account network() {
    if (!account.missing().isEmpty()) {
      throw new ParameterException(command, place + " lacks " + missing() + ": nothing can be said of its network");
    }
    return account;
  }

  String missing() {
    return account.missing().stream().map(l -> "'aws " + l.command() + "'").collect(Collectors.joining(", "));
  }

  /** Whether the dump itself is at fault. */
  boolean isBroken() {
    return !account.missing().isEmpty() || account.gaps().stream().anyMatch(Gap::broken);
  }

  /** The policies of its buckets and endpoints. @throws ParameterException when there are none, or not of this bucket */
  List<Scene> scenes(Optional<String> bucket) {
    List<VpcEndpoint> endpoints = account.snapshot().resources().values().stream().filter(VpcEndpoint.class::isInstance).map(VpcEndpoint.class::cast).toList();
    List<String> lines = new Scenes(account.buckets(), Optional.empty(), endpoints, _ -> Optional.empty(), false).lines(bucket);
    if (bucket.isPresent() && lines.isEmpty()) {
      throw new ParameterException(command, place + " has no policy of a bucket " + bucket.get());
    }
    List<Scene> scenes = new ArrayList<>();
    lines.forEach(line -> scenes.addAll(parse(line, "policy")));
    return scenes;
  }

  List<Scene> parse(String text, String name) {
    return new SceneParser(text, name, Optional.empty(), Optional.empty(), "000000000000").parse();
  }

  /** One line for those who asked for something else. @return the status, when the answer's own is {@code status} */
  int end(int status) {
    if (!account.gaps().isEmpty()) {
      command.getErr().println("postern: " + account.gaps().size() + (account.gaps().size() == 1 ? " thing is" : " things are") + " not known or not modelled; 'postern check " + place + "' lists them");
    }
    return isBroken() ? Main.BAD_USAGE : status;
  }

  /** What was read, in one line. */
  String summary() {
    var kinds = account.snapshot().resources().keySet().stream().collect(Collectors.groupingBy(k -> k.kind().resourceType(), java.util.TreeMap::new, Collectors.counting()));
    String networks = kinds.entrySet().stream().map(e -> e.getValue() + " " + e.getKey()).collect(Collectors.joining(", "));
    return place + ": " + (networks.isEmpty() ? "no networks" : networks) + "; " + account.buckets().size() + " bucket policies";
  }

  /** The commands that collect a dump. */
  static String script() {
    StringBuilder lists = new StringBuilder();
    for (Listing listing : Listing.all()) {
      lists.append("  get ").append(listing.command().replaceFirst(".* (describe|list)-", "")).append(' ').append(listing.command()).append('\n');
    }
    return SCRIPT.replace("@LISTS@", lists.toString().stripTrailing());
  }

  private static final String SCRIPT =
      """
      #!/bin/sh
      # Collects what 'postern check DIR' reads, with the AWS CLI; each command only reads.
      # Usage: sh collect.sh DIR [REGION ...]
      set -eu
      dir=${1:?a folder to collect into}
      shift
      [ $# -gt 0 ] || set -- "${AWS_REGION:-${AWS_DEFAULT_REGION:-$(aws configure get region)}}"
      failed=0
      get() { # NAME COMMAND...: a list that cannot be read is left out, and said so
        name=$1
        shift
        if ! aws "$@" --region "$region" --output json >"$dir/$region/$name.json"; then
          rm -f "$dir/$region/$name.json"
          echo "not collected: aws $* --region $region" >&2
          failed=1
        fi
      }
      for region in "$@"; do
        mkdir -p "$dir/$region"
      @LISTS@
        for vpc in $(aws ec2 describe-vpcs --region "$region" --query 'Vpcs[].VpcId' --output text); do
          for attribute in enableDnsSupport enableDnsHostnames; do
            get "$vpc-$attribute" ec2 describe-vpc-attribute --vpc-id "$vpc" --attribute "$attribute"
          done
        done
      done
      mkdir -p "$dir/buckets"
      for bucket in $(aws s3api list-buckets --query 'Buckets[].Name' --output text); do
        # Most buckets have no policy; then there is none to collect.
        aws s3api get-bucket-policy --bucket "$bucket" --output json >"$dir/buckets/$bucket.json" 2>/dev/null || rm -f "$dir/buckets/$bucket.json"
      done
      exit $failed
      """;
}
