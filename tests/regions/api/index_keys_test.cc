#include "regions/api/index_keys.h"

#include <gtest/gtest.h>

#include "tests/regions/api/indexed_server.h"

namespace meridian {
namespace {

class IndexKeysTest : public ::testing::Test {
 protected:
  std::string Put(const std::string& more) { return server.Put("p", "s", more); }
  // `expression` with the value :v.
  std::string Update(const std::string& expression, const std::string& value) {
    return server.Ask("UpdateItem", R"({"TableName":"Rows","Key":{"p":{"S":"p"},"s":{"S":"s"}},)"
                                    R"("UpdateExpression":")" +
                                        expression + R"(","ExpressionAttributeValues":{":v":)" +
                                        value + "}}");
  }

  IndexedServer server;
};

TEST_F(IndexKeysTest, AnAttributeOfAnotherTypeIsRefusedByTheFirstIndexByName) {
  const std::string refusal = Invalid(
      "One or more parameter values were invalid: Type mismatch for Index Key a Expected: S "
      "Actual: N IndexName: all");
  EXPECT_EQ(Put(R"(,"a":{"N":"1"})"), refusal);
  EXPECT_EQ(server.Ask("BatchWriteItem",
                       R"({"RequestItems":{"Rows":[{"PutRequest":{"Item":{"p":{"S":"p"},)"
                       R"("s":{"S":"s"},"a":{"N":"1"}}}}]}})"),
            refusal);
  EXPECT_EQ(Put(R"(,"a":{"M":{}})"),
            Invalid("One or more parameter values were invalid: Type mismatch for Index Key a "
                    "Expected: S Actual: M IndexName: all"));
  EXPECT_EQ(Put(R"(,"a":{"S":"a"})"), "200 {}");
}

TEST_F(IndexKeysTest, AnEmptyKeyIsRefused) {
  EXPECT_EQ(Put(R"(,"a":{"S":""})"),
            Invalid("One or more parameter values are not valid. A value specified for a secondary "
                    "index key is not supported. The AttributeValue for a key attribute cannot "
                    "contain an empty string value. IndexName: all, IndexKey: a"));
}

TEST_F(IndexKeysTest, AKeyThatIsTooLongIsRefused) {
  EXPECT_EQ(Put(R"(,"a":{"S":")" + std::string(1025, 'x') + R"("})"),
            Invalid("One or more parameter values were invalid: Aggregated size of all range keys "
                    "has exceeded the size limit of 1024 bytes"));
  EXPECT_EQ(Update("SET a = :v", R"({"S":")" + std::string(1025, 'x') + R"("})"),
            Invalid("The update expression attempted to update the secondary index key beyond "
                    "allowed size limits"));
}

TEST_F(IndexKeysTest, AnUpdateHasTextsOfItsOwn) {
  EXPECT_EQ(Update("SET a = :v", R"({"N":"1"})"),
            Invalid("The update expression attempted to update the secondary index key to "
                    "unsupported type"));
  EXPECT_EQ(Update("SET a = :v", R"({"S":""})"),
            Invalid("One or more parameter values are not valid. The update expression attempted "
                    "to update a secondary index key to a value that is not supported. The "
                    "AttributeValue for a key attribute cannot contain an empty string value."));
  EXPECT_EQ(Update("SET a.z = :v", R"({"S":"1"})"),
            Invalid("Key attributes must be scalars; list random access '[]' and map lookup '.' "
                    "are not allowed: IndexKey: a"));
  EXPECT_EQ(Update("SET a = :v", R"({"S":"1"})"), "200 {}");
}

TEST_F(IndexKeysTest, AnUpdateIsNotBlamedForWhatWasThereBefore) {
  for (const char* index : {"local", "all", "include", "keys", "many"}) {
    server.catalog.SetIndexStatus("Rows", index, IndexStatus::kDeleting);
  }
  EXPECT_EQ(Put(R"(,"a":{"N":"1"})"), "200 {}");
  for (const char* index : {"local", "all", "include", "keys", "many"}) {
    server.catalog.SetIndexStatus("Rows", index, IndexStatus::kActive);
  }

  EXPECT_EQ(Update("SET x = :v", R"({"S":"1"})"), "200 {}");
  EXPECT_NE(Update("SET a = a", R"({"S":"1"})"), "200 {}");
}

}  // namespace
}  // namespace meridian
