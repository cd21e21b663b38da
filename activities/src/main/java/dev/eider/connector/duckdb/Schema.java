package dev.eider.connector.duckdb;

/**
 * A schema of one catalog; tables are always named in three parts.
 *
 * @param catalog the database's name
 * @param name the schema's name
 */
record Schema(String catalog, String name) {

  String table(String table) {
    return sql() + "." + Names.quoted(table);
  }

  String sql() {
    return Names.quoted(catalog) + "." + Names.quoted(name);
  }
}
