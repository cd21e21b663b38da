package dev.eider.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.eider.cli", importOptions = ImportOption.DoNotIncludeTests.class)
final class HouseRulesTest {
  @ArchTest
  static final ArchRule ONE_EDGE_TO_THE_WORKER =
      noClasses()
          .that()
          .doNotBelongToAnyOf(Embedded.class)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.eider.worker..",
              "dev.eider.source..",
              "dev.eider.destination..",
              "dev.eider.connector..",
              "dev.eider.secret..",
              "dev.eider.fault..",
              "dev.eider.http..",
              "dev.eider.record..")
          .because("deleting Embedded must leave a cli that still talks to any server");

  @ArchTest
  static final ArchRule ASKS_AND_DOES_NOT_FETCH =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "okhttp3..", "java.net.http..")
          .because("the cli holds no drivers: rows and requests belong to workers");

  @ArchTest
  static final ArchRule SYNC_FILES_NEED_NO_SERVER =
      noClasses()
          .that()
          .resideInAPackage("dev.eider.cli.syncfile..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.temporal..", "picocli..")
          .because("a file is checked without a server, and as fast as one can type");

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices()
          .matching("dev.eider.(**)")
          .should()
          .beFreeOfCycles()
          .because("a package that needs the one that needs it cannot be understood alone");
}
