package dev.eider.worker;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc.OperatorServiceBlockingStub;
import io.temporal.api.workflowservice.v1.CountWorkflowExecutionsRequest;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What the web interface can search syncs by; a server may refuse them and syncs still run. */
final class SearchAttributes {
  /** Names and types, in the words of the {@code temporal} program. */
  static final Map<String, String> WORDS =
      new TreeMap<>(
          Map.of(
              "EiderSync", "Keyword",
              "EiderPhase", "Keyword",
              "EiderOutcome", "Keyword",
              "EiderRows", "Int"));

  private static final int SECONDS = 10;
  private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final int STEPS = 75;

  private SearchAttributes() {}

  /** Registers what is missing; true when all are there with their types. */
  static boolean register(Connection connection, Consumer<String> talk) {
    OperatorServiceStubs operator =
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder()
                .setChannel(connection.stubs().getRawChannel())
                .validateAndBuildWithDefaults());
    Supplier<OperatorServiceBlockingStub> calls =
        () -> operator.blockingStub().withDeadlineAfter(SECONDS, TimeUnit.SECONDS);
    String namespace = connection.server().namespace();
    try {
      if (connection.server().kind() == Server.Kind.IN_MEMORY) {
        // It can add but not list.
        add(calls.get(), namespace);
        return true;
      }
      if (!listed(calls.get(), namespace)) {
        add(calls.get(), namespace);
        // Adding one again with another type is answered with OK and changes nothing.
        return listed(calls.get(), namespace) && searchable(connection);
      }
      return true;
    } catch (StatusRuntimeException e) {
      talk.accept(
          "search attributes are not available on this server ("
              + e.getStatus().getCode()
              + "); syncs run without them");
      return false;
    }
  }

  private static void add(OperatorServiceBlockingStub calls, String namespace) {
    AddSearchAttributesRequest.Builder request =
        AddSearchAttributesRequest.newBuilder().setNamespace(namespace);
    WORDS.forEach((name, word) -> request.putSearchAttributes(name, type(word)));
    var unused = calls.addSearchAttributes(request.build());
  }

  private static boolean listed(OperatorServiceBlockingStub calls, String namespace) {
    Map<String, IndexedValueType> there =
        calls
            .listSearchAttributes(
                ListSearchAttributesRequest.newBuilder().setNamespace(namespace).build())
            .getCustomAttributesMap();
    return WORDS.entrySet().stream().allMatch(e -> type(e.getValue()) == there.get(e.getKey()));
  }

  /** The server's front learns of new attributes a moment after its list does. */
  private static boolean searchable(Connection connection) {
    CountWorkflowExecutionsRequest query =
        CountWorkflowExecutionsRequest.newBuilder()
            .setNamespace(connection.server().namespace())
            .setQuery("EiderSync='' AND EiderPhase='' AND EiderOutcome='' AND EiderRows=0")
            .build();
    for (int step = 0; step < STEPS; step++) {
      try {
        var unused =
            connection
                .stubs()
                .blockingStub()
                .withDeadlineAfter(SECONDS, TimeUnit.SECONDS)
                .countWorkflowExecutions(query);
        return true;
      } catch (StatusRuntimeException e) {
        if (e.getStatus().getCode() != Status.Code.INVALID_ARGUMENT) {
          throw e;
        }
        LockSupport.parkNanos(STEP_NANOS);
      }
    }
    return false;
  }

  private static IndexedValueType type(String word) {
    return word.equals("Int")
        ? IndexedValueType.INDEXED_VALUE_TYPE_INT
        : IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD;
  }
}
