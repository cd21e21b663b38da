package dev.eider;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.eider", importOptions = ImportOption.DoNotIncludeTests.class)
final class HouseRulesTest {
  @ArchTest
  static final ArchRule SEES_ONLY_WHAT_REPLAY_ALLOWS =
      classes()
          .that()
          .resideOutsideOfPackage("dev.eider.wire")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.eider..",
              "io.temporal..",
              "java.lang",
              "java.lang.annotation",
              "java.lang.invoke",
              "java.lang.runtime",
              "java.time",
              "java.util",
              "java.util.function",
              "java.util.regex",
              "java.util.stream",
              "java.nio.charset",
              "com.fasterxml.jackson.annotation",
              "org.jspecify.annotations",
              "org.slf4j")
          .because("replayed code cannot reach files, sockets or threads");

  @ArchTest
  static final ArchRule NO_CLOCK_NO_DICE =
      noClasses()
          .that()
          .resideInAPackage("dev.eider.flow")
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "getenv", String.class)
          .orShould()
          .callMethod(java.util.UUID.class, "randomUUID")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(java.util.Random.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Thread.class)
          .because("a replay must see the same clock and the same dice: ask Workflow for both");

  @ArchTest
  static final ArchRule NO_CYCLES = slices().matching("dev.eider.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule PLANS_KNOW_NOBODY =
      noClasses()
          .that()
          .resideInAPackage("dev.eider.plan")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.eider.step", "dev.eider.flow", "dev.eider.outcome", "io.temporal..")
          .because("what the user asked for does not depend on how it is done");
}
