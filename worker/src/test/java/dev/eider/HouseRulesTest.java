package dev.eider;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.eider.worker", importOptions = ImportOption.DoNotIncludeTests.class)
final class HouseRulesTest {
  @ArchTest
  static final ArchRule ONE_READER_OF_THE_ENVIRONMENT =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("dev.eider.worker.Settings")
          .should()
          .callMethod(System.class, "getenv")
          .orShould()
          .callMethod(System.class, "getenv", String.class)
          .because("a test hands in a map, and an embedded worker its cli's");

  @ArchTest
  static final ArchRule KNOWS_NO_VENDOR =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "okhttp3..", "dev.eider.connector..")
          .because("connectors are found by name: adding one touches no other folder");
}
