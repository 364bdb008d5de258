#include "regions/api/table_description_json.h"

#include <gtest/gtest.h>

#include <memory>

namespace meridian {
namespace {

std::string Written(const TableDescription& description) {
  JsonWriter writer;
  WriteTableDescription(&writer, description, TableStatus::kActive);
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
