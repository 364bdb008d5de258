#include "regions/expressions/key_condition.h"

#include <gtest/gtest.h>

#include <ostream>

#include "tests/regions/expressions/values.h"

namespace meridian {
namespace {

using namespace expression_test;
using Type = AttributeType;

const KeyNames kHashOnly = {{{"pk", Type::kString}}, {}};
const KeyNames kStringRange = {{{"pk", Type::kString}}, {{"sk", Type::kString}}};
const KeyNames kNumberRange = {{{"pk", Type::kString}}, {{"sk", Type::kNumber}}};
const KeyNames kMany = {{{"h1", Type::kString}, {"h2", Type::kNumber}},
                        {{"r1", Type::kString}, {"r2", Type::kNumber}, {"r3", Type::kString}}};

Result<KeyCondition> Parse(std::string_view text, const KeyNames& key) {
  Substitutions substitutions = Given({{"#pk", "pk"}, {"#sk", "sk"}}, ItemOf({{":s", S("a")},
                                                                              {":s2", S("b")},
                                                                              {":n", N("1")},
                                                                              {":n2", N("2")},
                                                                              {":b", B("x")},
                                                                              {":t", True()},
                                                                              {":empty", S("")}}));
  return ParseKeyCondition(text, substitutions, key);
}

std::string Shown(const AttributeValue& value) {
  if (const auto* text = value.As<std::string>()) return *text;
  if (const auto* number = value.As<Number>()) return number->text();
  return "-";
}

// "hash values|equal range values|bound"
std::string Shown(const Result<KeyCondition>& parsed) {
  if (!parsed) return MessageOf(parsed);
  std::string shown;
  for (const auto& value : parsed->hash) shown += Shown(value);
  shown += "|";
  for (const auto& value : parsed->range_equal) shown += Shown(value);
  shown += "|";
  if (!parsed->last) return shown;
  const char* kinds[] = {"<", "<=", ">", ">=", "between ", "begins "};
  shown += kinds[static_cast<size_t>(parsed->last->kind)] + Shown(parsed->last->value);
  if (parsed->last->kind == RangeBound::Kind::kBetween)
    shown.append(" ").append(Shown(parsed->last->upper));
  return shown;
}

struct Case {
  const char* text;
  const KeyNames* key;
  const char* expected;
};
void PrintTo(const Case& test, std::ostream* out) { *out << test.text; }

class KeyConditionTest : public testing::TestWithParam<Case> {};

TEST_P(KeyConditionTest, GivesTheStretchOrTheError) {
  EXPECT_EQ(Shown(Parse(GetParam().text, *GetParam().key)), GetParam().expected) << GetParam().text;
}

constexpr const char* kNested = "KeyConditionExpressions cannot contain nested operations";
constexpr const char* kSeveral =
    "Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition";
constexpr const char* kNotSupported = "Query key condition not supported";
constexpr const char* kTypeMismatch =
    "One or more parameter values were invalid: Condition parameter type does not match schema "
    "type";

INSTANTIATE_TEST_SUITE_P(
    OneHashOneRange, KeyConditionTest,
    testing::Values(Case{"pk = :s", &kHashOnly, "a||"}, Case{":s = #pk", &kHashOnly, "a||"},
                    Case{"(pk = :s)", &kStringRange, "a||"},
                    Case{"pk = :s AND sk = :s2", &kStringRange, "a|b|"},
                    Case{"sk = :s2 and pk = :s", &kStringRange, "a|b|"},
                    Case{"(#pk = :s) AND (#sk < :s2)", &kStringRange, "a||<b"},
                    Case{"pk = :s AND sk <= :s2", &kStringRange, "a||<=b"},
                    Case{"pk = :s AND sk > :n", &kNumberRange, "a||>1"},
                    Case{"pk = :s AND sk >= :n", &kNumberRange, "a||>=1"},
                    Case{"pk = :s AND :n <= sk", &kNumberRange, "a||>=1"},
                    Case{"pk = :s AND :n > sk", &kNumberRange, "a||<1"},
                    Case{"pk = :s AND sk BETWEEN :n AND :n2", &kNumberRange, "a||between 1 2"},
                    Case{"pk = :s AND begins_with(sk, :s2)", &kStringRange, "a||begins b"},
                    Case{"pk = :s AND begins_with(sk, :empty)", &kStringRange, "a||begins "},
                    Case{"(pk = :s AND (sk = :s2))", &kStringRange, "a|b|"}));

INSTANTIATE_TEST_SUITE_P(
    SeveralAttributes, KeyConditionTest,
    testing::Values(
        Case{"h1 = :s AND h2 = :n", &kMany, "a1||"},
        Case{"h2 = :n AND r1 = :s2 AND h1 = :s", &kMany, "a1|b|"},
        Case{"h1 = :s AND h2 = :n AND r1 = :s2 AND r2 > :n2", &kMany, "a1|b|>2"},
        Case{"h1 = :s AND h2 = :n AND r1 = :s AND r2 = :n2 AND begins_with(r3, :s2)", &kMany,
             "a1|a2|begins b"},
        Case{"h1 = :s AND h2 = :n AND r1 BETWEEN :s AND :s2", &kMany, "a1||between a b"},
        Case{"h1 = :s", &kMany, "Query condition missed key schema element: h2"},
        Case{"h2 = :n AND r1 = :s", &kMany, "Query condition missed key schema element: h1"},
        Case{"h1 = :s AND h2 = :n AND r2 = :n", &kMany,
             "Query condition missed key schema element: r1"},
        Case{"h1 = :s AND h2 = :n AND r1 = :s AND r3 = :s", &kMany,
             "Query condition missed key schema element: r2"},
        Case{"h1 = :s AND h2 = :n AND r1 > :s AND r2 = :n", &kMany, kNotSupported},
        Case{"h1 = :s AND h2 > :n", &kMany, kNotSupported}));

INSTANTIATE_TEST_SUITE_P(
    Shape, KeyConditionTest,
    testing::Values(
        Case{"pk = :s OR sk = :s", &kStringRange,
             "Invalid operator used in KeyConditionExpression: OR"},
        Case{"NOT pk = :s", &kStringRange, "Invalid operator used in KeyConditionExpression: NOT"},
        Case{"pk <> :s", &kStringRange, "Invalid operator used in KeyConditionExpression: <>"},
        Case{"pk IN (:s)", &kStringRange, "Invalid operator used in KeyConditionExpression: IN"},
        Case{"attribute_exists(pk)", &kStringRange,
             "Invalid operator used in KeyConditionExpression: attribute_exists"},
        Case{"attribute_not_exists(pk)", &kStringRange,
             "Invalid operator used in KeyConditionExpression: attribute_not_exists"},
        Case{"contains(pk, :s)", &kStringRange,
             "Invalid operator used in KeyConditionExpression: contains"},
        Case{"size(pk) > sk AND pk.b > sk", &kStringRange, kNested},
        Case{"pk > size(sk.d)", &kStringRange, kNested},
        Case{"pk BETWEEN size(sk) AND size(pk)", &kStringRange, kNested},
        Case{"pk > sk.b", &kStringRange, kSeveral},
        Case{"begins_with(pk, sk)", &kStringRange, kSeveral},
        Case{"pk BETWEEN sk AND size(pk)", &kStringRange, kSeveral},
        Case{":s BETWEEN size(sk) AND size(pk)", &kStringRange,
             "Invalid condition in KeyConditionExpression: BETWEEN operator must have the key "
             "attribute as its first operand"},
        Case{"begins_with(:s, sk)", &kStringRange,
             "Invalid condition in KeyConditionExpression: begins_with operator must have the key "
             "attribute as its first operand"},
        Case{":s = :s2", &kStringRange,
             "Invalid condition in KeyConditionExpression: No key attribute specified"},
        Case{"pk = :s AND sk.foo = :s", &kStringRange,
             "KeyConditionExpressions cannot have conditions on nested attributes"},
        Case{"pk = :s AND sk > :n AND sk < :n2", &kNumberRange,
             "Invalid KeyConditionExpression: KeyConditionExpressions must only contain one "
             "condition per key"},
        Case{"pk = :s AND sk > :n AND extra = :n", &kNumberRange,
             "The number of query conditions (3) exceeds the number of key attributes defined in "
             "the schema (2)"},
        Case{"((pk = :s))", &kStringRange,
             "Invalid KeyConditionExpression: The expression has redundant parentheses;"},
        Case{"", &kStringRange, "Invalid KeyConditionExpression: The expression can not be empty;"},
        Case{"a-b", &kStringRange,
             "Invalid KeyConditionExpression: Syntax error; token: \"-\", near: \"a-b\""}));

INSTANTIATE_TEST_SUITE_P(
    AgainstTheKey, KeyConditionTest,
    testing::Values(
        Case{"sk = :s", &kStringRange, "Query condition missed key schema element: pk"},
        Case{"attr1 = :s", &kStringRange, "Query condition missed key schema element: pk"},
        Case{"pk = :s AND attr1 = :s", &kStringRange,
             "Query condition missed key schema element: sk"},
        Case{"pk = :s AND attr1 = :s", &kHashOnly,
             "The number of query conditions (2) exceeds the number of key attributes defined in "
             "the schema (1)"},
        Case{"pk > :s", &kStringRange, kNotSupported},
        Case{"begins_with(pk, :s)", &kStringRange, kNotSupported},
        Case{"pk = :n", &kStringRange, kTypeMismatch},
        Case{"pk = :s AND sk = :t", &kNumberRange, kTypeMismatch},
        Case{"pk = :s AND sk BETWEEN :s AND :s2", &kNumberRange, kTypeMismatch},
        Case{"pk = :s AND begins_with(sk, :s)", &kNumberRange, kTypeMismatch},
        Case{"pk = :s AND begins_with(sk, :n)", &kNumberRange,
             "Invalid KeyConditionExpression: Incorrect operand type for operator or function; "
             "operator or function: begins_with, operand type: N"},
        Case{"pk = :s AND sk < :t", &kNumberRange,
             "Invalid KeyConditionExpression: Incorrect operand type for operator or function; "
             "operator or function: <, operand type: BOOL"},
        Case{"pk = :empty", &kStringRange,
             "One or more parameter values are not valid. The AttributeValue for a key attribute "
             "cannot contain an empty string value. Key: pk"}));

}  // namespace
}  // namespace meridian
