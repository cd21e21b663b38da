package dev.eider.digest;

import dev.eider.digest.Digests.Bucket;
import dev.eider.digest.Digests.Detail;
import dev.eider.digest.Digests.Span;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares two sides: the sums of some 4,096 buckets first, then row by row only the buckets whose
 * sums differ, then by column only the first rows that differ.
 */
public final class Comparison {
  private static final BigInteger BUCKETS = BigInteger.valueOf(4096);

  /** Rows a side sorts at once: five times as many took 140 MB more at their peak. */
  private static final long MOST_AT_ONCE = 1_000_000;

  /** Ids that are no keys are the lower half of 64 bits, evenly. */
  private static final Span EVENLY = new Span(0, Long.MAX_VALUE);

  private final Digests source;
  private final Digests destination;
  private final int most;
  private final Consumer<String> progress;

  /**
   * Of two sides.
   *
   * @param most how many differences are told one by one
   * @param progress hears in words how far it is
   */
  public Comparison(Digests source, Digests destination, int most, Consumer<String> progress) {
    this.source = source;
    this.destination = destination;
    this.most = most;
    this.progress = progress;
  }

  /** Compares everything both sides have, identified by these fields of the source. */
  public Result run(List<String> keys) {
    boolean portable = !source.engine().equals(destination.engine());
    List<String> fields = source.fields();
    // A source that declares nothing and has no rows has no key either.
    List<String> known = fields.containsAll(keys) ? keys : List.of();
    Shape shape = new Shape(destination.landed(fields), known, portable);
    long width = width(shape);
    progress.accept("digests of the source");
    List<Bucket> here = source.buckets(shape, width);
    progress.accept("digests of the destination");
    List<Bucket> there = destination.buckets(shape, width);
    Set<Long> unequal = unequal(here, there);
    Merge merge = new Merge(most);
    for (Set<Long> some : groups(unequal, here, there)) {
      progress.accept("rows of " + unequal.size() + " buckets that differ");
      // Choosing most of them costs more than walking over the rest.
      boolean all = some.size() == unequal.size() && some.size() * 2L > here.size();
      merge(shape, width, all ? null : some, merge);
    }
    progress.accept("columns of rows that differ");
    List<Difference> first = told(shape, merge.found());
    return new Result(
        rows(here),
        rows(there),
        merge.changed(),
        merge.onlySource(),
        merge.onlyDestination(),
        merge.newer(),
        first);
  }

  private void merge(Shape shape, long width, @Nullable Set<Long> buckets, Merge merge) {
    boolean unused =
        source.rows(
            shape,
            width,
            buckets,
            left ->
                destination.rows(
                    shape,
                    width,
                    buckets,
                    right -> {
                      merge.run(left, right);
                      return true;
                    }));
  }

  private long width(Shape shape) {
    Optional<Span> here = source.span(shape);
    Optional<Span> there = destination.span(shape);
    List<Span> spans = Stream.of(here, there).flatMap(Optional::stream).toList();
    long first = spans.stream().mapToLong(Span::first).min().orElse(EVENLY.first());
    long last = spans.stream().mapToLong(Span::last).max().orElse(EVENLY.last());
    return BigInteger.valueOf(last)
        .subtract(BigInteger.valueOf(first))
        .divide(BUCKETS)
        .add(BigInteger.ONE)
        .longValueExact();
  }

  private static Set<Long> unequal(List<Bucket> here, List<Bucket> there) {
    Map<Long, Bucket> known = new HashMap<>();
    here.forEach(bucket -> known.put(bucket.number(), bucket));
    Set<Long> unequal = new HashSet<>();
    for (Bucket bucket : there) {
      if (!bucket.equals(known.remove(bucket.number()))) {
        unequal.add(bucket.number());
      }
    }
    unequal.addAll(known.keySet());
    return unequal;
  }

  /** Buckets in their order, as many at once as can be sorted in little memory. */
  private static List<Set<Long>> groups(Set<Long> unequal, List<Bucket> here, List<Bucket> there) {
    Map<Long, Long> rows = new TreeMap<>();
    Stream.of(here, there)
        .flatMap(List::stream)
        .filter(bucket -> unequal.contains(bucket.number()))
        .forEach(bucket -> rows.merge(bucket.number(), bucket.rows(), Math::max));
    List<Set<Long>> groups = new ArrayList<>();
    long held = MOST_AT_ONCE;
    for (Map.Entry<Long, Long> bucket : rows.entrySet()) {
      if (held + bucket.getValue() > MOST_AT_ONCE) {
        groups.add(new HashSet<>());
        held = 0;
      }
      groups.getLast().add(bucket.getKey());
      held += bucket.getValue();
    }
    return groups;
  }

  private static long rows(List<Bucket> buckets) {
    return buckets.stream().mapToLong(Bucket::rows).sum();
  }

  private List<Difference> told(Shape shape, List<Merge.Found> found) {
    Map<Row, Detail> here =
        details(source, shape, found.stream().filter(f -> f.source() != null).toList());
    Map<Row, Detail> there =
        details(destination, shape, found.stream().filter(f -> f.destination() != null).toList());
    List<Difference> told = new ArrayList<>();
    for (Merge.Found one : found) {
      told.add(
          told(
              shape,
              one.source() == null ? null : here.get(new Row(one.id(), one.source())),
              one.destination() == null ? null : there.get(new Row(one.id(), one.destination()))));
    }
    return told;
  }

  private static Difference told(Shape shape, @Nullable Detail here, @Nullable Detail there) {
    if (here != null && there != null) {
      List<String> columns = new ArrayList<>();
      for (int i = 0; i < shape.columns().size(); i++) {
        if (!Objects.equals(here.columns().get(i), there.columns().get(i))) {
          columns.add(shape.columns().get(i).field());
        }
      }
      return new Difference("changed", here.key(), columns);
    }
    if (here != null) {
      return new Difference("only_source", here.key(), null);
    }
    // A row that changed since it was counted can no longer be told.
    return new Difference("only_destination", there == null ? Map.of() : there.key(), null);
  }

  private static Map<Row, Detail> details(Digests side, Shape shape, List<Merge.Found> found) {
    Map<Row, Detail> details = new HashMap<>();
    if (!found.isEmpty()) {
      Set<Long> ids = new HashSet<>();
      found.forEach(one -> ids.add(one.id()));
      side.details(shape, ids).forEach(d -> details.put(new Row(d.id(), d.hash()), d));
    }
    return details;
  }

  private record Row(long id, long hash) {}

  /**
   * What was found.
   *
   * @param sourceRows rows there
   * @param destinationRows rows there
   * @param changed rows whose key is on both sides with other values
   * @param onlySource rows the destination does not have
   * @param onlyDestination rows the source does not have
   * @param newer rows that differ because they changed after the checkpoint
   * @param first the first that differ, one by one
   */
  public record Result(
      long sourceRows,
      long destinationRows,
      long changed,
      long onlySource,
      long onlyDestination,
      long newer,
      List<Difference> first) {

    /** Nothing differs that should not. */
    public boolean equal() {
      return changed + onlySource + onlyDestination == 0;
    }
  }
}
