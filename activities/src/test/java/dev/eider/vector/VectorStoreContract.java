package dev.eider.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.eider.fault.Fault;
import dev.eider.vector.VectorStore.Entry;
import dev.eider.vector.VectorStore.Found;
import dev.eider.vector.VectorStore.Hit;
import dev.eider.vector.VectorStore.Listed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every store of vectors promises. A store's own test extends it and says how to open the
 * store, empty before each test.
 */
public abstract class VectorStoreContract {
  private static final double EXACT = 1e-4;
  private static final Map<String, Object> NONE = Map.of();

  private VectorStore store;

  /** The store, opened anew. */
  protected abstract VectorStore store();

  @BeforeEach
  final void open() {
    store = store();
  }

  @AfterEach
  final void close() {
    store.close();
  }

  /** An entry whose vector has 4 numbers. */
  protected static Entry entry(String id, Map<String, Object> metadata, float... vector) {
    return new Entry(id, "text of " + id, vector, metadata);
  }

  private static Entry entry(String id) {
    return entry(id, NONE, 1, 0, 0, 0);
  }

  private Found made(Entry... entries) {
    Found made = store.create("docs", 4, Map.of());
    store.upsert(made, List.of(entries));
    return made;
  }

  private List<Hit> nearest(Found collection, Map<String, Object> where) {
    return store.search(collection, new float[] {1, 0, 0, 0}, 10, where);
  }

  private List<String> ids(Found collection) {
    return store.list(collection, null, 1000).stream().map(Listed::id).toList();
  }

  @Test
  void canBeReachedAndSaysHowItSearches() {
    store.check();

    assertThat(store.method()).isNotBlank();
  }

  @Test
  void checkingLeavesNothingBehind() {
    store.check();

    assertThat(store.find("eider-check")).isEmpty();
  }

  @Test
  void findsNothingWhereNothingIs() {
    assertThat(store.find("docs")).isEmpty();
    made();
    assertThat(store.find("others")).isEmpty();
  }

  @Test
  void findsWhatItMadeWithAllThatWasSaidAboutIt() {
    Map<String, String> about = Map.of("sync", "Ünï 'c\"", "embedder", "minilm:1", "empty", "");
    Found made = store.create("docs", 4, about);

    assertThat(store.find("docs")).contains(made);
    assertThat(made.name()).isEqualTo("docs");
    assertThat(made.dimension()).isEqualTo(4);
    assertThat(made.about()).isEqualTo(about);
    assertThat(store.count(made)).isZero();
    assertThat(store.list(made, null, 10)).isEmpty();
    assertThat(nearest(made, NONE)).isEmpty();
  }

  @Test
  void makingItAgainLeavesOnlyTheNewOne() {
    Found old = made(entry("a"));
    Found young = store.create("docs", 4, Map.of("run", "2"));

    assertThat(young.id()).isNotEqualTo(old.id());
    assertThat(store.count(young)).isZero();
    assertThat(store.find("docs")).contains(young);
  }

  @Test
  void whatIsWrittenTwiceIsThereOnceAsWrittenLast() {
    Found docs = made(entry("a", Map.of("run", 1L), 0, 1, 0, 0), entry("b"));
    store.upsert(docs, List.of(new Entry("a", "new", new float[] {0, 0, 1, 0}, NONE)));
    store.upsert(docs, List.of(new Entry("a", "new", new float[] {0, 0, 1, 0}, NONE)));

    assertThat(store.count(docs)).isEqualTo(2);
    assertThat(store.search(docs, new float[] {0, 0, 1, 0}, 1, NONE))
        .singleElement()
        .satisfies(
            hit -> {
              assertThat(hit.id()).isEqualTo("a");
              assertThat(hit.document()).isEqualTo("new");
              assertThat(hit.metadata()).isEmpty();
              assertThat(hit.score()).isCloseTo(1, within(EXACT));
            });
  }

  @Test
  void metadataIsReplacedWhole() {
    Found docs = made(entry("a", Map.of("gone", "x", "kept", 1L), 1, 0, 0, 0));
    store.upsert(docs, List.of(entry("a", Map.of("kept", 2L, "new", true), 1, 0, 0, 0)));

    assertThat(store.list(docs, null, 10))
        .containsExactly(new Listed("a", "text of a", Map.of("kept", 2L, "new", true)));
    assertThat(nearest(docs, Map.of("gone", "x"))).isEmpty();
  }

  @Test
  void metadataKeepsItsKindsAndValues() {
    Map<String, Object> metadata =
        Map.of(
            "text",
            "a 'b' \"c\"\n\u0001 😀 שלום",
            "empty",
            "",
            "whole",
            9_007_199_254_740_993L,
            "least",
            Long.MIN_VALUE,
            "broken",
            -0.1,
            "round",
            2.0,
            "large",
            1e300,
            "yes",
            true,
            "no",
            false);
    Found docs = made(entry("a", metadata, 1, 0, 0, 0));

    assertThat(store.list(docs, null, 1)).containsExactly(new Listed("a", "text of a", metadata));
    assertThat(nearest(docs, NONE).getFirst().metadata()).isEqualTo(metadata);
  }

  @Test
  void deletedEntriesAreNotFoundAgain() {
    Found docs = made(entry("a"), entry("b"), entry("c"));
    store.delete(docs, List.of("a", "c", "never there"));
    store.delete(docs, List.of("a"));
    store.delete(docs, List.of());

    assertThat(store.count(docs)).isEqualTo(1);
    assertThat(ids(docs)).containsExactly("b");
    assertThat(nearest(docs, NONE)).extracting(Hit::id).containsExactly("b");
  }

  @Test
  void deletingInManyAtOnceLeavesTheOthers() {
    List<String> names = IntStream.range(0, 2500).mapToObj(i -> "id" + i).toList();
    Found docs = made(names.stream().map(id -> entry(id)).toArray(Entry[]::new));
    assertThat(store.count(docs)).isEqualTo(2500);

    store.delete(docs, names.subList(1, 2500));

    assertThat(ids(docs)).containsExactly("id0");
  }

  @Test
  void writingNothingChangesNothing() {
    Found docs = made(entry("a"));
    store.upsert(docs, List.of());

    assertThat(store.count(docs)).isEqualTo(1);
  }

  @Test
  void listsInTheOrderOfTheBytesOfTheIds() {
    List<String> sorted = List.of("", "A", "Z", "a", "a b", "aa", "b", "ä", "\uFFFD", "😀", "😀a");
    List<String> shuffled = new ArrayList<>(sorted.subList(1, sorted.size()));
    Collections.shuffle(shuffled, new Random(7));
    Found docs = made(shuffled.stream().map(id -> entry(id)).toArray(Entry[]::new));

    assertThat(ids(docs)).isEqualTo(sorted.subList(1, sorted.size()));
  }

  @Test
  void listsPageByPage() {
    List<Entry> entries =
        new ArrayList<>(
            IntStream.range(0, 25)
                .mapToObj(i -> entry("id%02d".formatted(i), Map.of("n", (long) i), 1, 0, 0, 0))
                .toList());
    Collections.shuffle(entries, new Random(7));
    Found docs = made(entries.toArray(Entry[]::new));

    List<Listed> all = new ArrayList<>();
    List<Listed> page = store.list(docs, null, 10);
    while (!page.isEmpty()) {
      all.addAll(page);
      page = store.list(docs, page.getLast().id(), 10);
    }

    assertThat(all)
        .isEqualTo(
            IntStream.range(0, 25)
                .mapToObj(
                    i ->
                        new Listed(
                            "id%02d".formatted(i),
                            "text of id%02d".formatted(i),
                            Map.of("n", (long) i)))
                .toList());
    assertThat(store.list(docs, "id09", 3))
        .extracting(Listed::id)
        .containsExactly("id10", "id11", "id12");
    assertThat(store.list(docs, "id095", 1)).extracting(Listed::id).containsExactly("id10");
  }

  @Test
  void listsWhatWasWrittenBetweenTwoPages() {
    Found docs = made(entry("a"), entry("c"), entry("e"));
    assertThat(store.list(docs, null, 1)).extracting(Listed::id).containsExactly("a");

    store.upsert(docs, List.of(entry("d")));
    store.delete(docs, List.of("e"));

    assertThat(store.list(docs, "a", 10)).extracting(Listed::id).containsExactly("c", "d");
  }

  @Test
  void givesBackTheVectorsThatAreThere() {
    float[] odd = {0.48f, -0.6f, 0.64f, 0};
    Found docs =
        made(entry("nul\u0000 'ü' 😀", NONE, odd), entry("b", NONE, 0, 1, 0, 0), entry("c"));
    store.upsert(docs, List.of(entry("b", NONE, 0, 0, 1, 0)));
    store.delete(docs, List.of("c"));

    Map<String, float[]> vectors =
        store.vectors(docs, List.of("nul\u0000 'ü' 😀", "b", "c", "never there"));

    assertThat(vectors).containsOnlyKeys("nul\u0000 'ü' 😀", "b");
    assertThat(vectors.get("nul\u0000 'ü' 😀")).containsExactly(odd, within(1e-6f));
    assertThat(vectors.get("b")).containsExactly(new float[] {0, 0, 1, 0}, within(1e-6f));
    assertThat(store.vectors(docs, List.of())).isEmpty();
  }

  @Test
  void givesBackManyVectorsAtOnce() {
    List<String> names = IntStream.range(0, 1500).mapToObj(i -> "id" + i).toList();
    Found docs = made(names.stream().map(id -> entry(id)).toArray(Entry[]::new));

    assertThat(store.vectors(docs, names)).hasSize(1500);
  }

  @Test
  void findsTheNearestFirstWithTheirCosines() {
    Found docs =
        made(
            entry("opposite", NONE, -1, 0, 0, 0),
            entry("near", NONE, 0.9f, 0.1f, 0, 0),
            entry("across", NONE, 0, 0, 5, 0),
            entry("same", NONE, 3, 0, 0, 0),
            entry("between", NONE, 0.6f, 0.8f, 0, 0));

    List<Hit> hits = store.search(docs, new float[] {2, 0, 0, 0}, 5, NONE);

    assertThat(hits)
        .extracting(Hit::id)
        .containsExactly("same", "near", "between", "across", "opposite");
    double[] scores = hits.stream().mapToDouble(Hit::score).toArray();
    assertThat(scores[0]).isCloseTo(1, within(EXACT));
    assertThat(scores[1]).isCloseTo(0.9 / Math.sqrt(0.82), within(EXACT));
    assertThat(scores[2]).isCloseTo(0.6, within(EXACT));
    assertThat(scores[3]).isCloseTo(0, within(EXACT));
    assertThat(scores[4]).isCloseTo(-1, within(EXACT));
    assertThat(hits.getFirst().document()).isEqualTo("text of same");
  }

  @Test
  void findsAsManyAsAsked() {
    Found docs = made(entry("a", NONE, 1, 0, 0, 0), entry("b", NONE, 1, 1, 0, 0));

    assertThat(store.search(docs, new float[] {1, 0, 0, 0}, 1, NONE))
        .extracting(Hit::id)
        .containsExactly("a");
    assertThat(store.search(docs, new float[] {1, 0, 0, 0}, 0, NONE)).isEmpty();
  }

  @Test
  void aVectorWithoutLengthIsNearNothing() {
    Found docs = made(entry("zero", NONE, 0, 0, 0, 0), entry("near", NONE, 1, 0, 0, 0));

    assertThat(nearest(docs, NONE)).extracting(Hit::id).containsExactly("near", "zero");
    assertThat(nearest(docs, NONE).getLast().score()).isLessThan(EXACT);
  }

  static Stream<Map<String, Object>> conditions() {
    return Stream.of(
        Map.of("text", "one"),
        Map.of("whole", 7L),
        Map.of("whole", 7.0),
        Map.of("broken", 2.5),
        Map.of("round", 3.0),
        Map.of("round", 3L),
        Map.of("large", 9_007_199_254_740_993L),
        Map.of("flag", true),
        Map.of("text", "one", "whole", 7L, "flag", true),
        Map.of("a 'b' \"c\" ~/ü.d", "x"),
        Map.of("0", "zero"));
  }

  @ParameterizedTest
  @MethodSource("conditions")
  void findsOnlyWhatHasTheMetadata(Map<String, Object> where) {
    Map<String, Object> wanted =
        Map.of(
            "text",
            "one",
            "whole",
            7L,
            "broken",
            2.5,
            "round",
            3.0,
            "large",
            9_007_199_254_740_993L,
            "flag",
            true,
            "a 'b' \"c\" ~/ü.d",
            "x",
            "0",
            "zero");
    Map<String, Object> other =
        Map.of(
            "text",
            "ones",
            "whole",
            "7",
            "broken",
            2.4,
            "round",
            3.1,
            "large",
            9_007_199_254_740_992L,
            "flag",
            "true");
    Found docs =
        made(
            entry("nearest", other, 1, 0, 0, 0),
            entry("wanted", wanted, 0.5f, 1, 0, 0),
            entry("bare", NONE, 1, 0, 0, 0));

    assertThat(nearest(docs, where)).extracting(Hit::id).containsExactly("wanted");
  }

  @Test
  void aConditionIsMetWhole() {
    Found docs =
        made(
            entry("both", Map.of("a", "x", "b", 1L), 0, 1, 0, 0),
            entry("one", Map.of("a", "x", "b", 2L), 1, 0, 0, 0));

    assertThat(nearest(docs, Map.of("a", "x", "b", 1L)))
        .extracting(Hit::id)
        .containsExactly("both");
    assertThat(nearest(docs, Map.of("a", "x", "b", 3L))).isEmpty();
  }

  static Stream<String> oddIds() {
    return Stream.of(
        "it's",
        "\"quoted\"",
        "a/b\\c",
        " ",
        "a b ",
        "tab\tline\nend",
        "nul\u0000\u0001",
        "日本語",
        "שלום",
        "😀",
        "%2F?&#",
        "; DROP TABLE docs",
        "x".repeat(1000));
  }

  @ParameterizedTest
  @MethodSource("oddIds")
  void idsMayHoldAnything(String id) {
    Found docs = made(entry(id), entry("other", NONE, 0, 1, 0, 0));
    store.upsert(docs, List.of(entry(id)));

    assertThat(store.count(docs)).isEqualTo(2);
    assertThat(nearest(docs, NONE).getFirst().id()).isEqualTo(id);
    assertThat(ids(docs)).contains(id);

    store.delete(docs, List.of(id));
    assertThat(ids(docs)).containsExactly("other");
  }

  static Stream<String> oddDocuments() {
    return Stream.of(
        "",
        "👩‍👩‍👧 emoji",
        "nul\u0000 bell\u0007 \u001b[31m\r\n\t",
        "\u202eright to left שלום مرحبا",
        "'; DROP TABLE docs; --",
        "ü".repeat(1 << 20));
  }

  @ParameterizedTest
  @MethodSource("oddDocuments")
  void documentsMayHoldAnything(String document) {
    Found docs = made(new Entry("a", document, new float[] {1, 0, 0, 0}, NONE));

    assertThat(nearest(docs, NONE).getFirst().document().equals(document)).isTrue();
  }

  @Test
  void halfACharacterDoesNotStopTheOthers() {
    Found docs =
        made(new Entry("a", "cut \ud83d", new float[] {1, 0, 0, 0}, Map.of("m", "\ud83d")));

    assertThat(nearest(docs, NONE).getFirst().document()).startsWith("cut ");
  }

  @Test
  void whoOpensItElsewhereSeesTheSame() {
    Found docs = made(entry("a", Map.of("n", 1L), 1, 0, 0, 0));

    try (VectorStore other = store()) {
      Found found = other.find("docs").orElseThrow();
      assertThat(found).isEqualTo(docs);
      assertThat(other.list(found, null, 10))
          .containsExactly(new Listed("a", "text of a", Map.of("n", 1L)));
      other.upsert(found, List.of(entry("b")));
    }
    assertThat(ids(docs)).containsExactly("a", "b");
  }

  @Test
  void puttingAnotherInItsPlaceLeavesThatOne() {
    Found old = made(entry("old"));
    Found built = store.create("docs-next", 4, Map.of("made", "beside"));
    store.upsert(built, List.of(entry("new")));
    assertThat(ids(store.find("docs").orElseThrow())).containsExactly("old");

    Found now = store.replace(built, "docs");

    assertThat(now).isEqualTo(new Found("docs", built.id(), 4, Map.of("made", "beside")));
    assertThat(store.find("docs")).contains(now);
    assertThat(store.find("docs-next")).isEmpty();
    assertThat(ids(now)).containsExactly("new");
    assertThat(nearest(now, NONE)).extracting(Hit::id).containsExactly("new");
    assertThat(now.id()).isNotEqualTo(old.id());
  }

  @Test
  void puttingItInPlaceTwiceIsDoingItOnce() {
    made(entry("old"));
    Found built = store.create("docs-next", 4, Map.of());
    store.upsert(built, List.of(entry("new")));

    Found once = store.replace(built, "docs");
    Found twice = store.replace(built, "docs");

    assertThat(twice).isEqualTo(once);
    assertThat(ids(twice)).containsExactly("new");
  }

  @Test
  void aPlaceNobodyHasCanBeTaken() {
    Found built = store.create("docs-next", 4, Map.of());

    assertThat(store.replace(built, "docs").id()).isEqualTo(built.id());
    assertThat(store.find("docs-next")).isEmpty();
  }

  @Test
  void aDroppedOneIsGone() {
    made(entry("a"));
    store.drop("docs");
    store.drop("docs");

    assertThat(store.find("docs")).isEmpty();
  }

  @Test
  void writingToOneThatIsGoneStartsTheStepOver() {
    Found docs = made(entry("a"));
    store.drop("docs");

    for (Runnable work :
        List.<Runnable>of(
            () -> store.upsert(docs, List.of(entry("b"))),
            () -> store.delete(docs, List.of("b")),
            () -> store.count(docs),
            () -> store.list(docs, null, 1),
            () -> store.vectors(docs, List.of("a")),
            () -> nearest(docs, NONE))) {
      assertThatThrownBy(work::run)
          .isInstanceOfSatisfying(
              Fault.Unavailable.class,
              fault -> assertThat(fault.problem().code()).endsWith(".collection_gone"));
    }
  }

  @Test
  void vectorsOfAnotherDimensionAreRefusedNamingBoth() {
    Found docs = made(entry("a"));

    for (Runnable work :
        List.<Runnable>of(
            () -> store.upsert(docs, List.of(entry("b", NONE, 1, 2, 3))),
            () -> store.search(docs, new float[3], 1, NONE))) {
      assertThatThrownBy(work::run)
          .isInstanceOf(Fault.Misconfigured.class)
          .hasMessageContaining("dimension 4")
          .hasMessageContaining("these have 3");
    }
    assertThat(ids(docs)).containsExactly("a");
  }

  @Test
  void vectorsWithoutNumbersAreSetAside() {
    Found docs = made();

    assertThatThrownBy(() -> store.upsert(docs, List.of(entry("b", NONE, 1, Float.NaN, 3, 4))))
        .isInstanceOf(Fault.Rejected.class);
  }

  @Test
  void collectionsDoNotMix() {
    Found docs = made(entry("a"));
    Found others = store.create("others", 3, Map.of());
    store.upsert(others, List.of(entry("b", NONE, 1, 0, 0)));

    assertThat(ids(docs)).containsExactly("a");
    assertThat(ids(others)).containsExactly("b");
  }
}
