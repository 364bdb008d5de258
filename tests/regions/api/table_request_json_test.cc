#include "regions/api/table_request_json.h"

#include <gtest/gtest.h>

namespace meridian {
namespace {

Result<UpdateTableRequest> ReadUpdate(std::string text) {
  const auto document = JsonDocument::Parse(text);
  return ReadUpdateTable(document->root());
}

TEST(TableRequestJsonTest, EveryActionOnReplicasIsRead) {
  const auto request =
      ReadUpdate(R"({"ReplicaUpdates":[{"Create":{"RegionName":"a","KMSMasterKeyId":"k"}},)"
                 R"({"Delete":{"RegionName":"b"}},{},{"Create":{},"Delete":{}}]})");

  ASSERT_TRUE(request);
  const auto& updates = *request->replica_updates;
  EXPECT_EQ(updates[0].action, ReplicaUpdate::Action::kCreate);
  EXPECT_EQ(updates[0].region_name, "a");
  EXPECT_EQ(updates[0].unsupported, std::vector<std::string>{"KMSMasterKeyId"});
  EXPECT_EQ(updates[1].action, ReplicaUpdate::Action::kDelete);
  EXPECT_EQ(updates[2].action, ReplicaUpdate::Action::kNone);
  EXPECT_TRUE(updates[3].several_actions);
}

TEST(TableRequestJsonTest, WrongTypesAreSerializationErrors) {
  EXPECT_EQ(ReadUpdate(R"({"BillingMode":5})").error().code, Errc::kSerialization);
  EXPECT_EQ(ReadUpdate(R"({"ReplicaUpdates":{}})").error().code, Errc::kSerialization);
  EXPECT_EQ(ReadUpdate(R"({"ProvisionedThroughput":{"ReadCapacityUnits":"5"}})").error().code,
            Errc::kSerialization);
}

TEST(TableRequestJsonTest, MembersWithoutMeaningHereAreNoted) {
  EXPECT_EQ(ReadUpdate(R"({"GlobalTableWitnessUpdates":[]})")->unsupported,
            std::vector<std::string>{"GlobalTableWitnessUpdates"});
}

}  // namespace
}  // namespace meridian
