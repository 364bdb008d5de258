#include "regions/partiql/key_tests.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/regions/partiql/bound.h"

namespace meridian::partiql {
namespace {

using namespace expression_test;

const KeyNames kKey{{{"p", AttributeType::kString}}, {{"s", AttributeType::kNumber}}};

std::optional<ConditionNode> Where(const std::string& where) {
  return Bound<SelectStatement>("SELECT * FROM Cars WHERE " + where).where;
}

// "a b" for the values of p; "any" if it may have others.
std::string PossibleHashes(const std::string& where) {
  const auto condition = Where(where);
  const auto possible = ValuesOf(*condition, "p");
  if (!possible) return "any";
  std::string shown = possible->exact ? "" : "at most";
  for (const AttributeValue& value : possible->values) shown += " " + *value.As<std::string>();
  return shown;
}

TEST(KeyTestsTest, ConjunctsAreTheTermsOfNestedAnds) {
  EXPECT_EQ(Conjuncts(Where("a=1 AND (b=2 AND c=3) AND (d=4 OR e=5)")).size(), 4u);
  EXPECT_EQ(Conjuncts(Where("a=1 OR b=2")).size(), 1u);
  EXPECT_TRUE(Conjuncts(std::nullopt).empty());
}

TEST(KeyTestsTest, ATestIsOfAWholeAttributeAgainstValues) {
  EXPECT_TRUE(AsKeyTest(*Where("s=1"))->equal);
  EXPECT_EQ(AsKeyTest(*Where("1<s"))->bound.kind, RangeBound::Kind::kGreater);
  EXPECT_EQ(AsKeyTest(*Where("s BETWEEN 1 AND 2"))->bound.upper, N("2"));
  EXPECT_EQ(AsKeyTest(*Where("begins_with(s,'a')"))->bound.kind, RangeBound::Kind::kBeginsWith);
  for (const char* where : {"s<>1", "s.a=1", "s=t", "size(s)=1", "s IN (1)", "contains(s,1)"}) {
    EXPECT_FALSE(AsKeyTest(*Where(where))) << where;
  }
}

TEST(KeyTestsTest, EqualityInAndOrNameThePossibleValues) {
  EXPECT_EQ(PossibleHashes("p='a'"), " a");
  EXPECT_EQ(PossibleHashes("'a'=p"), " a");
  EXPECT_EQ(PossibleHashes("p IN ('b','a','b')"), " b a");
  EXPECT_EQ(PossibleHashes("p='a' OR p IN ('b','a')"), " a b");
  EXPECT_EQ(PossibleHashes("p='a' AND s=1 OR p='b'"), "at most a b");
  EXPECT_EQ(PossibleHashes("p>'a'"), "any");
  EXPECT_EQ(PossibleHashes("p='a' OR s=1"), "any");
  EXPECT_EQ(PossibleHashes("NOT p='a'"), "any");
  EXPECT_EQ(PossibleHashes("p IN ('a', q)"), "any");
}

TEST(KeyTestsTest, KeysAreComparedWithTheirOwnTypes) {
  const std::string wrong =
      "One or more parameter values were invalid: Condition parameter type does not match schema "
      "type";
  for (const char* where : {"p>1", "p<>1", "p IN ('a',1)", "NOT p=1", "s BETWEEN '1' AND '2'",
                            "a=1 OR s='x'", "begins_with(s,'a')"}) {
    EXPECT_EQ(MessageOf(CheckKeyOperands(*Where(where), kKey)), wrong) << where;
  }
  for (const char* where : {"p>'a'", "a=1", "s=p", "contains(p,1)", "attribute_type(p,'N')"}) {
    EXPECT_EQ(MessageOf(CheckKeyOperands(*Where(where), kKey)), "OK") << where;
  }
}

TEST(KeyTestsTest, KeysAreWhole) {
  for (const char* where : {"p.a=1", "p[0]='a'", "contains(p.a,1)", "p.a IS MISSING"}) {
    EXPECT_EQ(MessageOf(CheckKeyOperands(*Where(where), kKey)),
              "Key attributes must be scalars; list random access '[]' and map lookup '.' are not "
              "allowed: Key: p")
        << where;
  }
}

TEST(KeyTestsTest, FiftyPartitionKeysAreTheMost) {
  std::string list = "'0'";
  for (int i = 1; i < 50; ++i) list += ",'" + std::to_string(i) + "'";
  EXPECT_EQ(MessageOf(CheckKeyOperands(*Where("p IN (" + list + ")"), kKey)), "OK");
  EXPECT_EQ(MessageOf(CheckKeyOperands(*Where("p IN (" + list + ",'x')"), kKey)),
            "The IN operator is provided with too many operands; number of operands: 51");
  EXPECT_EQ(MessageOf(CheckKeyOperands(*Where("q IN (" + list + ",'x')"), kKey)), "OK");
}

}  // namespace
}  // namespace meridian::partiql
