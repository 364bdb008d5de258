#include "replicator/watermarks.h"

#include <gtest/gtest.h>

#include <random>

namespace meridian {
namespace {

const Origin kHere{.region = "here", .incarnation = 1};
const Origin kThere{.region = "there", .incarnation = 2};

Heartbeat Beat(const Origin& origin, uint64_t clock, std::vector<uint64_t> sequences,
               std::vector<Heartbeat::Mark> marks = {}) {
  Heartbeat beat;
  beat.origin = origin;
  beat.clock = HybridTime{clock};
  beat.sequences = std::move(sequences);
  beat.marks = std::move(marks);
  return beat;
}

Heartbeat::Mark MarkOf(const Origin& origin, std::vector<uint64_t> sequences) {
  return {.origin = origin, .applied = sequences, .acknowledged = sequences};
}

TEST(WatermarkHistoryTest, ReachesTheGreatestClockAtOrBelowASequence) {
  WatermarkHistory history;
  history.Add(0, HybridTime{10});
  history.Add(0, HybridTime{20});
  history.Add(5, HybridTime{30});

  EXPECT_EQ(history.Reached(4).bits, 20u);
  EXPECT_EQ(history.Reached(5).bits, 30u);
}

TEST(WatermarkHistoryTest, WhenThinnedOutNeverReachesMoreThanWasSaid) {
  WatermarkHistory history;
  for (uint64_t i = 1; i <= 10'000; ++i) history.Add(i, HybridTime{i * 10});

  for (uint64_t i = 1; i <= 10'000; i += 7) EXPECT_LE(history.Reached(i).bits, i * 10);
  EXPECT_EQ(history.Reached(10'000).bits, 100'000u);
}

TEST(WatermarksTest, AWatermarkIsBelievedOnceItsSequenceIsApplied) {
  Watermarks marks(kHere, {"there"}, 1);
  marks.Hear(Beat(kThere, 100, {3, 0}));

  EXPECT_EQ(marks.Believed("there", 0).bits, 0u);
  EXPECT_EQ(marks.Believed("there", 1).bits, 100u);
  EXPECT_EQ(marks.Pending("there"), 3u);

  marks.Applied(kThere, 0, 3);

  EXPECT_EQ(marks.Believed("there").bits, 100u);
  EXPECT_EQ(marks.Pending("there"), 0u);
}

TEST(WatermarksTest, TheHorizonNeedsEveryRegion) {
  Watermarks marks(kHere, {"there", "silent"}, 1);
  marks.Own(HybridTime{90}, {0, 0});
  marks.Hear(Beat(kThere, 100, {0, 0}, {MarkOf(kHere, {0, 0})}));

  EXPECT_EQ(marks.Horizon(0).bits, 0u);
}

TEST(WatermarksTest, TheHorizonIsTheLeastClockThatEveryRegionAcknowledged) {
  Watermarks marks(kHere, {"there"}, 1);
  marks.Own(HybridTime{90}, {4, 0});
  marks.Hear(Beat(kThere, 100, {2, 0}, {MarkOf(kHere, {3, 0})}));
  marks.Applied(kThere, 0, 2);

  EXPECT_EQ(marks.Horizon(0).bits, 0u);
  EXPECT_EQ(marks.Released(0), 3u);

  marks.Hear(Beat(kThere, 110, {2, 0}, {MarkOf(kHere, {4, 0})}));

  EXPECT_EQ(marks.Horizon(0).bits, 90u);
  EXPECT_EQ(marks.Released(0), 4u);
}

TEST(WatermarksTest, MarksOfAnotherIncarnationProveNothing) {
  Watermarks marks(kHere, {"there"}, 1);
  marks.Own(HybridTime{90}, {4, 0});
  const Origin earlier{.region = "here", .incarnation = 99};
  marks.Hear(Beat(kThere, 100, {0, 0}, {MarkOf(earlier, {9, 9})}));

  EXPECT_EQ(marks.Released(0), 0u);
}

TEST(WatermarksTest, NothingOfAnEarlierIncarnationIsCountedForTheNext) {
  Watermarks marks(kHere, {"there"}, 1);
  marks.Own(HybridTime{90}, {4, 0});
  marks.Hear(Beat(kThere, 50, {7, 0}, {MarkOf(kHere, {4, 0})}));
  marks.Applied(kThere, 0, 7);
  ASSERT_EQ(marks.Horizon(0).bits, 50u);

  const Origin next{.region = "there", .incarnation = 3};
  marks.Hear(Beat(next, 200, {5, 0}, {MarkOf(kHere, {2, 0})}));

  EXPECT_EQ(marks.Believed("there", 0).bits, 0u);
  EXPECT_EQ(marks.Pending("there"), 5u);
  EXPECT_EQ(marks.Marks()[0].acknowledged[0], 0u);
  EXPECT_EQ(marks.Released(0), 2u);
  EXPECT_EQ(marks.Horizon(0).bits, 50u);
}

TEST(WatermarksTest, ALimitHoldsAcknowledgementsAndTheHorizonUntilItIsLifted) {
  Watermarks marks(kHere, {"there"}, 1);
  marks.Limit("backfill", "there", 0, 5);
  marks.Own(HybridTime{200}, {0, 0});
  marks.Hear(Beat(kThere, 50, {5, 0}, {MarkOf(kHere, {0, 0})}));
  marks.Hear(Beat(kThere, 100, {9, 0}, {MarkOf(kHere, {0, 0})}));
  marks.Applied(kThere, 0, 9);

  EXPECT_EQ(marks.Marks()[0].applied[0], 9u);
  EXPECT_EQ(marks.Marks()[0].acknowledged[0], 5u);
  EXPECT_EQ(marks.Horizon(0).bits, 50u);

  marks.Unlimit("backfill");
  marks.Applied(kThere, 0, 9);

  EXPECT_EQ(marks.Marks()[0].acknowledged[0], 9u);
  EXPECT_EQ(marks.Horizon(0).bits, 100u);
}

// Three regions with one partition: random writes, deliveries and heartbeats. Whatever happens, a
// write at or below anybody's horizon has been acknowledged by everybody.
TEST(WatermarksTest, EverythingBelowTheHorizonWasAppliedEverywhere) {
  const std::vector<std::string> names{"a", "b", "c"};
  size_t raised = 0;
  for (uint64_t seed = 0; seed < 300; ++seed) {
    std::mt19937_64 random(seed);
    struct Region {
      Origin origin;
      uint64_t clock = 0;
      std::vector<uint64_t> log;  // Clocks of its writes.
      size_t applied[3] = {};
      std::vector<Heartbeat> beats;
      size_t heard[3] = {};
      std::unique_ptr<Watermarks> marks;
    } regions[3];
    for (size_t i = 0; i < 3; ++i) {
      regions[i].origin = {.region = names[i], .incarnation = i + 1};
      regions[i].clock = random() % 50;
      std::vector<std::string> peers = names;
      peers.erase(peers.begin() + static_cast<ptrdiff_t>(i));
      regions[i].marks = std::make_unique<Watermarks>(regions[i].origin, peers, 1);
    }
    for (size_t step = 0; step < 400; ++step) {
      const size_t at = random() % 3;
      const size_t from = (at + 1 + random() % 2) % 3;
      Region& region = regions[at];
      region.clock += 1 + random() % 5;
      switch (random() % 5) {
        case 0: region.log.push_back(region.clock); break;
        case 1:
        case 2:
          if (region.applied[from] < regions[from].log.size()) {
            region.marks->Applied(regions[from].origin, 0, ++region.applied[from]);
          }
          break;
        case 3:
          region.marks->Own(HybridTime{region.clock}, {region.log.size(), 0});
          region.beats.push_back(
              Beat(region.origin, region.clock, {region.log.size(), 0}, region.marks->Marks()));
          break;
        default:
          if (region.heard[from] < regions[from].beats.size()) {
            region.marks->Hear(regions[from].beats[region.heard[from]++]);
          }
      }
      const HybridTime horizon = region.marks->Horizon(0);
      if (horizon.bits > 0) ++raised;
      for (size_t origin = 0; origin < 3; ++origin) {
        for (size_t i = 0; i < regions[origin].log.size(); ++i) {
          if (regions[origin].log[i] > horizon.bits) continue;
          for (size_t replica = 0; replica < 3; ++replica) {
            ASSERT_TRUE(replica == origin || regions[replica].applied[origin] > i) << seed;
          }
        }
      }
    }
  }
  EXPECT_GT(raised, 10'000u);
}

}  // namespace
}  // namespace meridian
