#include "replicator/merge.h"

#include <gtest/gtest.h>

#include "tests/replicator/item_history.h"

namespace meridian {
namespace {

constexpr uint64_t kHistories = 100'000;

// A state as `region` writes it at `time` over `replaced` (nullptr: nothing).
ItemState Written(std::string region, uint64_t time, const ItemState* replaced,
                  StateKind kind = StateKind::kPut) {
  ItemState state;
  state.kind = kind;
  if (kind == StateKind::kPut) state.value = Payload{.bytes = region + std::to_string(time)};
  Version& version = state.version;
  version.origin = {.region = std::move(region), .incarnation = 1};
  version.time = version.clock = HybridTime{time};
  if (replaced != nullptr) {
    version.seen = replaced->version.seen;
    version.base = replaced->version.id();
  }
  version.seen.Raise(version.origin, version.time, version.time);
  return state;
}

// The first promise that `merge` breaks within `histories`; empty: none.
std::string FirstBroken(const MergeFn& merge, uint64_t histories, HistoryCounts& counts) {
  for (uint64_t seed = 1; seed <= histories; ++seed) {
    const std::string broken = ItemHistory(seed, merge, counts).Run();
    if (!broken.empty()) return broken + " (seed " + std::to_string(seed) + ")";
  }
  return "";
}

TEST(MergeTest, AnAbsentItemTakesTheIncomingState) {
  const ItemState put = Written("a", 5, nullptr);

  const MergeOutcome outcome = Merge(nullptr, put);

  EXPECT_EQ(outcome.state, put);
  EXPECT_TRUE(outcome.losers.empty());
}

TEST(MergeTest, ASuccessorReplacesWithoutALoser) {
  const ItemState first = Written("a", 5, nullptr);
  const ItemState second = Written("b", 6, &first);

  EXPECT_EQ(Merge(&first, second).state.version.id(), second.version.id());
  EXPECT_TRUE(Merge(&first, second).losers.empty());
  EXPECT_EQ(Merge(&second, first).state, second);
  EXPECT_TRUE(Merge(&second, first).losers.empty());
}

TEST(MergeTest, OfConcurrentWritesTheLaterWinsAndTheOtherIsALoserOnce) {
  const ItemState mine = Written("a", 5, nullptr);
  const ItemState theirs = Written("b", 6, nullptr);

  const MergeOutcome outcome = Merge(&mine, theirs);

  EXPECT_EQ(outcome.state.value, theirs.value);
  ASSERT_EQ(outcome.losers.size(), 1u);
  EXPECT_EQ(outcome.losers[0], mine);
  EXPECT_TRUE(Merge(&outcome.state, mine).losers.empty());
}

TEST(MergeTest, ATieInTimeGoesToTheLargerOriginFromBothSides) {
  const ItemState mine = Written("a", 5, nullptr);
  const ItemState theirs = Written("b", 5, nullptr);

  EXPECT_EQ(Merge(&mine, theirs).state, Merge(&theirs, mine).state);
  EXPECT_EQ(Merge(&mine, theirs).state.value, theirs.value);
}

TEST(MergeTest, TwoExpiriesOfOneVersionAreNoConflict) {
  const ItemState put = Written("a", 5, nullptr);
  const ItemState here = Written("a", 6, &put, StateKind::kExpiry);
  const ItemState there = Written("b", 6, &put, StateKind::kExpiry);

  EXPECT_TRUE(Merge(&here, there).losers.empty());
  EXPECT_EQ(Merge(&here, there).state, Merge(&there, here).state);
}

TEST(MergeTest, OneVersionWithTwoContentsIsSettledTheSameWayFromBothSides) {
  ItemState one = Written("a", 5, nullptr);
  ItemState other = one;
  other.value->bytes = "damaged";

  EXPECT_EQ(Merge(&one, other).state, Merge(&other, one).state);
  EXPECT_TRUE(Merge(&one, other).losers.empty());
}

TEST(MergeTest, KeepsEveryPromiseOverRandomHistories) {
  HistoryCounts counts;

  EXPECT_EQ(FirstBroken(Merge, kHistories, counts), "");

  EXPECT_GT(counts.conflicts, 1000u);
  EXPECT_GT(counts.purges, 1000u);
  EXPECT_GT(counts.expiries, 1000u);
  EXPECT_GT(counts.expiry_pairs, 1000u);
  EXPECT_GT(counts.transfers, 1000u);
  EXPECT_GT(counts.writes_after_purge, 1000u);
}

// The histories must notice when merge is broken, else they prove nothing.
TEST(MergeTest, HistoriesNoticeThatWhatTheLoserSawIsForgotten) {
  HistoryCounts counts;
  const MergeFn forgets = [](const ItemState* current, const ItemState& incoming) {
    MergeOutcome outcome = Merge(current, incoming);
    outcome.state.version.seen = outcome.state.version.id() == incoming.version.id()
                                     ? incoming.version.seen
                                     : current->version.seen;
    return outcome;
  };

  EXPECT_NE(FirstBroken(forgets, 1000, counts), "");
}

TEST(MergeTest, HistoriesNoticeThatTheHorizonIsForgotten) {
  HistoryCounts counts;
  const MergeFn forgets = [](const ItemState* current, const ItemState& incoming) {
    MergeOutcome outcome = Merge(current, incoming);
    outcome.state.version.horizon = incoming.version.horizon;
    return outcome;
  };

  EXPECT_NE(FirstBroken(forgets, 1000, counts), "");
}

TEST(MergeTest, HistoriesNoticeThatTheLastToArriveWins) {
  HistoryCounts counts;
  const MergeFn arrival = [](const ItemState* current, const ItemState& incoming) {
    MergeOutcome outcome = Merge(current, incoming);
    const SeenVector seen = outcome.state.version.seen;
    outcome.state = incoming;
    outcome.state.version.seen = seen;
    return outcome;
  };

  EXPECT_NE(FirstBroken(arrival, 1000, counts), "");
}

TEST(MergeTest, HistoriesNoticeThatALoserIsDropped) {
  HistoryCounts counts;
  const MergeFn silent = [](const ItemState* current, const ItemState& incoming) {
    MergeOutcome outcome = Merge(current, incoming);
    outcome.losers.clear();
    return outcome;
  };

  EXPECT_NE(FirstBroken(silent, 1000, counts), "");
}

}  // namespace
}  // namespace meridian
