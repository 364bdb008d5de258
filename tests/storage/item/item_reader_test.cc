#include "storage/item/item_reader.h"

#include <gtest/gtest.h>

#include "storage/item/item_codec.h"

namespace meridian {
namespace {

TEST(ItemReaderTest, WalksAnItemWithoutBuildingIt) {
  Item item;
  item.Set("a", AttributeValue::S("text"));
  item.Set("b", AttributeValue::L({AttributeValue::Bool(true), AttributeValue()}));
  item.Set("c", AttributeValue::N(Number::FromInt64(7)));
  const std::string encoded = EncodeItem(item);

  ItemReader in(encoded);
  EXPECT_EQ(in.TakeVersionAndCount(), 3u);
  EXPECT_EQ(in.TakeBytes(), "a");
  EXPECT_EQ(in.TakeType(), AttributeType::kString);
  EXPECT_EQ(in.TakeBytes(), "text");
  EXPECT_EQ(in.TakeBytes(), "b");
  EXPECT_EQ(in.TakeType(), AttributeType::kList);
  EXPECT_EQ(in.TakeCount(), 2u);
  EXPECT_EQ(in.TakeType(), AttributeType::kBool);
  EXPECT_TRUE(in.TakeBool());
  EXPECT_EQ(in.TakeType(), AttributeType::kNull);
  EXPECT_EQ(in.TakeBytes(), "c");
  EXPECT_FALSE(in.Finish()) << "a value is left";
  in.SkipValue();
  EXPECT_TRUE(in.Finish());
}

TEST(ItemReaderTest, AnErrorSticks) {
  ItemReader in(std::string_view("\x01\x01\x01\x61\x7f", 5));
  EXPECT_EQ(in.TakeVersionAndCount(), 1u);
  EXPECT_EQ(in.TakeBytes(), "a");

  EXPECT_EQ(in.TakeType(), AttributeType::kNull);

  EXPECT_TRUE(in.failed());
  EXPECT_EQ(in.TakeCount(), 0u);
  EXPECT_EQ(in.TakeBytes(), "");
  EXPECT_FALSE(in.TakeBool());
  EXPECT_TRUE(in.rest().empty());
  EXPECT_EQ(in.Finish().error().code, Errc::kCorrupt);
}

}  // namespace
}  // namespace meridian
