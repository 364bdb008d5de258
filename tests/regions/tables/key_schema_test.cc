#include "regions/tables/key_schema.h"

#include <gtest/gtest.h>

#include "tests/regions/tables/table_requests.h"

namespace meridian {
namespace {

std::string RefusalOf(std::vector<AttributeDefinition> definitions,
                      std::vector<KeySchemaElement> keys) {
  CreateTableRequest request = MusicRequest();
  request.attribute_definitions = std::move(definitions);
  request.key_schema = std::move(keys);
  return Refusal(CheckCreateTable(request));
}

TEST(KeySchemaTest, KeysHaveTheTypesOfTheirDefinitions) {
  const auto table = CheckCreateTable(MusicRequest());

  ASSERT_TRUE(table);
  EXPECT_EQ(table->schema.hash, (KeyAttribute{"artist", AttributeType::kString}));
  EXPECT_EQ(table->schema.range, (KeyAttribute{"song", AttributeType::kNumber}));
}

TEST(KeySchemaTest, WrongKeysAreRefusedInDynamoDbsWords) {
  EXPECT_EQ(RefusalOf(Definitions({{"a", "S"}}), Keys({{"a", "HASH"}, {"b", "RANGE"}})),
            "Invalid KeySchema: Some index key attribute have no definition");
  EXPECT_EQ(RefusalOf(Definitions({{"a", "S"}, {"c", "S"}}), Keys({{"a", "HASH"}, {"b", "RANGE"}})),
            "One or more parameter values were invalid: Some index key attributes are not defined "
            "in AttributeDefinitions. Keys: [a, b], AttributeDefinitions: [a, c]");
  EXPECT_EQ(RefusalOf(Definitions({{"a", "S"}, {"b", "S"}}), Keys({{"a", "HASH"}, {"a", "RANGE"}})),
            "Both the Hash Key and the Range Key element in the KeySchema have the same name");
  EXPECT_EQ(RefusalOf(Definitions({{"a", "S"}}), Keys({{"a", "RANGE"}})),
            "Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
  EXPECT_EQ(RefusalOf(Definitions({{"a", "S"}, {"b", "S"}}), Keys({{"a", "HASH"}, {"b", "HASH"}})),
            "Invalid KeySchema: The second KeySchemaElement is not a RANGE key type");
  EXPECT_EQ(RefusalOf(Definitions({{"a", "S"}, {"b", "S"}}), Keys({{"a", "HASH"}})),
            "One or more parameter values were invalid: Number of attributes in KeySchema does not "
            "exactly match number of attributes defined in AttributeDefinitions");
  EXPECT_EQ(RefusalOf(Definitions({{"a", "S"}, {"a", "N"}}), Keys({{"a", "HASH"}})),
            "Attribute Name is duplicated: a");
}

TEST(KeySchemaTest, ShapesAreJudgedTogether) {
  EXPECT_EQ(RefusalOf(Definitions({{"a", "SS"}}), {{"a", std::nullopt}}),
            "2 validation errors detected: Value 'SS' at "
            "'attributeDefinitions.1.member.attributeType' failed to satisfy constraint: Member "
            "must satisfy enum value set: [B, N, S]; Value null at 'keySchema.1.member.keyType' "
            "failed to satisfy constraint: Member must not be null");
  EXPECT_EQ(RefusalOf(Definitions({{"a", "S"}}), {}),
            "1 validation error detected: Value '[]' at 'keySchema' failed to satisfy constraint: "
            "Member must have length greater than or equal to 1");
  EXPECT_EQ(RefusalOf(Definitions({{"a", "S"}}), Keys({{"a", "SORT"}})),
            "1 validation error detected: Value 'SORT' at 'keySchema.1.member.keyType' failed to "
            "satisfy constraint: Member must satisfy enum value set: [HASH, RANGE]");
}

}  // namespace
}  // namespace meridian
