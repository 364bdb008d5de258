// Short ways to write items and substitutions in the tests of expressions.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "regions/expressions/substitutions.h"
#include "storage/item/attribute.h"

namespace meridian::expression_test {

inline Number Num(std::string_view text) { return *Number::Parse(text); }
inline AttributeValue S(std::string text) { return AttributeValue::S(std::move(text)); }
inline AttributeValue N(std::string_view text) { return AttributeValue::N(Num(text)); }
inline AttributeValue B(std::string bytes) { return AttributeValue::B(std::move(bytes)); }
inline AttributeValue True() { return AttributeValue::Bool(true); }
inline AttributeValue NullValue() { return AttributeValue(); }
inline AttributeValue L(List list) { return AttributeValue::L(std::move(list)); }
inline AttributeValue SS(std::vector<std::string> members) {
  std::ranges::sort(members);
  return AttributeValue::Make(StringSet{std::move(members)});
}
inline AttributeValue NS(std::initializer_list<std::string_view> texts) {
  NumberSet set;
  for (const auto text : texts) set.members.push_back(Num(text));
  std::ranges::sort(set.members);
  return AttributeValue::Make(std::move(set));
}
inline AttributeValue BS(std::initializer_list<std::string> members) {
  BinarySet set;
  for (const auto& bytes : members) set.members.push_back(Binary{bytes});
  std::ranges::sort(set.members);
  return AttributeValue::Make(std::move(set));
}

using Entries = std::initializer_list<std::pair<std::string, AttributeValue>>;

inline Item ItemOf(Entries entries) {
  Item item;
  for (const auto& [name, value] : entries) item.Set(name, value);
  return item;
}
inline AttributeValue M(Entries entries) { return AttributeValue::M(ItemOf(entries)); }

// Without names or values where the argument is empty.
inline Substitutions Given(const AttributeNames& names, const Item& values) {
  auto made = Substitutions::Make(names.empty() ? std::nullopt : std::optional(names),
                                  values.empty() ? std::nullopt : std::optional(values));
  EXPECT_TRUE(made) << (made ? "" : made.error().message);
  return made ? *std::move(made) : Substitutions();
}

// The message of a failed result; "OK" if it has a value.
template <class T>
std::string MessageOf(const Result<T>& result) {
  if (result) return "OK";
  EXPECT_EQ(result.error().code, Errc::kValidation);
  return result.error().message;
}

}  // namespace meridian::expression_test
