// Statements bound without a table, for the tests of what binding makes of them.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "regions/expressions/condition.h"
#include "regions/partiql/statement.h"
#include "regions/partiql/values.h"
#include "tests/regions/expressions/values.h"

namespace meridian::partiql {

// The message of a statement that is refused; "OK".
inline std::string Refusal(std::string_view text, const Parameters& parameters = {}) {
  return expression_test::MessageOf(ParseStatement(text, parameters));
}

template <class Kind>
Kind Bound(std::string_view text, const Parameters& parameters = {}) {
  auto statement = ParseStatement(text, parameters);
  EXPECT_TRUE(statement) << text << ": " << (statement ? "" : statement.error().message);
  auto* kind = statement ? std::get_if<Kind>(&*statement) : nullptr;
  EXPECT_NE(kind, nullptr) << text;
  return kind ? std::move(*kind) : Kind{};
}

// Whether `where` is true of `item`.
inline bool Holds(std::string where, const Item& item, const Parameters& parameters = {}) {
  auto select = Bound<SelectStatement>("SELECT * FROM Cars WHERE " + where, parameters);
  return select.where && Condition(*std::move(select.where)).Holds(&item);
}

// What is wrong with it.
inline std::string WhereRefusal(const std::string& where, const Parameters& parameters = {}) {
  return Refusal("SELECT * FROM Cars WHERE " + where, parameters);
}

}  // namespace meridian::partiql
