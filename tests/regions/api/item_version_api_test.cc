#include "regions/api/item_version_api.h"

#include "tests/regions/api/meridian_server.h"

namespace meridian {
namespace {

constexpr char kAsk[] = R"({"TableName":"t","Key":{"k":{"S":"1"}}})";

TEST(ItemVersionApiTest, ShowsTheVersionOfALiveItem) {
  MeridianServer server;
  server.store.SetState(*server.table(), server.Key("1"),
                        StateOf(MadeBy("eu-west-1", 5), "1", "x"));

  EXPECT_EQ(server.AskOwn("DescribeItemVersion", kAsk),
            R"(200 {"Version":{"Time":"5.0","Origin":"eu-west-1/0000000000000007",)"
            R"("Seen":{"eu-west-1":"5.0"}},"Deleted":false})");
}

TEST(ItemVersionApiTest, ShowsTheVersionOfADeletion) {
  MeridianServer server;
  server.store.SetState(*server.table(), server.Key("1"),
                        StateOf(MadeBy("eu-west-1", 5), "1", std::nullopt));

  EXPECT_EQ(server.AskOwn("DescribeItemVersion", kAsk),
            R"(200 {"Version":{"Time":"5.0","Origin":"eu-west-1/0000000000000007",)"
            R"("Seen":{"eu-west-1":"5.0"}},"Deleted":true})");
}

TEST(ItemVersionApiTest, SaysThatThereIsNoVersion) {
  MeridianServer server;

  EXPECT_EQ(server.AskOwn("DescribeItemVersion", kAsk),
            NotFound("This region has no version of the item: it was never written, or its "
                     "deletion has reached every region"));
}

TEST(ItemVersionApiTest, RefusesBadParameters) {
  MeridianServer server;

  EXPECT_EQ(server.AskOwn("DescribeItemVersion", R"({"TableName":"t","Key":{"x":{"S":"1"}}})"),
            Invalid("The provided key element does not match the schema"));
  EXPECT_EQ(server.AskOwn("DescribeItemVersion", R"({"TableName":"t"})"),
            Invalid("1 validation error detected: Value null at 'key' failed to satisfy "
                    "constraint: Member must not be null"));
  EXPECT_EQ(server.AskOwn("DescribeItemVersion", R"({"TableName":"no","Key":{"k":{"S":"1"}}})"),
            NotFound("Requested resource not found"));
  server.catalog.SetStatus("t", ReplicaStatus::kCreating);
  EXPECT_EQ(server.AskOwn("DescribeItemVersion", kAsk), NotFound("Requested resource not found"));
}

}  // namespace
}  // namespace meridian
