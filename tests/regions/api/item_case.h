// Requests and replies as data: each is asked in turn of one server that has the tables "t" (hash
// key k, S) and "r" (hash key h, S; sort key s, N).
#pragma once

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>

#include "tests/regions/api/api_server.h"

namespace meridian {

struct ItemCase {
  const char* operation;
  std::string request;
  std::string reply;  // "<status> <body>".
};

inline void AddTables(ApiServer* server) {
  TableSchema hash_only;
  hash_only.hash.name = "k";
  server->catalog.Add("t", hash_only);
  TableSchema with_range;
  with_range.hash.name = "h";
  with_range.range = KeyAttribute{"s", AttributeType::kNumber};
  server->catalog.Add("r", with_range);
}

inline void RunCases(ApiServer* server, std::initializer_list<ItemCase> cases) {
  for (const ItemCase& c : cases)
    EXPECT_EQ(server->Ask(c.operation, c.request), c.reply) << c.operation << " " << c.request;
}

inline void RunCases(std::initializer_list<ItemCase> cases) {
  ApiServer server;
  AddTables(&server);
  RunCases(&server, cases);
}

inline const std::string kConditionFailedReply =
    R"(400 {"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException",)"
    R"("message":"The conditional request failed"})";
inline const std::string kNotFoundReply =
    R"(400 {"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException",)"
    R"("message":"Requested resource not found"})";

}  // namespace meridian
