#include "regions/api/stored_json.h"

#include <gtest/gtest.h>

#include "regions/api/attribute_json.h"

namespace meridian {
namespace {

TEST(StoredJsonTest, RendersWhatDecodingWouldRender) {
  std::string text =
      R"({"b":{"B":"AAEC"},"bs":{"BS":["YQ==","Yg=="]},"l":{"L":[{"NULL":true},{"M":{}}]},)"
      R"("m":{"M":{"x":{"N":"-1.5"},"y":{"BOOL":false}}},"ns":{"NS":["1","20"]},)"
      R"("s":{"S":"a\"é"},"ss":{"SS":["","a"]}})";
  const auto document = JsonDocument::Parse(text);
  const Item item = *ReadItem(document->root());
  JsonWriter stored;
  JsonWriter decoded;

  ASSERT_TRUE(WriteStored(Payload::Of(item), &stored).has_value());
  decoded.Attributes(item);

  EXPECT_EQ(stored.text(), text);
  EXPECT_EQ(decoded.text(), text);
}

TEST(StoredJsonTest, ReportsDamagedBytes) {
  Item item;
  item.Set("a", AttributeValue::S("text"));
  Payload payload = Payload::Of(item);
  payload.bytes.pop_back();
  JsonWriter json;

  EXPECT_EQ(WriteStored(payload, &json).error().code, Errc::kCorrupt);
}

}  // namespace
}  // namespace meridian
