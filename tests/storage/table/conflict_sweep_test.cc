#include "storage/table/conflict_sweep.h"

#include <gtest/gtest.h>

#include "tests/support/region_in_memory.h"

namespace meridian {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

class ConflictSweepTest : public testing::Test {
 protected:
  ConflictSweepTest() : region_("us-east-1"), table_(region_.MakeTable("g", {"eu-west-1"})) {}

  // A conflict of "k" that was resolved so long ago.
  void Store(std::chrono::milliseconds ago) {
    const int64_t resolved_at = region_.clock.NowMillis() - ago.count();
    IncomingChange change{.table = table_, .key = RegionInMemory::KeyOf("k")};
    change.conflict = Conflict{.winner = StateAt(resolved_at + 1),
                               .loser = StateAt(resolved_at),
                               .resolved_at_millis = resolved_at,
                               .resolved_in = "eu-west-1"};
    std::vector<IncomingChange> changes;
    changes.push_back(std::move(change));
    region_.replica->Apply(
        region_.region->map().OfSlot(RegionInMemory::KeyOf("k").slot), std::move(changes),
        [](const ItemState*, const ItemState& incoming) {
          return MergeOutcome{incoming, {}};
        },
        {.source = "eu-west-1"}, [](const Status& status) { EXPECT_TRUE(status); });
    region_.Run();
  }
  static ItemState StateAt(int64_t millis) {
    ItemState state;
    state.kind = StateKind::kDelete;
    state.version.origin = {"eu-west-1", 7};
    state.version.time = state.version.clock = HybridTime::FromMillis(millis);
    return state;
  }
  // How long ago those that are left were resolved, in minutes, the oldest first.
  std::vector<int64_t> Left() {
    const auto page = region_.items->Conflicts(*table_, std::nullopt, 10'000, "");
    EXPECT_TRUE(page);
    std::vector<int64_t> left;
    for (const auto& row : page->rows) {
      left.push_back((region_.clock.NowMillis() - row.conflict.resolved_at_millis) / 60'000);
    }
    return left;
  }
  void Sweep(ConflictRetention retention) {
    sweep_ = std::make_unique<ConflictSweep>(*region_.region, retention);
    sweep_->Start();
    region_.scheduler.Advance(std::chrono::seconds(60));
  }

  RegionInMemory region_;
  TablePtr table_;
  std::unique_ptr<ConflictSweep> sweep_;
};

TEST_F(ConflictSweepTest, WhatIsOlderThanTheRetentionGoesAndTheRestWhenItsTimeComes) {
  for (const int days : {40, 31, 29, 1}) Store(hours(24 * days));

  Sweep({.age_max = hours(30 * 24), .interval = minutes(60)});
  EXPECT_EQ(Left(), (std::vector<int64_t>{29 * 24 * 60, 24 * 60}));

  region_.clock.Advance(std::chrono::milliseconds(hours(2 * 24)).count());
  EXPECT_EQ(Left().size(), 2u);
  region_.scheduler.Advance(minutes(61));
  EXPECT_EQ(Left(), (std::vector<int64_t>{3 * 24 * 60}));
}

TEST_F(ConflictSweepTest, ManyGoInSmallTurns) {
  for (int i = 0; i < 700; ++i) Store(hours(24 * 40) + minutes(i));
  Store(minutes(5));

  Sweep({.age_max = hours(30 * 24)});

  EXPECT_EQ(Left(), (std::vector<int64_t>{5}));
}

TEST_F(ConflictSweepTest, OfTooManyTheNewestStay) {
  for (int i = 10; i > 0; --i) Store(minutes(i));
  const uint64_t partitions = region_.region->map().partitions;

  Sweep({.age_max = hours(0), .table_rows_max = 3 * partitions});

  EXPECT_EQ(Left(), (std::vector<int64_t>{3, 2, 1}));
}

TEST_F(ConflictSweepTest, NothingGoesWithoutABound) {
  for (int i = 0; i < 10; ++i) Store(hours(24 * 365 * i));

  Sweep({.age_max = hours(0), .table_rows_max = 0});
  region_.scheduler.Advance(hours(2));

  EXPECT_EQ(Left().size(), 10u);
}

TEST_F(ConflictSweepTest, GoesOnWhenTheDiskTakesWritesAgain) {
  Store(hours(24 * 40));
  region_.disk.SetFreeBytes(0);
  Sweep({.age_max = hours(30 * 24)});
  EXPECT_EQ(Left().size(), 1u);

  region_.disk.SetFreeBytes(-1);
  region_.scheduler.Advance(std::chrono::seconds(5));

  EXPECT_TRUE(Left().empty());
}

}  // namespace
}  // namespace meridian
