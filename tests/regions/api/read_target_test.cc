#include "regions/api/read_target.h"

#include <gtest/gtest.h>

#include "tests/regions/api/indexed_server.h"

namespace meridian {
namespace {

class ReadTargetTest : public ::testing::Test {
 protected:
  ReadTarget Of(const char* index) { return *ReadTarget::Find(server.services, "Rows", index); }

  static Item Name() {
    Item name;
    name.Set("p", AttributeValue::S("p1"));
    name.Set("s", AttributeValue::S("s1"));
    name.Set("a", AttributeValue::S("a1"));
    name.Set("b", AttributeValue::N(Number::FromInt64(7)));
    return name;
  }

  IndexedServer server;
};

TEST_F(ReadTargetTest, APositionInAnIndexNamesBothKeys) {
  const ReadTarget target = Of("all");

  const auto place = target.PlaceOf(Name());

  ASSERT_TRUE(place);
  EXPECT_EQ(*target.NameOf(place->Encoded()), Name());
}

TEST_F(ReadTargetTest, AnythingElseIsNoPosition) {
  const ReadTarget target = Of("all");
  Item less = Name();
  less.Erase("s");
  Item more = Name();
  more.Set("c", AttributeValue::S("c1"));
  Item other_type = Name();
  other_type.Set("b", AttributeValue::S("7"));

  EXPECT_FALSE(target.PlaceOf(less));
  EXPECT_FALSE(target.PlaceOf(more));
  EXPECT_FALSE(target.PlaceOf(other_type));
  EXPECT_FALSE(target.PlaceOf(Item()));
}

TEST_F(ReadTargetTest, AnAttributeThatIsInBothKeysCountsOnce) {
  Item name = Name();
  name.Erase("b");
  EXPECT_TRUE(Of("local").PlaceOf(name));
}

TEST_F(ReadTargetTest, AnIndexMustBeThereAndFilled) {
  const auto refusal = [&](const char* index) {
    return ReadTarget::Find(server.services, "Rows", index).error().message;
  };
  server.catalog.SetIndexStatus("Rows", "all", IndexStatus::kCreating);
  server.catalog.SetIndexStatus("Rows", "keys", IndexStatus::kDeleting);

  EXPECT_EQ(refusal("none"), "The table does not have the specified index: none");
  EXPECT_EQ(refusal("all"), "Cannot read from backfilling global secondary index: all");
  EXPECT_EQ(refusal("keys"), "The table does not have the specified index: keys");
}

TEST_F(ReadTargetTest, KnowsWhatItDoesNotProject) {
  const std::vector<Path> paths = {Path{"z", {}}, Path{"x", {}}, Path{"s", {}},
                                   Path{"a", {}}, Path{"z", {}}, Path{"y", {}}};
  using Names = std::vector<std::string>;

  EXPECT_EQ(Of("all").Unprojected(paths), Names{});
  EXPECT_EQ(Of("include").Unprojected(paths), (Names{"z", "y"}));
  EXPECT_EQ(Of("keys").Unprojected(paths), (Names{"z", "x", "y"}));
}

}  // namespace
}  // namespace meridian
