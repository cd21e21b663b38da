package dev.eider.worker.demo;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;

/**
 * Invented characters in the shape of the Rick and Morty API, the same ones each time: what its
 * {@code /api/character} answers, page by page.
 */
final class Characters {
  static final int COUNT = 826;
  static final int PER_PAGE = 20;
  static final int PAGES = (COUNT + PER_PAGE - 1) / PER_PAGE;

  private static final int EPISODES = 51;
  private static final Instant FIRST = Instant.parse("2017-11-04T18:48:46.250Z");
  private static final String[] FIRST_NAMES = {
    "Ada", "Borin", "Celeste", "Dax", "Elvira", "Fenwick", "Greta", "Hollis", "Ingram", "Juno",
    "Kestrel", "Lumen", "Mabel", "Nim", "Odette", "Pike", "Quill", "Rosalind", "Sorrel", "Tobin",
    "Umbra", "Vesper", "Wilhelmina", "Xanthe", "Yorick", "Zéphyrine"
  };
  private static final String[] LAST_NAMES = {
    "Smith",
    "Ashgrove",
    "Brackenbury",
    "Cogsworth",
    "Dunmore",
    "Eiderdown",
    "Fairweather",
    "Gullwing",
    "Harrow",
    "Ironside",
    "Jessamy",
    "Kittiwake",
    "Larkspur",
    "Merganser",
    "Nightjar",
    "Oystercatcher",
    "Puffin",
    "Quickbeam",
    "Razorbill"
  };
  private static final String[] STATUSES = {"Alive", "Dead", "unknown"};
  private static final String[] SPECIES = {
    "Human", "Alien", "Robot", "Humanoid", "Mythological Creature", "Animal", "Disease"
  };
  private static final String[] TYPES = {"", "", "", "Clone", "Shapeshifter", "Seabird", ""};
  private static final String[] GENDERS = {"Male", "Female", "unknown", "Genderless"};
  private static final String[] PLACES = {
    "Earth (Harbour 12)",
    "Tern Station",
    "Planet Skua",
    "Fulmar's Rest",
    "The Long Fjord",
    "Citadel of Auks",
    "Nested Dimension",
    "Petrel Outpost"
  };

  private Characters() {}

  /** One page as JSON; pages count from 1. */
  static byte[] page(int number, String root) {
    StringBuilder json = new StringBuilder(12_000);
    json.append("{\"info\":{\"count\":").append(COUNT).append(",\"pages\":").append(PAGES);
    json.append(",\"next\":").append(link(number + 1, root));
    json.append(",\"prev\":").append(link(number - 1, root)).append("},\"results\":[");
    int last = Math.min(COUNT, number * PER_PAGE);
    for (int id = (number - 1) * PER_PAGE + 1; id <= last; id++) {
      append(json, id, root);
      json.append(id == last ? "" : ",");
    }
    return json.append("]}").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String link(int page, String root) {
    return page < 1 || page > PAGES ? "null" : "\"" + root + "/character/?page=" + page + "\"";
  }

  private static void append(StringBuilder json, int id, String root) {
    json.append("{\"id\":").append(id);
    text(json, "name", of(FIRST_NAMES, id, 1) + " " + of(LAST_NAMES, id, 2));
    text(json, "status", of(STATUSES, id, 3));
    text(json, "species", of(SPECIES, id, 4));
    text(json, "type", of(TYPES, id, 5));
    text(json, "gender", of(GENDERS, id, 6));
    place(json, "origin", dice(id, 7) % PLACES.length, root);
    place(json, "location", dice(id, 8) % PLACES.length, root);
    text(json, "image", root + "/character/avatar/" + id + ".jpeg");
    episodes(json, id, root);
    text(json, "url", root + "/character/" + id);
    // Milliseconds are always printed, as the original does.
    Instant created = FIRST.plusSeconds(id * 7_213L);
    text(json, "created", created.toString());
    json.append('}');
  }

  private static void episodes(StringBuilder json, int id, String root) {
    int first = 1 + dice(id, 9) % EPISODES;
    int last = Math.min(EPISODES, first + dice(id, 10) % 4);
    json.append(",\"episode\":[");
    for (int episode = first; episode <= last; episode++) {
      json.append(episode == first ? "\"" : ",\"");
      json.append(root).append("/episode/").append(episode).append('"');
    }
    json.append(']');
  }

  private static void place(StringBuilder json, String field, int index, String root) {
    json.append(",\"").append(field).append("\":{\"name\":\"").append(PLACES[index]);
    json.append("\",\"url\":\"").append(root).append("/location/").append(index + 1).append("\"}");
  }

  private static void text(StringBuilder json, String field, String value) {
    json.append(",\"").append(field).append("\":\"").append(value).append('"');
  }

  private static String of(String[] words, int id, int throwNumber) {
    return words[dice(id, throwNumber) % words.length];
  }

  /** The same number for the same character and question, on every machine. */
  private static int dice(int id, int question) {
    String seed = String.format(Locale.ROOT, "%d/%d", id, question);
    int hash = seed.hashCode() * 0x9E3779B1;
    return (hash ^ (hash >>> 15)) & 0x7FFF_FFFF;
  }
}
