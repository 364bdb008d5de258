#include "regions/api/json_writer.h"

#include <gtest/gtest.h>

namespace meridian {
namespace {

TEST(JsonWriterTest, PutsCommasBetweenMembersAndElementsOnly) {
  JsonWriter json;

  json.BeginObject().Key("a").BeginArray().Integer(1).Integer(-2).BeginObject().EndObject();
  json.EndArray().Key("b").Bool(true).Key("c").Null().EndObject();

  EXPECT_EQ(json.text(), R"({"a":[1,-2,{}],"b":true,"c":null})");
}

TEST(JsonWriterTest, EscapesWhatJsonCannotHold) {
  JsonWriter json;

  json.String(std::string("a\"b\\c\n\x01\x1f\0é", 11));

  EXPECT_EQ(json.text(), "\"a\\\"b\\\\c\\n\\u0001\\u001f\\u0000é\"");
}

TEST(JsonWriterTest, DoublesKeepTheirPoint) {
  JsonWriter json;

  json.BeginArray().Double(1).Double(0.5).Double(1700000000.123).EndArray();

  EXPECT_EQ(json.text(), "[1.0,0.5,1700000000.123]");
}

TEST(JsonWriterTest, PadsBase64) {
  const auto base64 = [](std::string_view bytes) {
    std::string text;
    AppendBase64(bytes, &text);
    return text;
  };

  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("f"), "Zg==");
  EXPECT_EQ(base64("fo"), "Zm8=");
  EXPECT_EQ(base64("foo"), "Zm9v");
  EXPECT_EQ(base64("\xff\xfe\xfd"), "//79");
}

}  // namespace
}  // namespace meridian
