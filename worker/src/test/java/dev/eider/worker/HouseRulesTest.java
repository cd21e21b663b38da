package dev.eider.worker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What the worker promises the rest of the house. */
@AnalyzeClasses(packages = "dev.eider.worker", importOptions = DoNotIncludeTests.class)
final class HouseRulesTest {

  @ArchTest
  static final ArchRule ONE_PLACE_READS_THE_ENVIRONMENT =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(Settings.class.getName())
          .should()
          .callMethod(System.class, "getenv")
          .orShould()
          .callMethod(System.class, "getenv", String.class)
          .because("a test builds Settings from a map, and what reads past it cannot be tested");

  @ArchTest
  static final ArchRule NEVER_THE_CLI =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.eider.cli..")
          .because("the cli may use the worker, through one class, and never the other way round");

  @ArchTest
  static final ArchRule NO_DRIVER =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "org.duckdb..")
          .because("JDBC is spoken in connector.duckdb only");

  @ArchTest
  static final ArchRule FAILURES_ARE_FAULTS =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("io.temporal.failure.ApplicationFailure")
          .because("dev.eider.fault is the only place that knows Temporal's failures");

  @ArchTest
  static final ArchRule ONLY_MAIN_ENDS_THE_PROCESS =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(Main.class.getName())
          .should()
          .callMethod(System.class, "exit", int.class)
          .because("the worker also runs inside the cli's process");

  @ArchTest
  static final ArchRule CLOSED_UNLESS_OPENED_FOR_A_REASON =
      classes()
          .that()
          .areNotInterfaces()
          .and()
          .areNotEnums()
          .and()
          .areNotRecords()
          .and()
          .areNotAnonymousClasses()
          .should()
          .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.FINAL)
          .because("nothing here is made to be extended");
}
