// ItemsServer: an ApiServer with tables and rows to read.
#pragma once

#include <string>

#include "tests/regions/api/api_server.h"

namespace meridian {

class ItemsServer : public ApiServer {
 public:
  ItemsServer() {
    // Rows: partition key p (S), sort key s (N). Plain: key p only.
    TableSchema schema;
    schema.hash = KeyAttribute{"p", AttributeType::kString};
    catalog.Add("Plain", schema);
    schema.range = KeyAttribute{"s", AttributeType::kNumber};
    catalog.Add("Rows", schema);
  }

  // Items {p, s, v: s modulo 2} with s from `first` to `last`.
  void AddRows(const std::string& p, int first, int last, const std::string& more = "") {
    for (int s = first; s <= last; ++s) {
      Ask("PutItem", R"({"TableName":"Rows","Item":{"p":{"S":")" + p + R"("},"s":{"N":")" +
                         std::to_string(s) + R"("},"v":{"N":")" + std::to_string(s % 2) + R"("})" +
                         more + "}}");
    }
  }
  void AddPlain(const std::string& p) {
    Ask("PutItem", R"({"TableName":"Plain","Item":{"p":{"S":")" + p + R"("}}})");
  }
};

// Key {p, s} as JSON.
inline std::string RowKey(const std::string& p, int s) {
  return R"({"p":{"S":")" + p + R"("},"s":{"N":")" + std::to_string(s) + R"("}})";
}

// How often `part` occurs.
inline int Occurrences(const std::string& text, const std::string& part) {
  int count = 0;
  for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

}  // namespace meridian
