#include "regions/api/canonical_json.h"

#include <gtest/gtest.h>

namespace meridian {
namespace {

std::string Canonical(std::string text) {
  const auto document = JsonDocument::Parse(text);
  EXPECT_TRUE(document);
  std::string out;
  AppendCanonicalJson(document->root(), &out);
  return out;
}

TEST(CanonicalJsonTest, OrderOfMembersSpacesAndNullsDontMatter) {
  EXPECT_EQ(Canonical(R"({"a":1,"b":{"x":[true,"y"]}})"),
            Canonical(R"({ "b": {"x":[true, "y"], "z":null}, "a":1 })"));
}

TEST(CanonicalJsonTest, DifferentValuesHaveDifferentTexts) {
  const std::string texts[] = {R"({"a":"1"})",         R"({"a":1})",          R"({"a":true})",
                               R"({"a":["1"]})",       R"({"a":"","b":""})",  R"({"a":"b"})",
                               R"({"a":[1,2]})",       R"({"a":[2,1]})",      R"({"a":{"S":"1"}})",
                               R"({"a":[["1"],"2"]})", R"({"a":[["1","2"]]})"};
  for (const std::string& one : texts) {
    for (const std::string& other : texts) {
      EXPECT_EQ(Canonical(one) == Canonical(other), one == other) << one << " " << other;
    }
  }
}

}  // namespace
}  // namespace meridian
