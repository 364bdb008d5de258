#include "regions/partiql/values.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/regions/partiql/bound.h"

namespace meridian::partiql {
namespace {

using namespace expression_test;

// The item that INSERT makes of the text of a tuple.
Item Inserted(const std::string& tuple, const Parameters& parameters = {}) {
  return Bound<InsertStatement>("INSERT INTO Cars VALUE " + tuple, parameters).item;
}
std::string InsertRefusal(const std::string& tuple) {
  return Refusal("INSERT INTO Cars VALUE " + tuple);
}

TEST(ValuesTest, LiteralsAreAttributeValues) {
  EXPECT_EQ(Inserted("{'s':'it''s','n':-1.50,'t':true,'z':null,'ss':<<'b','a'>>,'ns':<<2,1>>,"
                     "'l':[1,'x',{'y':false}]}"),
            ItemOf({{"s", S("it's")},
                    {"n", N("-1.5")},
                    {"t", True()},
                    {"z", NullValue()},
                    {"ss", SS({"a", "b"})},
                    {"ns", NS({"1", "2"})},
                    {"l", L({N("1"), S("x"), M({{"y", AttributeValue::Bool(false)}})})}}));
}

TEST(ValuesTest, ParametersStandForWholeMembers) {
  EXPECT_EQ(Inserted("{'a':?,'b':?}", {S("x"), L({N("1")})}),
            ItemOf({{"a", S("x")}, {"b", L({N("1")})}}));
  EXPECT_EQ(Refusal("INSERT INTO Cars VALUE {'a':[?]}", {S("x")}),
            "Unsupported data type: Parameter under key root.0 at 1:30:1");
}

TEST(ValuesTest, OnlyLiteralsAreValues) {
  EXPECT_EQ(InsertRefusal("{'a':1+1}"), "Unsupported data type: + under key root at 1:30:1");
  EXPECT_EQ(InsertRefusal("{'a':size(b)}"), "Unsupported data type: size under key root at 1:29:4");
  EXPECT_EQ(InsertRefusal("{'a':{'b':c}}"),
            "Unsupported data type: VariableReference under key root.b at 1:34:1");
  EXPECT_EQ(InsertRefusal("{'a':missing}"),
            "Unsupported data type: MISSING under key root at 1:29:7");
}

TEST(ValuesTest, NamesOfMembersAreDistinctStrings) {
  EXPECT_EQ(InsertRefusal("{a:1}"),
            "Tuple keys must be of type String. Actual type: VariableReference under root at "
            "1:25:1");
  EXPECT_EQ(InsertRefusal("{'a':1,'a':2}"), "Duplicate keys in tuple. Key: a under root at 1:31:3");
  EXPECT_EQ(InsertRefusal("{'':1}"), "Path component cannot be an empty string");
}

TEST(ValuesTest, SetsHoldDistinctStringsOrNumbers) {
  EXPECT_EQ(InsertRefusal("{'a':<<>>}"), "Empty bags are not supported at 1:29:2");
  EXPECT_EQ(InsertRefusal("{'a':<<[1]>>}"),
            "Unsupported data type in Bag. DynamoDB only supports either numbers or strings in "
            "bags at 1:31:1");
  EXPECT_EQ(InsertRefusal("{'a':<<1,'b'>>}"),
            "Unsupported data type in Bag. DynamoDB only supports either numbers or strings in "
            "bags");
  EXPECT_EQ(InsertRefusal("{'a':<<1,1.0>>}"), "Input collection contains duplicates");
}

TEST(ValuesTest, NumbersAndNestingHaveLimits) {
  EXPECT_EQ(InsertRefusal("{'a':" + std::string(39, '1') + "}"),
            "DynamoDB only supports precision up to 38 digits");
  EXPECT_EQ(InsertRefusal("{'a':1e400}"),
            "Number overflow. Attempting to store a number with magnitude larger than supported "
            "range");
  const auto nested = [](size_t depth) {
    return "{'a':" + std::string(depth, '[') + std::string(depth, ']') + "}";
  };
  EXPECT_EQ(InsertRefusal(nested(32)), "OK");
  EXPECT_EQ(InsertRefusal(nested(33)), "Nesting Levels have exceeded supported limits");
}

TEST(ValuesTest, PathsLeadByNamesAndPlaces) {
  const auto select = Bound<SelectStatement>("SELECT a.b[2], \"c d\" FROM Cars");

  ASSERT_EQ(select.selected->size(), 2u);
  EXPECT_EQ((*select.selected)[0].path.ToString(), "[a, b, [2]]");
  EXPECT_EQ((*select.selected)[1].path.ToString(), "[c d]");
}

TEST(ValuesTest, OddPathsAreRefusedAtTheirPlace) {
  EXPECT_EQ(WhereRefusal("a[-1]=1"),
            "List index is not within the allowable range; index: [-1] at 1:29:1");
  EXPECT_EQ(WhereRefusal("a[99999999999]=1"),
            "List index is not within the allowable range; index: [99999999999] at 1:28:11");
  EXPECT_EQ(WhereRefusal("a[*]=1"),
            "Wildcard path component like a[*].b are not supported at 1:28:1");
  EXPECT_EQ(WhereRefusal("a.*=1"), "Unpivot path component like a.*.b are not supported at 1:28:1");
  EXPECT_EQ(WhereRefusal("a[?]=1", {N("1")}), "Unexpected path component at 1:28:1");
  EXPECT_EQ(WhereRefusal("\"\"=1"), "Path component cannot be an empty string");
}

}  // namespace
}  // namespace meridian::partiql
