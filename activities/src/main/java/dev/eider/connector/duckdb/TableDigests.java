package dev.eider.connector.duckdb;

import dev.eider.connector.duckdb.Session.Line;
import dev.eider.digest.Digests;
import dev.eider.digest.Shape;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.record.FieldType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Digests of one table or view, computed by its own engine. */
final class TableDigests implements Digests {
  /** The bucket of rows without a key, which have no place among whole numbers. */
  private static final long KEYLESS = Long.MIN_VALUE / 2;

  private final Lease lease;
  private final Compared side;

  TableDigests(Lease lease, Compared side) {
    this.lease = lease;
    this.side = side;
  }

  @Override
  public List<String> fields() {
    return List.copyOf(side.columns().keySet());
  }

  @Override
  public List<Shape.Column> landed(List<String> fields) {
    return fields.stream()
        .map(
            field -> {
              String type = side.columns().get(side.column(field));
              return new Shape.Column(field, type == null ? "VARCHAR" : type, type != null);
            })
        .toList();
  }

  @Override
  public String engine() {
    return lease.elsewhere() ? lease.label() : "duckdb";
  }

  @Override
  public Optional<Span> span(Shape shape) {
    if (!whole(shape)) {
      return Optional.empty();
    }
    String sql =
        "SELECT min(key_id), max(key_id), count(key_id) FROM (SELECT %s AS key_id FROM %s WHERE %s)"
            .formatted(keyId(shape), side.from(), side.where());
    Line line = lease.read(session -> session.query(sql).getFirst());
    return line.number(2) == 0
        ? Optional.empty()
        : Optional.of(new Span(line.number(0), line.number(1)));
  }

  @Override
  public List<Bucket> buckets(Shape shape, long width) {
    String sql =
        "SELECT %s AS bucket, count(*), bit_xor(row_hash), CAST(sum(row_hash) AS VARCHAR) FROM (%s)"
                .formatted(bucket(width), rows(shape))
            + " GROUP BY bucket";
    List<Bucket> buckets = new ArrayList<>();
    return lease.read(
        session -> {
          session.stream(
              sql,
              line ->
                  buckets.add(
                      new Bucket(
                          line.number(0),
                          line.number(1),
                          line.number(2),
                          new BigInteger(line.text(3)))));
          return buckets;
        });
  }

  @Override
  public <T> T rows(Shape shape, long width, @Nullable Set<Long> buckets, Function<Rows, T> work) {
    String sql =
        "SELECT %s AS id, row_hash, newer FROM (%s) WHERE %s ORDER BY id, row_hash"
            .formatted(id(), rows(shape), buckets == null ? "true" : among(shape, width, buckets));
    return lease.read(session -> session.walk(sql, result -> work.apply(result)));
  }

  @Override
  public List<Detail> details(Shape shape, Collection<Long> ids) {
    List<String> told =
        shape.keys().isEmpty()
            ? shape.columns().stream().map(Shape.Column::field).toList()
            : shape.keys();
    List<String> texts = new ArrayList<>();
    told.forEach(field -> texts.add("CAST(" + value(shape, field) + " AS VARCHAR)"));
    for (Shape.Column column : shape.columns()) {
      texts.add(
          RowHash.of(
              List.of(side.value(column.field(), column.type())),
              List.of(column.type()),
              shape.portable()));
    }
    List<String> named = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      named.add(texts.get(i) + " AS d" + i);
    }
    String list = ids.stream().map(String::valueOf).collect(Collectors.joining(", "));
    String sql =
        "SELECT %s AS id, row_hash, * EXCLUDE (key_id, row_hash, newer) FROM (%s) WHERE %s IN (%s)"
            .formatted(id(), rows(shape, ", " + String.join(", ", named)), id(), list);
    return lease.read(
        session ->
            session.query(sql).stream()
                .map(line -> detail(line, told, shape.columns().size()))
                .toList());
  }

  private static Detail detail(Line line, List<String> told, int columns) {
    Map<String, @Nullable String> key = new LinkedHashMap<>();
    for (int i = 0; i < told.size(); i++) {
      key.put(told.get(i), line.textOrNull(2 + i));
    }
    List<Long> hashes = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      hashes.add(line.number(2 + told.size() + i));
    }
    return new Detail(line.number(0), line.number(1), key, hashes);
  }

  private String rows(Shape shape) {
    return rows(shape, "");
  }

  /** A query for {@code key_id}, {@code row_hash}, {@code newer} and more of every row. */
  private String rows(Shape shape, String more) {
    List<String> values =
        shape.columns().stream().map(c -> side.value(c.field(), c.type())).toList();
    String hash = RowHash.of(values, RowHash.types(shape), shape.portable());
    String key = shape.keys().isEmpty() ? "CAST(NULL AS BIGINT)" : keyId(shape);
    return "SELECT %s AS key_id, %s AS row_hash, %s AS newer%s FROM %s WHERE %s"
        .formatted(key, hash, side.newer(), more, side.from(), side.where());
  }

  private static String id() {
    return "coalesce(key_id, row_hash)";
  }

  private String keyId(Shape shape) {
    List<String> values = shape.keys().stream().map(key -> value(shape, key)).toList();
    return KeyId.sql(values, keyTypes(shape));
  }

  private static List<String> keyTypes(Shape shape) {
    return shape.keys().stream().map(key -> column(shape, key).type()).toList();
  }

  private String value(Shape shape, String field) {
    Shape.Column column = column(shape, field);
    return side.value(column.field(), column.type());
  }

  private static Shape.Column column(Shape shape, String key) {
    return shape.columns().stream()
        .filter(column -> column.field().equals(key))
        .findFirst()
        .or(() -> shape.columns().stream().filter(c -> Names.same(c.field(), key)).findFirst())
        .orElseThrow(
            () ->
                new Misconfigured(
                    "duckdb.key",
                    key,
                    "expected primary key column '" + key + "' but the source has none",
                    "write primary_key: [<column>] with a column it has"));
  }

  /** Whether ids are the key itself: they lie as closely as the keys do. */
  private static boolean whole(Shape shape) {
    List<String> types = keyTypes(shape);
    return types.size() == 1 && Types.field(types.getFirst()) instanceof FieldType.Int64;
  }

  /** Rows without a key stand where their hash does, unless keys lie closely. */
  private static String bucket(long width) {
    return "CASE WHEN key_id IS NULL AND %1$d < %2$d THEN %3$d ELSE %4$s // %1$d END"
        .formatted(width, Long.MAX_VALUE / 4096, KEYLESS, id());
  }

  private static String among(Shape shape, long width, Set<Long> buckets) {
    String list = buckets.stream().map(String::valueOf).collect(Collectors.joining(", "));
    String these = bucket(width) + " IN (" + list + ")";
    if (!whole(shape) || buckets.contains(KEYLESS)) {
      return these;
    }
    BigInteger wide = BigInteger.valueOf(width);
    long first = buckets.stream().mapToLong(Long::longValue).min().orElse(0);
    long last = buckets.stream().mapToLong(Long::longValue).max().orElse(0);
    // Division rounds towards zero, so a bucket may lie on either side of its first key.
    return these
        + " AND key_id >= "
        + clamped(BigInteger.valueOf(first).multiply(wide).subtract(wide))
        + " AND key_id <= "
        + clamped(BigInteger.valueOf(last).multiply(wide).add(wide));
  }

  private static String clamped(BigInteger key) {
    BigInteger least = BigInteger.valueOf(Long.MIN_VALUE);
    BigInteger most = BigInteger.valueOf(Long.MAX_VALUE);
    return Keyset.typed(key.max(least).min(most).toString(), "BIGINT");
  }
}
