#include "regions/api/json.h"

#include <gtest/gtest.h>

namespace meridian {
namespace {

JsonDocument Parsed(std::string text) {
  auto document = JsonDocument::Parse(text);
  EXPECT_TRUE(document.has_value()) << text;
  return document ? *std::move(document) : JsonDocument();
}

TEST(JsonTest, RefusesWhatIsNotJsonWithoutAMessage) {
  for (std::string text : {"", "{", "{\"a\":1}}", "{a:1}", "nul", "{\"a\":\"\xff\"}"}) {
    const auto document = JsonDocument::Parse(text);

    ASSERT_FALSE(document.has_value()) << text;
    EXPECT_EQ(document.error().code, Errc::kSerialization);
    EXPECT_EQ(document.error().message, "");
  }
}

TEST(JsonTest, RefusesBottomlessNestingInsteadOfOverflowing) {
  std::string text(100'000, '[');

  EXPECT_FALSE(JsonDocument::Parse(text).has_value());
}

TEST(JsonTest, DocumentsOfOneThreadLiveSideBySide) {
  const JsonDocument first = Parsed(R"({"a":"one"})");
  const JsonDocument second = Parsed(R"({"a":"two"})");

  EXPECT_EQ(first.root().Find("a").AsString(), "one");
  EXPECT_EQ(second.root().Find("a").AsString(), "two");
}

TEST(JsonTest, ValuesStayValidWhenTheDocumentMoves) {
  JsonDocument document = Parsed(R"({"a":"one"})");
  const JsonValue value = document.root().Find("a");

  const JsonDocument moved = std::move(document);

  EXPECT_EQ(value.AsString(), "one");
}

TEST(JsonTest, LastOfRepeatedMembersCountsAndNullIsAbsent) {
  const JsonDocument document = Parsed(R"({"a":1,"b":null,"a":2,"c":"x","c":null})");

  EXPECT_EQ(document.root().Find("a").AsInteger(), 2);
  EXPECT_FALSE(document.root().Find("b").exists());
  EXPECT_FALSE(document.root().Find("c").exists());
  EXPECT_FALSE(document.root().Find("d").exists());
}

TEST(JsonTest, IntegersTruncateAndSaturate) {
  const JsonDocument document = Parsed(R"({"a":1.9,"b":1e30,"c":-1e30,"d":18446744073709551615})");

  EXPECT_EQ(LongMember(document.root(), "a")->value(), 1);
  EXPECT_EQ(LongMember(document.root(), "b")->value(), INT64_MAX);
  EXPECT_EQ(LongMember(document.root(), "c")->value(), INT64_MIN);
  EXPECT_EQ(LongMember(document.root(), "d")->value(), INT64_MAX);
}

TEST(JsonTest, StringsAreCoercedToBooleans) {
  const JsonDocument document = Parsed(R"({"a":"true","b":"0","c":false,"d":"maybe","e":1})");

  EXPECT_EQ(*BoolMember(document.root(), "a"), true);
  EXPECT_EQ(*BoolMember(document.root(), "b"), false);
  EXPECT_EQ(*BoolMember(document.root(), "c"), false);
  EXPECT_EQ(*BoolMember(document.root(), "x"), std::nullopt);
  EXPECT_EQ(BoolMember(document.root(), "d").error().message,
            "Unexpected token received from parser");
  EXPECT_EQ(BoolMember(document.root(), "e").error().message,
            "NUMBER_VALUE cannot be converted to Boolean");
}

TEST(JsonTest, WrongTypesAreNamedInDynamoDbsWords) {
  const JsonDocument document = Parsed(R"({"s":"x","n":1,"d":1.5,"t":true,"l":[],"m":{}})");
  const JsonValue root = document.root();
  const auto string_error = [&](const char* name) {
    return StringMember(root, name).error().message;
  };

  EXPECT_EQ(string_error("n"), "NUMBER_VALUE cannot be converted to String");
  EXPECT_EQ(string_error("d"), "DECIMAL_VALUE cannot be converted to String");
  EXPECT_EQ(string_error("t"), "TRUE_VALUE cannot be converted to String");
  EXPECT_EQ(string_error("l"), "Unrecognized collection type class java.lang.String");
  EXPECT_EQ(string_error("m"), "Start of structure or map found where not expected");
  EXPECT_EQ(IntegerMember(root, "s").error().message,
            "STRING_VALUE cannot be converted to Integer");
  EXPECT_EQ(ArrayMember(root, "s").error().message, "Unexpected field type");
  EXPECT_EQ(ArrayMember(root, "m").error().message,
            "Start of structure or map found where not expected");
  EXPECT_EQ(MapMember(root, "n").error().message, "Unexpected field type");
  EXPECT_EQ(StructMember(root, "l", "KeySchemaElement").error().message,
            "Unrecognized collection type class com.amazonaws.dynamodb.v20120810.KeySchemaElement");
}

}  // namespace
}  // namespace meridian
