#include "regions/expressions/update_values.h"

#include <gtest/gtest.h>

#include "tests/regions/expressions/values.h"

namespace meridian {
namespace {

using namespace expression_test;

TEST(UpdateValuesTest, AddSumsNumbersExactly) {
  const AttributeValue nines = N("99999999999999999999999999999999999998");

  EXPECT_EQ(*AddTo(&nines, N("1")), N("99999999999999999999999999999999999999"));
  EXPECT_EQ(*AddTo(nullptr, N("0.1")), N("0.1"));
  const AttributeValue tenth = N("0.1");
  EXPECT_EQ(*AddTo(&tenth, N("0.2")), N("0.3"));
}

TEST(UpdateValuesTest, AddUnitesSetsOfOneKind) {
  const AttributeValue numbers = NS({"10", "9"});
  const AttributeValue strings = SS({"a"});

  EXPECT_EQ(*AddTo(&numbers, NS({"9.0", "-1"})), NS({"-1", "9", "10"}));
  EXPECT_FALSE(AddTo(&numbers, strings));
  EXPECT_FALSE(AddTo(&strings, N("1")));
}

TEST(UpdateValuesTest, DeleteLeavesTheRestOrNothing) {
  EXPECT_EQ(**DeleteFrom(SS({"a", "b", "c"}), SS({"b", "z"})), SS({"a", "c"}));
  EXPECT_EQ(*DeleteFrom(NS({"1", "2"}), NS({"2", "1.0", "3"})), std::nullopt);
  EXPECT_EQ(**DeleteFrom(BS({"a", "b"}), BS({"a"})), BS({"b"}));
  EXPECT_FALSE(DeleteFrom(SS({"a"}), BS({"a"})));
}

TEST(UpdateValuesTest, ComputeCopiesWhatAPathLeadsTo) {
  const Item item = ItemOf({{"m", M({{"l", L({S("x")})}})}});

  EXPECT_EQ(*Compute({Path{"m", {"l", size_t{0}}}}, item), S("x"));
  EXPECT_EQ(*Compute({S("literal")}, item), S("literal"));
  EXPECT_FALSE(Compute({Path{"m", {"l", size_t{1}}}}, item));
}

}  // namespace
}  // namespace meridian
