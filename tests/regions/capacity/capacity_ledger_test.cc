#include "regions/capacity/capacity_ledger.h"

#include <gtest/gtest.h>

#include "tests/regions/capacity/metered_world.h"

namespace meridian {
namespace {

TEST(CapacityLedgerTest, ATableThatWasNotFollowedHasNoAllowance) {
  MeteredWorld world;

  EXPECT_FALSE(world.ledger.Find(TableNumber{99}));
  world.ledger.CountReplicated(TableNumber{99}, 1);
}

TEST(CapacityLedgerTest, AnUpdateOfTheTableCountsFromTheNextRequestOn) {
  MeteredWorld world;
  EXPECT_TRUE(world.Put("big", 350'000));
  EXPECT_FALSE(world.Put("a", 0));

  world.Bill({BillingMode::kProvisioned, 1, 1000, 0});
  world.clock.Advance(std::chrono::seconds(1));

  EXPECT_TRUE(world.Put("a", 0));
  world.Bill({BillingMode::kPayPerRequest, 0, 0, 1});
  EXPECT_EQ(world.ledger.Find(world.table->number)->write->limit(), 0);
}

TEST(CapacityLedgerTest, FollowingAgainForgetsNothing) {
  MeteredWorld world;
  EXPECT_TRUE(world.Put("big", 350'000));

  world.ledger.Follow(*world.catalog.View());

  EXPECT_FALSE(world.Put("a", 0));
  EXPECT_EQ(world.written(), 342);
}

TEST(CapacityLedgerTest, ReplicatedWritesAreCountedByThemselvesAndRefuseNobody) {
  MeteredWorld world;

  world.ledger.CountReplicated(world.table->number, 5000);

  EXPECT_TRUE(world.Put("a", 0));
  EXPECT_EQ(world.written(), 5001);
  const std::string text = world.metrics.Text();
  EXPECT_NE(
      text.find(R"(meridian_capacity_consumed_units_total{kind="replicated",table="t"} 5000)"),
      std::string::npos)
      << text;
  EXPECT_NE(text.find(R"(meridian_capacity_consumed_units_total{kind="write",table="t"} 1)"),
            std::string::npos)
      << text;
}

TEST(CapacityLedgerTest, TablesWithoutEndMakeNoSeriesWithoutEnd) {
  MeteredWorld world;
  for (size_t i = 0; i < kTableLabelsMax + 10; ++i)
    world.catalog.Add("table-" + std::to_string(1000 + i), world.table->schema);

  world.ledger.Follow(*world.catalog.View());

  const std::string text = world.metrics.Text();
  EXPECT_NE(text.find(R"text(table="(others)")text"), std::string::npos);
  EXPECT_EQ(text.find(R"(table="table-1109")"), std::string::npos);
}

}  // namespace
}  // namespace meridian
