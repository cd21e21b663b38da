package dev.eider.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eider.event.LoggingListener;
import dev.eider.outcome.Vectors;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

final class CountingListenerTest {
  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  @Test
  void countsVectorsBesideRows() {
    var listener = new LoggingListener().and(new CountingListener(meters));
    listener.embedded("shop", "books", new Vectors(5, 0, 2));
    listener.embedded("shop", "books", new Vectors(1, 3, 0));

    assertThat(meters.scrape().lines())
        .contains(
            "eider_vectors_embedded_total{stream=\"books\",sync=\"shop\"} 6.0",
            "eider_vectors_reused_total{stream=\"books\",sync=\"shop\"} 3.0",
            "eider_vectors_deleted_total{stream=\"books\",sync=\"shop\"} 2.0");
  }
}
