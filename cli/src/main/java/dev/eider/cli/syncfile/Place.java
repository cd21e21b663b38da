package dev.eider.cli.syncfile;

import org.yaml.snakeyaml.nodes.Node;

/** Where in a sync file something stands: for eyes the line, for tools the JSON pointer. */
record Place(String file, int line, String pointer) {

  static Place top(String file, Node node) {
    return new Place(file, lineOf(node), "");
  }

  Place key(String key, Node node) {
    String escaped = key.replace("~", "~0").replace("/", "~1");
    return new Place(file, lineOf(node), pointer + "/" + escaped);
  }

  Place item(int index, Node node) {
    return new Place(file, lineOf(node), pointer + "/" + index);
  }

  String words() {
    String spot = file + ":" + line;
    return pointer.isEmpty() ? spot : spot + " " + pointer;
  }

  private static int lineOf(Node node) {
    return node.getStartMark() == null ? 1 : node.getStartMark().getLine() + 1;
  }
}
