// IndexedServer: an ApiServer with a table that has indexes.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "tests/regions/api/api_server.h"

namespace meridian {

class IndexedServer : public ApiServer {
 public:
  // "Rows": key p (S), s (S). "local": p, a (S), keys only. "all", "include", "keys": a (S), b (N),
  // which project everything, x, nothing. "many": hash a, b; range c (S), d (N); everything.
  IndexedServer() {
    TableSchema schema;
    schema.hash = {"p", AttributeType::kString};
    schema.range = KeyAttribute{"s", AttributeType::kString};
    catalog.Add("Rows", schema);
    const KeyAttribute p{"p", AttributeType::kString};
    const KeyAttribute a{"a", AttributeType::kString};
    const KeyAttribute b{"b", AttributeType::kNumber};
    const KeyAttribute c{"c", AttributeType::kString};
    const KeyAttribute d{"d", AttributeType::kNumber};
    Add("local", IndexKind::kLocal, {p}, {a}, ProjectionType::kKeysOnly);
    Add("all", IndexKind::kGlobal, {a}, {b}, ProjectionType::kAll);
    Add("include", IndexKind::kGlobal, {a}, {b}, ProjectionType::kInclude, {"x"});
    Add("keys", IndexKind::kGlobal, {a}, {b}, ProjectionType::kKeysOnly);
    Add("many", IndexKind::kGlobal, {a, b}, {c, d}, ProjectionType::kAll);
  }

  // `more` are attributes besides p and s, as JSON with a leading comma.
  std::string Put(const std::string& p, const std::string& s, const std::string& more) {
    return Ask("PutItem", R"({"TableName":"Rows","Item":{"p":{"S":")" + p + R"("},"s":{"S":")" + s +
                              R"("})" + more + "}}");
  }

 private:
  void Add(std::string name, IndexKind kind, std::vector<KeyAttribute> hash,
           std::vector<KeyAttribute> range, ProjectionType type,
           std::vector<std::string> names = {}) {
    IndexSettings settings;
    settings.name = std::move(name);
    settings.schema.kind = kind;
    settings.schema.hash = std::move(hash);
    settings.schema.range = std::move(range);
    settings.schema.projection.type = type;
    settings.schema.projection.names = std::move(names);
    catalog.SetIndex("Rows", std::move(settings));
  }
};

}  // namespace meridian
