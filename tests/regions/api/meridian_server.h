// MeridianServer: an ApiServer that also has Meridian's own operations, with the tables "t" (hash
// key k, S) and "u" (the same).
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>

#include "regions/api/replication_api.h"
#include "tests/regions/api/api_server.h"
#include "tests/support/fake_replication_control.h"

namespace meridian {

class MeridianServer : public ApiServer {
 public:
  MeridianServer() {
    TableSchema schema;
    schema.hash.name = "k";
    catalog.Add("t", schema);
    catalog.Add("u", schema);
  }

  // "<status> <body>" of one of Meridian's own operations.
  std::string AskOwn(std::string_view operation, std::string body) {
    const std::string target = std::string(kMeridianTarget).append(operation);
    const std::vector<HeaderField> headers = {{"X-Amz-Target", target},
                                              {"Content-Type", "application/x-amz-json-1.0"}};
    std::string answer;
    boost::asio::io_context io;
    boost::asio::co_spawn(io, own_router.Handle(HttpRequest("POST", "/", headers, std::move(body))),
                          [&](std::exception_ptr failure, HttpResponse response) {
                            if (failure) std::rethrow_exception(failure);
                            answer = std::to_string(response.status) + " " + response.body;
                          });
    io.run();
    return answer;
  }

  TablePtr table(const std::string& name = "t") const { return catalog.Find(name); }

  static Item KeyOf(std::string k) {
    Item key;
    key.Set("k", AttributeValue::S(std::move(k)));
    return key;
  }
  ItemKey Key(std::string k) const { return *KeyOfKey(table()->schema, KeyOf(std::move(k))); }

  FakeReplicationControl control;

 private:
  static Operations OwnOperations(ReplicationControl& control) {
    Operations own;
    AddReplicationOperations(control, &own);
    return own;
  }

  // A router of their own: a router knows the operations that were there when it was made.
  Operations own_operations = OwnOperations(control);
  Metrics own_metrics;
  Services own_services{store, catalog, wall, random, own_metrics, "us-east-1"};
  Router own_router{own_services, own_operations, authenticator, monotonic, {}};
};

inline Version MadeBy(std::string region, uint64_t millis) {
  Version version;
  version.time = HybridTime::FromMillis(static_cast<int64_t>(millis));
  version.origin = Origin{std::move(region), 7};
  version.clock = version.time;
  version.seen.Raise(version.origin, version.time, version.time);
  return version;
}

// The item {k, v}, or a tombstone without `v`.
inline ItemState StateOf(const Version& version, const std::string& k,
                         const std::optional<std::string>& v) {
  ItemState state{.kind = StateKind::kDelete, .version = version, .value = {}, .merge_state = {}};
  if (!v) return state;
  Item item = MeridianServer::KeyOf(k);
  item.Set("v", AttributeValue::S(*v));
  state.kind = StateKind::kPut;
  state.value = Payload::Of(item);
  return state;
}

inline std::string NotFound(std::string_view message) {
  return R"(400 {"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException",)"
         R"("message":")" +
         std::string(message) + R"("})";
}

}  // namespace meridian
