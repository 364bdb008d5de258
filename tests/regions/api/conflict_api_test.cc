#include "regions/api/conflict_api.h"

#include "tests/regions/api/meridian_server.h"

namespace meridian {
namespace {

// The write at `millis` lost to the one a millisecond later; resolved at `resolved_seconds`.
void AddConflict(MeridianServer* server, const std::string& k, uint64_t millis,
                 int64_t resolved_seconds, const std::optional<std::string>& lost = "lost") {
  Conflict conflict;
  conflict.winner = StateOf(MadeBy("us-east-1", millis + 1), k, "won");
  conflict.loser = StateOf(MadeBy("eu-west-1", millis), k, lost);
  conflict.resolved_at_millis = resolved_seconds * 1000 + 500;
  conflict.resolved_in = "us-east-1";
  server->store.AddConflict(*server->table(), server->Key(k), conflict);
}

std::string ListBody(const std::string& more) { return R"({"TableName":"t")" + more + "}"; }

int CountOf(const std::string& text, const std::string& part) {
  int count = 0;
  for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

// The NextToken of a reply; empty without one.
std::string TokenOf(const std::string& reply) {
  const std::string name = R"("NextToken":")";
  const size_t at = reply.find(name);
  if (at == std::string::npos) return "";
  const size_t begin = at + name.size();
  return reply.substr(begin, reply.find('"', begin) - begin);
}

constexpr char kLoser5[] = R"("LoserVersion":{"Time":"5.0","Origin":"eu-west-1/0000000000000007"})";

TEST(ConflictApiTest, ShowsBothSidesOfAConflict) {
  MeridianServer server;
  AddConflict(&server, "1", 5, 100, std::nullopt);

  EXPECT_EQ(server.AskOwn("ListConflicts", ListBody("")),
            R"(200 {"Conflicts":[{"Key":{"k":{"S":"1"}},)"
            R"("Winner":{"Version":{"Time":"6.0","Origin":"us-east-1/0000000000000007",)"
            R"("Seen":{"us-east-1":"6.0"}},"Item":{"k":{"S":"1"},"v":{"S":"won"}}},)"
            R"("Loser":{"Version":{"Time":"5.0","Origin":"eu-west-1/0000000000000007",)"
            R"("Seen":{"eu-west-1":"5.0"}},"Deleted":true},)"
            R"("ResolvedAt":100.5,"ResolvedIn":"us-east-1"}]})");
}

TEST(ConflictApiTest, PagesShowEveryConflictOnce) {
  MeridianServer server;
  for (int i = 0; i < 11; ++i) AddConflict(&server, std::to_string(i), 5, 100);

  int pages = 0;
  int conflicts = 0;
  std::string token;
  do {
    const std::string more = token.empty() ? "" : R"(,"NextToken":")" + token + "\"";
    const std::string reply = server.AskOwn("ListConflicts", ListBody(R"(,"Limit":5)" + more));
    EXPECT_LE(CountOf(reply, "ResolvedAt"), 5);
    conflicts += CountOf(reply, "ResolvedAt");
    token = TokenOf(reply);
    ASSERT_LT(++pages, 10);
  } while (!token.empty());

  EXPECT_EQ(conflicts, 11);
  EXPECT_EQ(pages, 3);
}

TEST(ConflictApiTest, OfOneItemOnly) {
  MeridianServer server;
  AddConflict(&server, "1", 5, 100);
  AddConflict(&server, "1", 8, 100);
  AddConflict(&server, "2", 5, 100);

  const std::string reply = server.AskOwn("ListConflicts", ListBody(R"(,"Key":{"k":{"S":"1"}})"));

  EXPECT_EQ(CountOf(reply, R"("Key":{"k":{"S":"1"}})"), 2);
  EXPECT_EQ(CountOf(reply, "ResolvedAt"), 2);
}

TEST(ConflictApiTest, StartTimeIsIncludedAndEndTimeIsNot) {
  MeridianServer server;
  for (int i = 0; i < 9; ++i) AddConflict(&server, std::to_string(i), 5, 100 + i);
  const auto count = [&](const std::string& range) {
    return CountOf(server.AskOwn("ListConflicts", ListBody(range)), "ResolvedAt");
  };

  EXPECT_EQ(count(R"(,"StartTime":103.5)"), 6);
  EXPECT_EQ(count(R"(,"EndTime":103.5)"), 3);
  EXPECT_EQ(count(R"(,"StartTime":103,"EndTime":105)"), 2);
  EXPECT_EQ(count(R"(,"StartTime":105,"EndTime":103)"), 0);
  EXPECT_EQ(count(R"(,"StartTime":-1e300,"EndTime":1e300)"), 9);
}

TEST(ConflictApiTest, APageEndsAtABoundOnItsBytes) {
  MeridianServer server;
  const std::string large(300'000, 'x');
  for (int i = 0; i < 20; ++i) AddConflict(&server, std::to_string(i), 5, 100, large);

  const std::string reply = server.AskOwn("ListConflicts", ListBody(""));

  EXPECT_EQ(CountOf(reply, "ResolvedAt"), 4);
  EXPECT_NE(TokenOf(reply), "");
}

TEST(ConflictApiTest, ATokenOfOneTableShowsNothingOfItInAnother) {
  MeridianServer server;
  for (int i = 0; i < 3; ++i) AddConflict(&server, std::to_string(i), 5, 100);
  const std::string token = TokenOf(server.AskOwn("ListConflicts", ListBody(R"(,"Limit":1)")));
  ASSERT_NE(token, "");

  EXPECT_EQ(server.AskOwn("ListConflicts", R"({"TableName":"u","NextToken":")" + token + "\"}"),
            R"(200 {"Conflicts":[]})");
}

TEST(ConflictApiTest, RefusesBadParameters) {
  MeridianServer server;
  const auto list = [&](const std::string& more) {
    return server.AskOwn("ListConflicts", ListBody(more));
  };

  EXPECT_EQ(list(R"(,"NextToken":"forged")"), Invalid("The provided NextToken is invalid"));
  EXPECT_EQ(list(R"(,"NextToken":"")"), Invalid("The provided NextToken is invalid"));
  EXPECT_EQ(list(R"(,"Limit":0)"),
            Invalid("1 validation error detected: Value '0' at 'limit' failed to satisfy "
                    "constraint: Member must have value greater than or equal to 1"));
  EXPECT_EQ(list(R"(,"Key":{"x":{"S":"1"}})"),
            Invalid("The provided key element does not match the schema"));
  EXPECT_EQ(list(R"(,"StartTime":"yesterday")"),
            Unserializable("StartTime is not a number of seconds since the epoch"));
  EXPECT_EQ(server.AskOwn("ListConflicts", R"({"TableName":"no"})"),
            NotFound("Requested resource not found"));
}

TEST(ConflictApiTest, RestoreWritesTheLosersValueAgain) {
  MeridianServer server;
  AddConflict(&server, "1", 4, 100, "older");
  AddConflict(&server, "1", 5, 100, "lost");
  server.Ask("PutItem", R"({"TableName":"t","Item":{"k":{"S":"1"},"v":{"S":"now"}}})");

  const std::string reply = server.AskOwn(
      "RestoreConflict", std::string(R"({"TableName":"t","Key":{"k":{"S":"1"}},)") + kLoser5 + "}");

  EXPECT_EQ(reply, R"(200 {"Version":{"Time":"0.2","Origin":"/0000000000000000","Seen":{}}})");
  EXPECT_EQ(server.Ask("GetItem", R"({"TableName":"t","Key":{"k":{"S":"1"}}})"),
            R"(200 {"Item":{"k":{"S":"1"},"v":{"S":"lost"}}})");
}

TEST(ConflictApiTest, RestoreOfADeletionDeletes) {
  MeridianServer server;
  AddConflict(&server, "1", 5, 100, std::nullopt);
  server.Ask("PutItem", R"({"TableName":"t","Item":{"k":{"S":"1"},"v":{"S":"now"}}})");

  server.AskOwn("RestoreConflict",
                std::string(R"({"TableName":"t","Key":{"k":{"S":"1"}},)") + kLoser5 + "}");

  EXPECT_EQ(server.Ask("GetItem", R"({"TableName":"t","Key":{"k":{"S":"1"}}})"), "200 {}");
}

TEST(ConflictApiTest, RestoreRefusesAVersionThatNeverLost) {
  MeridianServer server;
  AddConflict(&server, "1", 4, 100);
  AddConflict(&server, "2", 5, 100);
  const auto restore = [&](const std::string& members) {
    return server.AskOwn("RestoreConflict", R"({"TableName":"t")" + members + "}");
  };

  EXPECT_EQ(restore(std::string(R"(,"Key":{"k":{"S":"1"}},)") + kLoser5),
            NotFound("No conflict that this version of the item lost is known in this region"));
  EXPECT_EQ(restore(R"(,"Key":{"k":{"S":"1"}})"),
            Invalid("1 validation error detected: Value null at 'loserVersion' failed to satisfy "
                    "constraint: Member must not be null"));
  EXPECT_EQ(restore(R"(,"Key":{"k":{"S":"1"}},"LoserVersion":{"Time":"x","Origin":"r/1"})"),
            Invalid("A version's time has the form <milliseconds since the epoch>.<logical "
                    "count>"));
  EXPECT_EQ(server.store.size(*server.table()), 0u);
}

TEST(ConflictApiTest, RestoreSaysThatTheStoreRefused) {
  MeridianServer server;
  AddConflict(&server, "1", 5, 100);
  server.store.Fail(Error{Errc::kThrottled, "full"});

  EXPECT_EQ(
      server.AskOwn("RestoreConflict",
                    std::string(R"({"TableName":"t","Key":{"k":{"S":"1"}},)") + kLoser5 + "}"),
      R"(400 {"__type":"com.amazonaws.dynamodb.v20120810#ThrottlingException","message":"full"})");
}

}  // namespace
}  // namespace meridian
