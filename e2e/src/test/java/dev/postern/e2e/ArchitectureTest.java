package dev.postern.e2e;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

/** The module rules of ARCHITECTURE.md, each with its reason. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.postern");

  @Test
  void coreOnlyComputes() {
    noClasses()
        .that().resideInAPackage("dev.postern.core..")
        .should().dependOnClassesThat().haveNameMatching("(java\\.net\\.(?!URLEncoder|URLDecoder|URI)|java\\.nio\\.(channels|file)|java\\.util\\.concurrent\\.locks|io\\.netty|java\\.sql).*")
        .because("a decision that opens a socket, a file or a lock cannot be replayed")
        .check(CLASSES);
    noClasses()
        .that().resideInAPackage("dev.postern.core..")
        .should().callMethod(java.time.Instant.class, "now")
        .orShould().callMethod(System.class, "nanoTime")
        .orShould().callMethod(System.class, "currentTimeMillis")
        .orShould().callMethod(java.util.UUID.class, "randomUUID")
        .orShould().dependOnClassesThat().areAssignableTo(java.util.Random.class)
        .because("time and chance come in as Facts, so that the same input gives the same result")
        .check(CLASSES);
  }

  @Test
  void modulesDependDownwards() {
    noClasses()
        .that().resideInAPackage("dev.postern.core..")
        .should().dependOnClassesThat().resideInAnyPackage("dev.postern.wire..", "dev.postern.linux..", "dev.postern.engine..", "dev.postern.app..")
        .because("core is at the bottom").check(CLASSES);
    noClasses()
        .that().resideInAnyPackage("dev.postern.wire..", "dev.postern.linux..", "dev.postern.engine..")
        .should().dependOnClassesThat().resideInAPackage("dev.postern.app..")
        .because("app is at the top").check(CLASSES);
  }

  @Test
  void actionsKnowNothingOfTheNetworkTheyDescribe() {
    noClasses()
        .that().resideInAPackage("dev.postern.core.action..")
        .should().dependOnClassesThat().resideInAnyPackage("dev.postern.core.fabric..", "dev.postern.core.path..", "dev.postern.core.plan..")
        .because("an action changes what is wanted; what it means for packets is said once, in the fabric").check(CLASSES);
  }

  @Test
  void wireAndLinuxKnowNothingOfTheModel() {
    noClasses()
        .that().resideInAnyPackage("dev.postern.wire..", "dev.postern.linux..")
        .should().dependOnClassesThat().resideInAPackage("dev.postern.core.model..")
        .because("bytes and kernel steps outlive changes of the model").check(CLASSES);
  }

  @Test
  void noPackagesDependOnEachOtherInACircle() {
    SlicesRuleDefinition.slices().matching("dev.postern.core.(*)..").should().beFreeOfCycles().check(CLASSES);
    SlicesRuleDefinition.slices().matching("dev.postern.app.(*)..").should().beFreeOfCycles().check(CLASSES);
    SlicesRuleDefinition.slices().matching("dev.postern.wire.(*)..").should().beFreeOfCycles().check(CLASSES);
    SlicesRuleDefinition.slices().matching("dev.postern.linux.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void namesSayWhatAThingIs() {
    noClasses()
        .that().resideInAPackage("dev.postern..")
        .should().haveSimpleNameEndingWith("Utils").orShould().haveSimpleNameEndingWith("Helper").orShould().haveSimpleNameEndingWith("Manager")
        .orShould().haveSimpleNameEndingWith("Impl").orShould().haveSimpleNameStartingWith("Abstract")
        .because("such a name is true of anything").check(CLASSES);
  }
}
