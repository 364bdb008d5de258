#include "regions/api/attribute_json.h"

#include <gtest/gtest.h>

#include "regions/api/json_writer.h"

namespace meridian {
namespace {

// The JSON of the attribute that `text` means, or the error's message.
std::string Echo(std::string text) {
  const auto document = JsonDocument::Parse(text);
  if (!document) return "not JSON";
  const auto value = ReadAttribute(document->root());
  if (!value) return value.error().message;
  JsonWriter json;
  json.Attribute(*value);
  return json.Take();
}

Errc CodeOf(std::string text) {
  const auto document = JsonDocument::Parse(text);
  return ReadAttribute(document->root()).error().code;
}

TEST(AttributeJsonTest, EveryTypeComesBackInItsCanonicalForm) {
  const struct {
    const char* in;
    const char* out;
  } cases[] = {
      {R"({"S":""})", R"({"S":""})"},
      {R"({"S":"a\u00e9\n"})", "{\"S\":\"aé\\n\"}"},
      {R"({"N":"+1.50E2"})", R"({"N":"150"})"},
      {R"({"B":"AAEC"})", R"({"B":"AAEC"})"},
      {R"({"B":""})", R"({"B":""})"},
      {R"({"BOOL":"true"})", R"({"BOOL":true})"},
      {R"({"NULL":true})", R"({"NULL":true})"},
      {R"({"SS":["b","a",""]})", R"({"SS":["","a","b"]})"},
      {R"({"NS":["2","1.0"]})", R"({"NS":["1","2"]})"},
      {R"({"BS":["Yg==","YQ=="]})", R"({"BS":["YQ==","Yg=="]})"},
      {R"({"L":[{"S":"x"},{"L":[]}]})", R"({"L":[{"S":"x"},{"L":[]}]})"},
      {R"({"M":{"b":{"N":"1"},"a":{"M":{}}}})", R"({"M":{"a":{"M":{}},"b":{"N":"1"}}})"},
  };
  for (const auto& c : cases) EXPECT_EQ(Echo(c.in), c.out);
}

TEST(AttributeJsonTest, RefusesWhatTheDataModelRefusesInDynamoDbsWords) {
  const struct {
    const char* in;
    const char* message;
  } cases[] = {
      {"{}",
       "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"},
      {R"({"X":"a"})",
       "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"},
      {R"({"S":null})",
       "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"},
      {R"({"S":"a","N":"1"})",
       "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the "
       "supported datatypes"},
      {R"({"SS":[]})",
       "One or more parameter values were invalid: An string set  may not be empty"},
      {R"({"NS":[]})",
       "One or more parameter values were invalid: An number set  may not be empty"},
      {R"({"BS":[]})",
       "One or more parameter values were invalid: Binary sets should not be empty"},
      {R"({"SS":["a","b","a"]})",
       "One or more parameter values were invalid: Input collection [a, b, a] contains "
       "duplicates."},
      {R"({"NS":["1","1.0"]})", "Input collection contains duplicates"},
      {R"({"BS":["YQ==","YQ=="]})",
       "One or more parameter values were invalid: Input collection [YQ==, YQ==]of type BS "
       "contains duplicates."},
      {R"({"NULL":false})",
       "One or more parameter values were invalid: Null attribute value types must have the value "
       "of true"},
      {R"({"N":"x"})", "The parameter cannot be converted to a numeric value: x"},
      {R"({"N":"1e126"})",
       "Number overflow. Attempting to store a number with magnitude larger than supported range"},
      {R"({"L":[{"S":"a"},null]})",
       "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(Echo(c.in), c.message) << c.in;
    EXPECT_EQ(CodeOf(c.in), Errc::kValidation) << c.in;
  }
}

TEST(AttributeJsonTest, WrongJsonTypesAreSerializationErrors) {
  const struct {
    const char* in;
    const char* message;
  } cases[] = {
      {R"("a")", "Unexpected field type"},
      {R"([])",
       "Unrecognized collection type class com.amazonaws.dynamodb.v20120810.AttributeValue"},
      {R"({"S":1})", "NUMBER_VALUE cannot be converted to String"},
      {R"({"N":1})", "NUMBER_VALUE cannot be converted to String"},
      {R"({"B":1})", "only base-64-encoded strings are convertible to bytes"},
      {R"({"B":"abc"})", "Base64 encoded length is expected a multiple of 4 bytes but found: 3"},
      {R"({"B":"ab!="})", "Invalid Base64 character: '!'"},
      {R"({"B":"ab=="})", "Invalid last non-pad Base64 character dectected"},
      {R"({"SS":"a"})", "Unexpected field type"},
      {R"({"M":[]})",
       "Unrecognized collection type java.util.Map<java.lang.String, "
       "com.amazonaws.dynamodb.v20120810.AttributeValue>"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(Echo(c.in), c.message) << c.in;
    EXPECT_EQ(CodeOf(c.in), Errc::kSerialization) << c.in;
  }
}

TEST(AttributeJsonTest, LastOfRepeatedNamesCounts) {
  EXPECT_EQ(Echo(R"({"S":"a","S":"b"})"), R"({"S":"b"})");
  EXPECT_EQ(Echo(R"({"M":{"a":{"S":"1"},"a":{"N":"2"}}})"), R"({"M":{"a":{"N":"2"}}})");
  EXPECT_EQ(Echo(R"({"S":null,"N":"1"})"), R"({"N":"1"})");
}

// Its cost must not grow with the square: with half a million names this would take minutes.
TEST(AttributeJsonTest, AMapOfVeryManyNamesInAnyOrderIsReadInItsOrder) {
  constexpr int kNames = 500'000;
  std::string text = R"({"M":{)";
  for (int i = kNames; i > 0; --i) text += "\"" + std::to_string(i) + R"(":{"NULL":true},)";
  text += R"("1":{"S":"last"}}})";

  const auto document = JsonDocument::Parse(text);
  const auto value = ReadAttribute(document->root());

  ASSERT_TRUE(value);
  const AttributeMap* const map = value->As<AttributeMap>();
  ASSERT_NE(map, nullptr);
  EXPECT_EQ(map->size(), size_t{kNames});
  ASSERT_NE(map->Find("1"), nullptr);
  EXPECT_EQ(*map->Find("1"), AttributeValue::S("last"));
}

TEST(AttributeJsonTest, AllowsThirtyTwoLevelsOfNestingAndNoMore) {
  const auto nested = [](int levels) {
    std::string text;
    for (int i = 0; i < levels; ++i) text += R"({"L":[)";
    text += R"({"S":"x"})";
    for (int i = 0; i < levels; ++i) text += "]}";
    return text;
  };

  EXPECT_EQ(Echo(nested(32)), nested(32));
  EXPECT_TRUE(Echo(nested(33)).starts_with("Nesting Levels have exceeded supported limits"));
  EXPECT_TRUE(Echo(nested(70)).starts_with("Nesting Levels have exceeded supported limits"));
}

TEST(AttributeJsonTest, Base64IsStrictlyCanonical) {
  EXPECT_EQ(*DecodeBase64("Zm9v"), "foo");
  EXPECT_EQ(*DecodeBase64("Zg=="), "f");
  EXPECT_FALSE(DecodeBase64("Zg=a").has_value());
  EXPECT_FALSE(DecodeBase64("====").has_value());
  EXPECT_FALSE(DecodeBase64("Z===").has_value());
  EXPECT_FALSE(DecodeBase64("Zm9v\n\n\n\n").has_value());
}

}  // namespace
}  // namespace meridian
