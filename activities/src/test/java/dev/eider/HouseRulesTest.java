package dev.eider;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.eider.secret.Secret;

@AnalyzeClasses(packages = "dev.eider", importOptions = ImportOption.DoNotIncludeTests.class)
final class HouseRulesTest {
  @ArchTest
  static final ArchRule NO_CYCLES = slices().matching("dev.eider.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule PROMISES_KNOW_NO_VENDOR =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.eider.connector..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.eider.connector..")
          .because("a connector is one folder: delete it and everything else compiles");

  @ArchTest
  static final ArchRule CONNECTORS_DO_NOT_KNOW_EACH_OTHER =
      slices()
          .matching("dev.eider.connector.(*)..")
          .should()
          .notDependOnEachOther()
          .because("adding a connector touches no other folder");

  @ArchTest
  static final ArchRule ONLY_FAULT_KNOWS_TEMPORAL_FAILURES =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.eider.fault", "dev.eider.flow")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("io.temporal.failure.ApplicationFailure")
          .because("who must act is decided where the fact is known, and told to Temporal once");

  @ArchTest
  static final ArchRule SECRETS_ARE_REVEALED_LATE =
      noClasses()
          .that(
              not(resideInAPackage("dev.eider.connector.."))
                  .and(not(resideInAPackage("dev.eider.http")))
                  .and(not(resideInAPackage("dev.eider.embedding.openai")))
                  .and(not(resideInAPackage("dev.eider.secret"))))
          .should()
          .callMethod(Secret.class, "reveal")
          .because("a secret exists only where it is used");

  @ArchTest
  static final ArchRule JDBC_ONLY_IN_DUCKDB =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.eider.connector.duckdb..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "org.duckdb..")
          .because("one vendor, one folder");

  @ArchTest
  static final ArchRule OKHTTP_ONLY_IN_HTTP =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.eider.http..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("okhttp3..")
          .because("there is one polite client");
}
