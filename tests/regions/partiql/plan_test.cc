#include "regions/partiql/plan.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/regions/partiql/bound.h"

namespace meridian::partiql {
namespace {

using namespace expression_test;

const KeyNames kKey{{{"p", AttributeType::kString}}, {{"s", AttributeType::kNumber}}};

Result<ReadPlan> Read(const std::string& rest) {
  return PlanRead(Bound<SelectStatement>("SELECT * FROM Cars WHERE " + rest), kKey);
}
// "a b": the partitions in their order; "scan".
std::string Partitions(const std::string& rest) {
  const auto plan = Read(rest);
  if (!plan) return plan.error().message;
  std::string shown = plan->scan ? "scan" : "";
  for (const KeyCondition& query : plan->queries) {
    if (!shown.empty()) shown += " ";
    shown += *query.hash.front().As<std::string>();
  }
  return shown;
}

Result<ItemPlan> Planned(const std::string& where) {
  return PlanItem(Bound<DeleteStatement>("DELETE FROM Cars WHERE " + where).where, kKey);
}

TEST(PlanTest, AnUnboundPartitionKeyIsAScan) {
  const auto plan = Read("s=1 AND v=2");
  EXPECT_TRUE(plan->scan);
  EXPECT_TRUE(plan->filter);
  EXPECT_EQ(Partitions("p>'a'"), "scan");
  EXPECT_TRUE(PlanRead(Bound<SelectStatement>("SELECT * FROM Cars"), kKey)->scan);
}

TEST(PlanTest, PartitionsAreReadAsNamed) {
  EXPECT_EQ(Partitions("p='a'"), "a");
  EXPECT_EQ(Partitions("p IN ('b','a')"), "b a");
  EXPECT_EQ(Partitions("p='b' OR p='a' AND s=1"), "b a");
  EXPECT_EQ(Partitions("p IN ('', 'a')"), "a");
}

TEST(PlanTest, OrderSortsPartitionsAndDirection) {
  EXPECT_EQ(Partitions("p IN ('b','c','a') ORDER BY p"), "a b c");
  EXPECT_EQ(Partitions("p IN ('b','c','a') ORDER BY p DESC"), "c b a");
  EXPECT_TRUE(Read("p='a' ORDER BY p DESC")->forward);
  EXPECT_FALSE(Read("p='a' ORDER BY s DESC")->forward);
  EXPECT_FALSE(Read("p='a' ORDER BY p ASC, s DESC")->forward);
  EXPECT_EQ(Partitions("p='a' ORDER BY v"),
            "Variable reference v in ORDER BY clause must be part of the primary key");
  EXPECT_EQ(Partitions("s=1 ORDER BY s"),
            "Must have at least one non-optional hash key condition in WHERE clause when using "
            "ORDER BY clause.");
}

TEST(PlanTest, TheSortKeyBoundsTheStretch) {
  const auto equal = Read("p='a' AND s=2");
  ASSERT_EQ(equal->queries.size(), 1u);
  EXPECT_EQ(equal->queries[0].range_equal.front(), N("2"));
  EXPECT_FALSE(equal->filter);

  const auto between = Read("p IN ('a','b') AND s BETWEEN 1 AND 3");
  EXPECT_EQ(between->queries[1].last->kind, RangeBound::Kind::kBetween);
  EXPECT_FALSE(between->filter);
}

TEST(PlanTest, WhatTheKeyDoesNotAnswerIsFiltered) {
  EXPECT_TRUE(Read("p='a' AND v=1")->filter);
  EXPECT_TRUE(Read("p='a' AND p='b'")->filter);
  EXPECT_TRUE(Read("p='a' AND s>1 AND s<10")->filter);
  EXPECT_TRUE(Read("p='b' OR p='a' AND s=1")->filter);
  EXPECT_TRUE(Read("p='a' AND s IN (1,2)")->filter);
}

TEST(PlanTest, KeyValuesHaveTheKeysTypes) {
  const std::string wrong =
      "Key attribute's data type should match its data type in table's schema: Key ";
  EXPECT_EQ(Partitions("p=1"), wrong + "p");
  EXPECT_EQ(Partitions("p='a' AND s='1'"), wrong + "s");
  EXPECT_EQ(Partitions("p='a' AND s BETWEEN '1' AND '2'"), wrong + "s");
  EXPECT_EQ(Partitions("s='1'"),
            "One or more parameter values were invalid: Condition parameter type does not match "
            "schema type");
  EXPECT_EQ(Partitions("p=''"),
            "One or more parameter values are not valid. The AttributeValue for a key attribute "
            "cannot contain an empty string value. Key: p");
}

TEST(PlanTest, AWriteNamesOneItem) {
  const auto plan = Planned("s=1 AND v>2 AND p='a'");
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->key, ItemOf({{"p", S("a")}, {"s", N("1")}}));
  EXPECT_TRUE(plan->condition);
  EXPECT_FALSE(Planned("p='a' AND s=1 AND (p='a')")->condition);
}

TEST(PlanTest, AWriteWithoutItsKeyIsRefused) {
  const std::string missing =
      "Where clause does not contain a mandatory equality on all key attributes";
  for (const char* where : {"p='a'", "s=1", "p='a' AND s>1", "p='a' AND s IN (1)",
                            "p='a' AND s=1 OR v=1", "NOT p<>'a' AND s=1"}) {
    EXPECT_EQ(MessageOf(Planned(where)), missing) << where;
  }
  EXPECT_EQ(MessageOf(PlanItem(std::nullopt, kKey)), missing);
  EXPECT_EQ(MessageOf(Planned("p='a' AND p='b' AND s=1")),
            "Multiple conditions on same key p. Only single item Update/Insert/Delete are "
            "supported");
  EXPECT_EQ(MessageOf(Planned("p='a' AND s='1'")),
            "Key attribute's data type should match its data type in table's schema: Key s");
}

TEST(PlanTest, AnInsertedItemHasItsKey) {
  EXPECT_EQ(MessageOf(CheckInserted(ItemOf({{"p", S("a")}, {"s", N("1")}}), kKey)), "OK");
  EXPECT_EQ(MessageOf(CheckInserted(ItemOf({{"p", S("a")}}), kKey)),
            "Key attribute should be present in the item: Key s");
  EXPECT_EQ(MessageOf(CheckInserted(ItemOf({{"p", N("1")}, {"s", N("1")}}), kKey)),
            "Key attribute's data type should match its data type in table's schema: Key p");
}

}  // namespace
}  // namespace meridian::partiql
