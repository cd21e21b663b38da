package dev.eider.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eider.destination.DestinationContract;
import dev.eider.destination.DestinationProvider;
import dev.eider.embedding.EmbedderContract;
import dev.eider.embedding.EmbedderProvider;
import dev.eider.plan.Described;
import dev.eider.source.SourceContract;
import dev.eider.source.SourceProvider;
import dev.eider.vector.VectorStoreContract;
import dev.eider.vector.VectorStoreProvider;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A connector without its contract test is not accepted: the test stands beside the provider. */
final class EveryConnectorKeepsItsContractTest {
  static Stream<Described> connectors() {
    return Stream.of(
            SourceProvider.class,
            DestinationProvider.class,
            EmbedderProvider.class,
            VectorStoreProvider.class)
        .flatMap(kind -> ServiceLoader.load(kind).stream())
        .map(ServiceLoader.Provider::get);
  }

  @ParameterizedTest
  @MethodSource("connectors")
  void hasAContractTest(Described connector) {
    Class<?> contract =
        switch (connector.kind()) {
          case SOURCE -> SourceContract.class;
          case DESTINATION -> DestinationContract.class;
          case EMBEDDER -> EmbedderContract.class;
          case STORE -> VectorStoreContract.class;
        };
    String test = connector.getClass().getName().replace("Provider", "ContractTest");

    assertThat(classNamed(test))
        .as("%s needs %s extends %s", connector.getClass().getSimpleName(), test, contract)
        .isNotNull()
        .isAssignableTo(contract);
  }

  @ParameterizedTest
  @MethodSource("connectors")
  void describesItself(Described connector) {
    assertThat(connector.spec().summary()).isNotBlank();
    assertThat(connector.spec().example()).contains("type: " + connector.name());
    assertThat(connector.spec().fields()).allSatisfy(field -> assertThat(field.doc()).isNotBlank());
    assertThat(ServiceLoader.load(Described.class))
        .anySatisfy(known -> assertThat(known).hasSameClassAs(connector));
  }

  private static Class<?> classNamed(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }
}
