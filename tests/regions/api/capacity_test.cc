#include "regions/api/capacity.h"

#include <gtest/gtest.h>

namespace meridian {
namespace {

TEST(CapacityTest, IndexesShowsTheTablesArmToo) {
  JsonWriter total;
  JsonWriter indexes;
  JsonWriter none;

  WriteCapacityMember(&total, ReturnCapacity::kTotal, "t", 0.5);
  WriteCapacityMember(&indexes, ReturnCapacity::kIndexes, "t", 2);
  WriteCapacityMember(&none, ReturnCapacity::kNone, "t", 2);

  EXPECT_EQ(total.text(), R"("ConsumedCapacity":{"TableName":"t","CapacityUnits":0.5})");
  EXPECT_EQ(
      indexes.text(),
      R"("ConsumedCapacity":{"TableName":"t","CapacityUnits":2.0,"Table":{"CapacityUnits":2.0}})");
  EXPECT_EQ(none.text(), "");
}

TEST(CapacityTest, EveryIndexThatTookPartHasAnArm) {
  ConsumedUnits units = 1;
  units.global["g"] = 2;
  ConsumedUnits more;
  more.local["l"] = 0.5;
  more.global["g"] = 1;
  units += more;
  JsonWriter total;
  JsonWriter indexes;

  WriteCapacity(&total, ReturnCapacity::kTotal, "t", units);
  WriteCapacity(&indexes, ReturnCapacity::kIndexes, "t", units);

  EXPECT_EQ(total.text(), R"({"TableName":"t","CapacityUnits":4.5})");
  EXPECT_EQ(indexes.text(), R"({"TableName":"t","CapacityUnits":4.5,"Table":{"CapacityUnits":1.0},)"
                            R"("LocalSecondaryIndexes":{"l":{"CapacityUnits":0.5}},)"
                            R"("GlobalSecondaryIndexes":{"g":{"CapacityUnits":3.0}}})");
}

}  // namespace
}  // namespace meridian
