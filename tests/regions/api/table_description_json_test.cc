#include "regions/api/table_description_json.h"

#include <gtest/gtest.h>

#include <memory>

namespace meridian {
namespace {

std::string Written(const TableDescription& description, const TableSettings& settings = {}) {
  JsonWriter writer;
  WriteTableDescription(&writer, description, TableStatus::kActive, {settings, 1'700'000'000'000});
  return writer.Take();
}

TEST(TableDescriptionJsonTest, AStreamThatIsOffKeepsItsArn) {
  auto table = std::make_shared<Table>();
  table->stream = {false, StreamViewType::kKeysOnly, "label"};
  TableDescription description;
  description.table = table;
  description.latest_stream_arn = "arn";

  const std::string json = Written(description);

  EXPECT_EQ(json.find("StreamSpecification"), std::string::npos);
  EXPECT_NE(json.find(R"("LatestStreamLabel":"label","LatestStreamArn":"arn")"), std::string::npos);
}

TEST(TableDescriptionJsonTest, SettingsAreDescribedOnceTheyWereSet) {
  auto table = std::make_shared<Table>();
  table->billing.mode = BillingMode::kPayPerRequest;
  TableDescription description;
  description.table = table;
  TableSettings settings;
  settings.table_class = {TableClass::kInfrequentAccess, 1'699'999'999'500};
  settings.on_demand_maxima.write_units = 7;
  settings.warm_throughput.read_units = 15'000;
  settings.throughput_history = {1'600'000'000'500, 1'699'999'999'000, 3, {}};

  const std::string json = Written(description, settings);

  EXPECT_NE(json.find(R"("TableClassSummary":{"TableClass":"STANDARD_INFREQUENT_ACCESS",)"
                      R"("LastUpdateDateTime":1699999999.5},"OnDemandThroughput":)"
                      R"({"MaxReadRequestUnits":-1,"MaxWriteRequestUnits":7},"WarmThroughput":)"
                      R"({"ReadUnitsPerSecond":15000,"WriteUnitsPerSecond":4000,)"
                      R"("Status":"ACTIVE"})"),
            std::string::npos)
      << json;
  EXPECT_NE(json.find(R"("LastIncreaseDateTime":1600000000.5,)"
                      R"("LastDecreaseDateTime":1699999999.0,"NumberOfDecreasesToday":3)"),
            std::string::npos)
      << json;
}

TEST(TableDescriptionJsonTest, AFailedReplicaSaysWhy) {
  TableDescription description;
  description.table = std::make_shared<Table>();
  description.replicas = {{"eu-west-1", ReplicaStatus::kCreationFailed, "arn", "Name is taken"}};

  EXPECT_NE(Written(description)
                .find(R"("ReplicaStatus":"CREATION_FAILED","ReplicaArn":"arn",)"
                      R"("ReplicaStatusDescription":"Name is taken")"),
            std::string::npos);
}

}  // namespace
}  // namespace meridian
