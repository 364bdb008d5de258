#include "regions/api/index_units.h"

#include <gtest/gtest.h>

#include "tests/regions/api/indexed_server.h"

namespace meridian {
namespace {

class IndexUnitsTest : public ::testing::Test {
 protected:
  // p, s and these attributes; an x of `x_bytes`.
  static Item With(std::string a, int64_t b, size_t x_bytes, std::string y = "y") {
    Item item;
    item.Set("p", AttributeValue::S("p"));
    item.Set("s", AttributeValue::S("s"));
    item.Set("a", AttributeValue::S(std::move(a)));
    item.Set("b", AttributeValue::N(Number::FromInt64(b)));
    item.Set("x", AttributeValue::S(std::string(x_bytes, 'x')));
    item.Set("y", AttributeValue::S(std::move(y)));
    return item;
  }
  ConsumedUnits Units(const Item* before, const Item* after) {
    ConsumedUnits units = 1;
    AddIndexUnits(*server.catalog.Find("Rows"), "key", before, after, &units);
    return units;
  }
  using Arms = ConsumedUnits::ByIndex;

  IndexedServer server;
};

TEST_F(IndexUnitsTest, AnEntryThatComesOrGoesIsChargedOnce) {
  const Item item = With("a", 1, 1500);
  const Arms global = {{"all", 2}, {"include", 2}, {"keys", 1}};
  const Arms local = {{"local", 1}};

  const ConsumedUnits made = Units(nullptr, &item);
  const ConsumedUnits gone = Units(&item, nullptr);

  EXPECT_EQ(made.global, global);
  EXPECT_EQ(made.local, local);
  EXPECT_EQ(made.Total(), 7);
  EXPECT_EQ(gone.global, global);
  EXPECT_EQ(gone.local, local);
}

TEST_F(IndexUnitsTest, AnItemWithoutTheKeysCostsNothing) {
  Item item = With("a", 1, 10);
  item.Erase("a");
  EXPECT_EQ(Units(nullptr, &item).Total(), 1);
}

TEST_F(IndexUnitsTest, OnlyAChangeThatAnIndexShowsIsChargedTheLargerOfBoth) {
  const Item item = With("a", 1, 3000);
  const Item smaller = With("a", 1, 10);
  const Item other_y = With("a", 1, 3000, "z");

  EXPECT_EQ(Units(&item, &item).Total(), 1);
  EXPECT_EQ(Units(&item, &smaller).global, (Arms{{"all", 3}, {"include", 3}}));
  EXPECT_EQ(Units(&item, &other_y).global, (Arms{{"all", 3}}));
}

TEST_F(IndexUnitsTest, AnEntryThatMovesIsChargedAtBothPlaces) {
  const Item item = With("a", 1, 1500);
  const Item moved = With("a", 2, 10);

  const ConsumedUnits units = Units(&item, &moved);

  EXPECT_EQ(units.global, (Arms{{"all", 3}, {"include", 3}, {"keys", 2}}));
  EXPECT_EQ(units.local, Arms{});
}

TEST_F(IndexUnitsTest, WritesShowTheArms) {
  const std::string item = R"("Item":{"p":{"S":"p"},"s":{"S":"s"},"a":{"S":"a"},"b":{"N":"1"}},)";
  const std::string capacity =
      R"("CapacityUnits":5.0,"Table":{"CapacityUnits":1.0},)"
      R"("LocalSecondaryIndexes":{"local":{"CapacityUnits":1.0}},)"
      R"("GlobalSecondaryIndexes":{"all":{"CapacityUnits":1.0},"include":{"CapacityUnits":1.0},)"
      R"("keys":{"CapacityUnits":1.0}}})";

  EXPECT_EQ(server.Ask("PutItem",
                       R"({"TableName":"Rows",)" + item + R"("ReturnConsumedCapacity":"INDEXES"})"),
            R"(200 {"ConsumedCapacity":{"TableName":"Rows",)" + capacity + "}");
  EXPECT_EQ(
      server.Ask("BatchWriteItem",
                 R"({"RequestItems":{"Rows":[{"DeleteRequest":{"Key":{"p":{"S":"p"},)"
                 R"("s":{"S":"s"}}}}]},"ReturnConsumedCapacity":"INDEXES"})"),
      R"(200 {"UnprocessedItems":{},"ConsumedCapacity":[{"TableName":"Rows",)" + capacity + "]}");
}

}  // namespace
}  // namespace meridian
