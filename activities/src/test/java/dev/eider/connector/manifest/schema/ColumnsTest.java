package dev.eider.connector.manifest.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eider.record.FieldType;
import dev.eider.record.RowSchema.Column;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ColumnsTest {
  @Test
  void namesOneTypeOrElseJson() {
    assertThat(type(Map.of("type", List.of("string", "null")))).isEqualTo(new FieldType.Text());
    assertThat(type(Map.of("type", "number"))).isEqualTo(FieldType.Decimal.NUMBER);
    assertThat(type(Map.of("type", "string", "format", "date-time")))
        .isEqualTo(new FieldType.TimestampTz());
    assertThat(
            type(
                Map.of(
                    "type", "string",
                    "format", "date-time",
                    "airbyte_type", "timestamp_without_timezone")))
        .isEqualTo(new FieldType.Timestamp());
    assertThat(type(Map.of("type", List.of("string", "integer")))).isEqualTo(new FieldType.Json());
    assertThat(type(Map.of("oneOf", List.of()))).isEqualTo(new FieldType.Json());
    assertThat(type(Map.of("type", "array"))).isEqualTo(new FieldType.Json());
  }

  private static FieldType type(Map<String, ?> property) {
    List<Column> columns = Columns.of(Map.of("properties", Map.of("x", property)), "{}").columns();
    return columns.getFirst().type();
  }
}
