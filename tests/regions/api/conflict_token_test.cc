#include "regions/api/conflict_token.h"

#include <gtest/gtest.h>

#include "regions/api/json_writer.h"
#include "storage/engine/keyspace.h"

namespace meridian {
namespace {

Table MakeTable(uint32_t number) {
  Table table;
  table.number = TableNumber{number};
  table.schema.hash.name = "h";
  table.schema.range = KeyAttribute{"r", AttributeType::kNumber};
  return table;
}

ItemKey MakeKey(const Table& table, const std::string& hash) {
  Item key;
  key.Set("h", AttributeValue::S(hash));
  key.Set("r", AttributeValue::N(*Number::Parse("12")));
  return *KeyOfKey(table.schema, key);
}

std::string RowOf(const Table& table, const ItemKey& key, const std::string& loser) {
  return TableRow(Partition{3}, RowKind::kConflict, static_cast<uint32_t>(table.number), key.slot,
                  key.Encoded()) +
         loser;
}

std::string Base64(std::string_view bytes) {
  std::string text;
  AppendBase64(bytes, &text);
  return text;
}

const std::string kLoser(20, 'x');

TEST(ConflictTokenTest, IsDecodedToWhatTheStoreGave) {
  const Table table = MakeTable(9);
  const ItemKey key = MakeKey(table, "abc");
  const std::string row = RowOf(table, key, kLoser);

  const std::string token = EncodeConflictToken(table, row);

  EXPECT_EQ(*DecodeConflictToken(table, std::nullopt, token), row);
  EXPECT_EQ(*DecodeConflictToken(table, key, token), row);
}

TEST(ConflictTokenTest, OfAnotherTableLeadsToTheTableThatIsAsked) {
  const Table table = MakeTable(9);
  const Table other = MakeTable(10);
  const ItemKey key = MakeKey(table, "abc");

  const auto row = DecodeConflictToken(other, std::nullopt,
                                       EncodeConflictToken(table, RowOf(table, key, kLoser)));

  ASSERT_TRUE(row);
  EXPECT_TRUE(row->starts_with(TablePrefix(Partition{3}, RowKind::kConflict, 10)));
}

TEST(ConflictTokenTest, OfAnotherItemIsRefused) {
  const Table table = MakeTable(9);
  const std::string token = EncodeConflictToken(table, RowOf(table, MakeKey(table, "abc"), kLoser));

  const auto row = DecodeConflictToken(table, MakeKey(table, "abd"), token);

  ASSERT_FALSE(row);
  EXPECT_EQ(row.error().code, Errc::kValidation);
}

TEST(ConflictTokenTest, EveryForgeryIsRefused) {
  const Table table = MakeTable(9);
  const ItemKey key = MakeKey(table, "abc");
  std::string good = RowOf(table, key, kLoser);
  good.erase(2, 5);  // Kind and table.
  std::string wrong_slot = good;
  wrong_slot[2] = static_cast<char>(wrong_slot[2] ^ 1);

  ASSERT_TRUE(DecodeConflictToken(table, std::nullopt, Base64(good)));
  for (const std::string& token :
       {std::string(), std::string("!"), std::string("AAAA="), Base64("a"), Base64("abcd"),
        Base64(good.substr(0, 8)), Base64(good.substr(0, good.size() - kLoser.size())),
        Base64(wrong_slot), Base64(good + std::string(1000, 'x')), Base64(std::string(50, '\xff')),
        Base64(std::string(50, '\0')), std::string(1 << 20, 'A')}) {
    const auto row = DecodeConflictToken(table, std::nullopt, token);
    ASSERT_FALSE(row) << token.substr(0, 100);
    EXPECT_EQ(row.error().code, Errc::kValidation);
  }
}

}  // namespace
}  // namespace meridian
