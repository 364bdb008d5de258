#include "regions/api/item_collection.h"

#include <gtest/gtest.h>

#include "tests/regions/api/indexed_server.h"

namespace meridian {
namespace {

constexpr char kOfP[] = R"({"ItemCollectionKey":{"p":{"S":"p"}},"SizeEstimateRangeGB":[0.0,1.0]})";

class FixedSizes final : public CollectionSizes {
 public:
  uint64_t BytesOf(const Table&, const ItemKey&) const override { return (uint64_t{5} << 30) + 7; }
};

class ItemCollectionTest : public ::testing::Test {
 protected:
  IndexedServer server;
};

TEST_F(ItemCollectionTest, AWriteTellsOfItsCollectionIfAsked) {
  const std::string put = R"({"TableName":"Rows","Item":{"p":{"S":"p"},"s":{"S":"s"}})";

  EXPECT_EQ(server.Ask("PutItem", put + R"(,"ReturnItemCollectionMetrics":"SIZE"})"),
            R"(200 {"ItemCollectionMetrics":)" + std::string(kOfP) + "}");
  EXPECT_EQ(server.Ask("PutItem", put + R"(,"ReturnItemCollectionMetrics":"NONE"})"), "200 {}");
}

TEST_F(ItemCollectionTest, ATableWithoutALocalIndexHasNone) {
  server.catalog.Add("Plain", TableSchema{{"p", AttributeType::kString}, std::nullopt});

  EXPECT_EQ(server.Ask("PutItem", R"({"TableName":"Plain","Item":{"p":{"S":"p"}},)"
                                  R"("ReturnItemCollectionMetrics":"SIZE"})"),
            "200 {}");
}

TEST_F(ItemCollectionTest, ABatchTellsOfEachCollectionOnce) {
  const auto put = [](const std::string& s) {
    return R"({"PutRequest":{"Item":{"p":{"S":"p"},"s":{"S":")" + s + R"("}}}})";
  };

  EXPECT_EQ(
      server.Ask("BatchWriteItem", R"({"RequestItems":{"Rows":[)" + put("1") + "," + put("2") +
                                       R"(]},"ReturnItemCollectionMetrics":"SIZE"})"),
      R"(200 {"UnprocessedItems":{},"ItemCollectionMetrics":{"Rows":[)" + std::string(kOfP) +
          "]}}");
}

TEST_F(ItemCollectionTest, TheEstimateIsInWholeGigabytes) {
  FixedSizes sizes;
  JsonWriter writer;
  const TablePtr table = server.catalog.Find("Rows");
  Item name;
  name.Set("p", AttributeValue::S("p"));
  name.Set("s", AttributeValue::S("s"));

  ASSERT_TRUE(WriteCollectionMetrics(&writer, &sizes, *table, *KeyOfKey(table->schema, name)));

  EXPECT_NE(writer.text().find(R"("SizeEstimateRangeGB":[5.0,6.0])"), std::string::npos);
}

}  // namespace
}  // namespace meridian
