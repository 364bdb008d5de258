#include "storage/table/index_key.h"

#include <gtest/gtest.h>

namespace meridian {
namespace {

const TableSchema kTable{{"pk", AttributeType::kString}, std::nullopt};

IndexSchema TwoAndTwo() {
  return {.kind = IndexKind::kGlobal,
          .hash = {{"h1", AttributeType::kString}, {"h2", AttributeType::kNumber}},
          .range = {{"r1", AttributeType::kNumber}, {"r2", AttributeType::kString}},
          .projection = {ProjectionType::kKeysOnly, {}}};
}

Item ItemOf(const std::string& h1, int64_t h2, int64_t r1, const std::string& r2) {
  Item item;
  item.Set("h1", AttributeValue::S(h1));
  item.Set("h2", AttributeValue::N(Number::FromInt64(h2)));
  item.Set("r1", AttributeValue::N(Number::FromInt64(r1)));
  item.Set("r2", AttributeValue::S(r2));
  item.Set("pk", AttributeValue::S("p"));
  item.Set("other", AttributeValue::Bool(true));
  return item;
}

TEST(IndexKeyTest, AnItemThatLacksAnyPartIsNotInTheIndex) {
  for (const char* missing : {"h1", "h2", "r1", "r2"}) {
    Item item = ItemOf("a", 1, 2, "b");
    item.Erase(missing);
    EXPECT_FALSE(PlaceInIndex(TwoAndTwo(), item, "k").has_value()) << missing;
  }
  EXPECT_TRUE(PlaceInIndex(TwoAndTwo(), ItemOf("a", 1, 2, "b"), "k").has_value());
}

TEST(IndexKeyTest, AnItemWithAPartOfAnotherTypeEmptyOrTooLongIsNotInTheIndex) {
  Item wrong = ItemOf("a", 1, 2, "b");
  wrong.Set("r1", AttributeValue::S("2"));
  EXPECT_FALSE(PlaceInIndex(TwoAndTwo(), wrong, "k").has_value());
  EXPECT_FALSE(PlaceInIndex(TwoAndTwo(), ItemOf("", 1, 2, "b"), "k").has_value());
  EXPECT_FALSE(
      PlaceInIndex(TwoAndTwo(), ItemOf("a", 1, 2, std::string(1024, 'x')), "k").has_value());
  EXPECT_TRUE(
      PlaceInIndex(TwoAndTwo(), ItemOf("a", 1, 2, std::string(1023, 'x')), "k").has_value());
  EXPECT_FALSE(
      PlaceInIndex(TwoAndTwo(), ItemOf(std::string(2048, 'x'), 1, 2, "b"), "k").has_value());
}

TEST(IndexKeyTest, PlacesOrderPartByPartThenByTheItemsKey) {
  const auto place = [](int64_t r1, const std::string& r2, const std::string& key) {
    return PlaceInIndex(TwoAndTwo(), ItemOf("a", 1, r1, r2), key)->range;
  };

  EXPECT_LT(place(-5, "z", "k"), place(2, "a", "k"));
  EXPECT_LT(place(2, "z", "k"), place(10, "a", "k"));
  EXPECT_LT(place(2, "a", "k"), place(2, "ab", "a"));
  EXPECT_LT(place(2, "a", "a"), place(2, "a", "b"));
}

TEST(IndexKeyTest, TheSlotIsOfAllHashParts) {
  const auto one = PlaceInIndex(TwoAndTwo(), ItemOf("a", 1, 2, "b"), "k");
  const auto other = PlaceInIndex(TwoAndTwo(), ItemOf("a", 2, 2, "b"), "k");

  EXPECT_EQ(one->slot, SlotOf(one->hash));
  EXPECT_NE(one->hash, other->hash);
  EXPECT_NE(one->slot, other->slot);
}

TEST(IndexKeyTest, TheItemsKeyComesBackOutOfItsPlace) {
  const auto place = PlaceInIndex(TwoAndTwo(), ItemOf("a", 1, 2, "b"), "the key");
  const std::string encoded = place->Encoded();

  const auto key = KeyOfPlace(TwoAndTwo(), encoded);

  ASSERT_TRUE(key.has_value());
  EXPECT_EQ(*key, "the key");
  EXPECT_FALSE(KeyOfPlace(TwoAndTwo(), "nonsense").has_value());
}

TEST(IndexKeyTest, ProjectsTheKeysOfBothAndWhatIsIncluded) {
  const auto names = [](const IndexProjection& projection) {
    IndexSchema index = TwoAndTwo();
    index.projection = projection;
    std::vector<std::string> found;
    for (const auto& [name, value] : ProjectToIndex(kTable, index, ItemOf("a", 1, 2, "b"))) {
      found.push_back(name);
    }
    return found;
  };
  using Names = std::vector<std::string>;

  EXPECT_EQ(names({ProjectionType::kKeysOnly, {}}), (Names{"h1", "h2", "pk", "r1", "r2"}));
  EXPECT_EQ(names({ProjectionType::kInclude, {"other", "absent"}}),
            (Names{"h1", "h2", "other", "pk", "r1", "r2"}));
  EXPECT_EQ(names({ProjectionType::kAll, {}}), (Names{"h1", "h2", "other", "pk", "r1", "r2"}));
}

}  // namespace
}  // namespace meridian
