#include "replicator/replicator.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "replicator/merge.h"
#include "tests/replicator/replicator_world.h"

namespace meridian {
namespace {

using std::chrono::milliseconds;
using testing::Each;

using Values = std::vector<std::string>;

class ReplicatorTest : public testing::Test {
 protected:
  ReplicatorTest() { world_.MakeTable("a", "t", {"b", "c"}); }
  ReplicatorWorld world_{{"a", "b", "c"}};
};

TEST_F(ReplicatorTest, AWriteInOneRegionIsReadInAll) {
  ASSERT_TRUE(world_.Put("a", "t", "k", "1"));
  world_.Run(milliseconds(20));

  EXPECT_EQ(world_.ReadAll("t", "k"), (Values{"1", "1", "1"}));
}

TEST_F(ReplicatorTest, ALinkThatWorksIsLiveAndItsLagSmall) {
  ASSERT_TRUE(world_.Put("a", "t", "k", "1"));
  world_.Run(milliseconds(1000));

  const LinkDescription link = world_.LinkOf("b", "a");

  EXPECT_EQ(link.state, "LIVE");
  EXPECT_LE(link.lag_millis, 500);
  EXPECT_EQ(link.pending_records, 0u);
  EXPECT_GE(link.applied_records, 1u);
}

TEST_F(ReplicatorTest, ConcurrentWritesHaveOneWinnerAndTheSameLosersEverywhere) {
  ASSERT_TRUE(world_.Put("a", "t", "k", "of a"));
  ASSERT_TRUE(world_.Put("b", "t", "k", "of b"));
  ASSERT_TRUE(world_.Put("c", "t", "k", "of c"));
  world_.Run(milliseconds(1000));

  EXPECT_EQ(world_.ReadAll("t", "k"), (Values{"of c", "of c", "of c"}));
  EXPECT_EQ(world_.Conflicts("a", "t").size(), 2u);
  EXPECT_EQ(world_.Conflicts("a", "t"), world_.Conflicts("b", "t"));
  EXPECT_EQ(world_.Conflicts("a", "t"), world_.Conflicts("c", "t"));
}

TEST_F(ReplicatorTest, WhileALinkIsCutItsLagGrowsASecondASecond) {
  world_.Run(milliseconds(1000));
  world_.Cut("a", "b");
  world_.Run(milliseconds(6000));
  const int64_t before = world_.LinkOf("b", "a").lag_millis;

  world_.Run(milliseconds(10'000));

  EXPECT_EQ(world_.LinkOf("b", "a").lag_millis - before, 10'000);
  EXPECT_EQ(world_.LinkOf("b", "a").state, "CONNECTING");
  EXPECT_EQ(world_.at("b").replicator->Regions()[1].state, "UNREACHABLE");
}

TEST_F(ReplicatorTest, RegionsThatWereCutConvergeWhenHealed) {
  world_.Cut("a", "b");
  for (int i = 0; i < 50; ++i) {
    ASSERT_TRUE(world_.Put("a", "t", "k" + std::to_string(i % 7), "a" + std::to_string(i)));
    ASSERT_TRUE(world_.Put("b", "t", "k" + std::to_string(i % 5), "b" + std::to_string(i)));
    world_.Run(milliseconds(3));
  }
  world_.Heal("a", "b");
  world_.Run(milliseconds(3000));

  for (int i = 0; i < 7; ++i) {
    const Values values = world_.ReadAll("t", "k" + std::to_string(i));
    EXPECT_THAT(values, Each(values[0]));
  }
  EXPECT_EQ(world_.Conflicts("a", "t"), world_.Conflicts("b", "t"));
  EXPECT_FALSE(world_.Conflicts("a", "t").empty());
}

TEST_F(ReplicatorTest, AnOrderThatContradictsTheClocksIsStillCausal) {
  world_.store("b").clock.Advance(-3000);
  ASSERT_TRUE(world_.Put("a", "t", "k", "first"));
  world_.Run(milliseconds(100));
  ASSERT_TRUE(world_.Put("b", "t", "k", "second"));
  world_.Run(milliseconds(100));

  EXPECT_EQ(world_.ReadAll("t", "k"), (Values{"second", "second", "second"}));
  EXPECT_TRUE(world_.Conflicts("a", "t").empty());
}

TEST_F(ReplicatorTest, ClockOffsetsAreMeasured) {
  world_.store("b").clock.Advance(-1000);
  world_.Run(milliseconds(40'000));

  EXPECT_NEAR(static_cast<double>(world_.at("a").replicator->Regions()[1].clock_offset_millis),
              -1000, 5);
  EXPECT_NEAR(static_cast<double>(world_.at("b").replicator->Regions()[1].clock_offset_millis),
              1000, 5);
}

TEST_F(ReplicatorTest, TombstonesArePurgedOnlyWhenEveryRegionHasThem) {
  const auto state = [&](const std::string& region) {
    return *world_.store(region).items->GetState(*world_.store(region).catalog->Find("t"),
                                                 RegionInMemory::KeyOf("k"));
  };
  ASSERT_TRUE(world_.Put("a", "t", "k", "1"));
  world_.Run(milliseconds(500));
  world_.Cut("c", "a");
  ASSERT_TRUE(world_.Delete("a", "t", "k"));
  world_.Run(milliseconds(60'000));
  EXPECT_TRUE(state("a").has_value());
  EXPECT_TRUE(state("b").has_value());

  world_.Heal("c", "a");
  world_.Run(milliseconds(5000));

  EXPECT_FALSE(state("a").has_value());
  EXPECT_FALSE(state("b").has_value());
  EXPECT_FALSE(state("c").has_value());
}

TEST_F(ReplicatorTest, ARegionThatCrashesGoesOnWhereItWas) {
  for (int i = 0; i < 20; ++i) {
    ASSERT_TRUE(world_.Put("a", "t", "k" + std::to_string(i), "1"));
    world_.Run(milliseconds(1));
    if (i % 7 == 3) world_.Restart("b");
    if (i % 7 == 5) world_.Restart("a");
  }
  world_.Run(milliseconds(3000));

  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(world_.ReadAll("t", "k" + std::to_string(i)), (Values{"1", "1", "1"}));
  }
  EXPECT_EQ(world_.LinkOf("b", "a").state, "LIVE");
}

TEST_F(ReplicatorTest, APauseHoldsTheLinkAndSurvivesARestart) {
  world_.at("b").replicator->Pause("a", std::nullopt, [](Status status) { EXPECT_TRUE(status); });
  world_.Run(milliseconds(10));
  world_.Restart("b");
  ASSERT_TRUE(world_.Put("a", "t", "k", "1"));
  world_.Run(milliseconds(1000));
  EXPECT_EQ(world_.ReadAll("t", "k"), (Values{"1", "-", "1"}));
  EXPECT_EQ(world_.LinkOf("b", "a").state, "PAUSED");

  world_.at("b").replicator->Resume("a", std::nullopt, [](Status status) { EXPECT_TRUE(status); });
  world_.Run(milliseconds(300));

  EXPECT_EQ(world_.ReadAll("t", "k"), (Values{"1", "1", "1"}));
  EXPECT_EQ(world_.LinkOf("b", "a").state, "LIVE");
}

TEST_F(ReplicatorTest, APausedTableWaitsWhileAnotherFlowsAndItsTombstonesStay) {
  world_.MakeTable("a", "u", {"b", "c"});
  const TableId id = world_.store("b").catalog->Find("t")->id;
  const auto tombstone = [&] {
    return world_.store("a")
        .items->GetState(*world_.store("a").catalog->Find("t"), RegionInMemory::KeyOf("k"))
        ->has_value();
  };
  const auto fine = [](const Status& status) { EXPECT_TRUE(status); };
  ASSERT_TRUE(world_.Put("a", "t", "k", "1"));
  world_.Run(milliseconds(1000));
  world_.at("b").replicator->Pause("a", id, fine);

  ASSERT_TRUE(world_.Delete("a", "t", "k"));
  ASSERT_TRUE(world_.Put("a", "u", "k", "2"));
  world_.Run(milliseconds(10'000));
  EXPECT_EQ(world_.ReadAll("t", "k"), (Values{"-", "1", "-"}));
  EXPECT_EQ(world_.ReadAll("u", "k"), (Values{"2", "2", "2"}));
  EXPECT_TRUE(tombstone());
  const auto held = world_.at("b").replicator->DescribeTable(id).held;
  ASSERT_TRUE(held.contains("a"));
  EXPECT_TRUE(held.at("a").paused);
  EXPECT_EQ(held.at("a").pending_records, 1u);

  world_.Restart("b");
  world_.Run(milliseconds(1000));
  EXPECT_EQ(world_.Read("b", "t", "k"), "1");
  world_.at("b").replicator->Resume("a", id, fine);
  world_.Run(milliseconds(5000));

  EXPECT_EQ(world_.ReadAll("t", "k"), (Values{"-", "-", "-"}));
  EXPECT_TRUE(world_.at("b").replicator->DescribeTable(id).held.empty());
  EXPECT_FALSE(tombstone());
}

TEST_F(ReplicatorTest, ARegionWhoseClockIsTooFarAheadWaitsInQuarantine) {
  world_.store("a").clock.Advance(8000);
  ASSERT_TRUE(world_.Put("a", "t", "k", "early"));
  world_.Run(milliseconds(1000));
  EXPECT_EQ(world_.LinkOf("b", "a").state, "QUARANTINED");
  EXPECT_EQ(world_.ReadAll("t", "k"), (Values{"early", "-", "-"}));

  world_.Run(milliseconds(3000));

  EXPECT_EQ(world_.ReadAll("t", "k"), (Values{"early", "early", "early"}));
  EXPECT_NE(world_.LinkOf("b", "a").state, "QUARANTINED");
}

TEST_F(ReplicatorTest, VerifyFindsEqualTablesEqualUnderWrites) {
  for (int i = 0; i < 100; ++i) ASSERT_TRUE(world_.Put("a", "t", "k" + std::to_string(i), "1"));
  world_.Run(milliseconds(1000));
  ASSERT_TRUE(world_.Put("b", "t", "k5", "in flight"));

  const auto report = world_.Verify("b", "t");

  ASSERT_TRUE(report) << report.error().message;
  EXPECT_TRUE(report->consistent);
  EXPECT_EQ(report->digests.size(), 12u);
  uint64_t items = 0;
  for (const auto& digest : report->digests) items += digest.region == "c" ? digest.items : 0;
  EXPECT_GE(items, 99u);  // Without what is in flight, perhaps.
}

TEST_F(ReplicatorTest, VerifyFindsADifferentValue) {
  ASSERT_TRUE(world_.Put("a", "t", "k", "1"));
  world_.Run(milliseconds(1000));
  // Behind everybody's back: merged into one region without a log.
  ItemState other;
  other.kind = StateKind::kPut;
  other.value = Payload{.bytes = "other"};
  other.version.origin = {.region = "z", .incarnation = 3};
  other.version.time = HybridTime::FromMillis(world_.store("c").clock.NowMillis());
  std::vector<IncomingChange> changes;
  const ItemKey key = RegionInMemory::KeyOf("k");
  changes.push_back({world_.store("c").catalog->Find("t"), key, other, std::nullopt});
  world_.store("c").replica->Apply(world_.store("c").region->map().OfSlot(key.slot),
                                   std::move(changes), Merge, {.source = "z"},
                                   [](Status status) { EXPECT_TRUE(status); });
  world_.Run(milliseconds(1000));

  const auto report = world_.Verify("a", "t");

  ASSERT_TRUE(report) << report.error().message;
  EXPECT_FALSE(report->consistent);
  ASSERT_EQ(report->differing.size(), 1u);
  EXPECT_EQ(report->differing[0].keys, 1u);
  EXPECT_LE(report->differing[0].first_slot, static_cast<uint32_t>(key.slot));
  EXPECT_GE(report->differing[0].last_slot, static_cast<uint32_t>(key.slot));
}

TEST_F(ReplicatorTest, VerifySaysWhichRegionCannotBeAsked) {
  world_.Cut("a", "c");

  const auto report = world_.Verify("a", "t");

  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, Errc::kUnavailable);
  EXPECT_THAT(report.error().message, testing::HasSubstr("Region c"));
}

// Fills a replica while all other regions go on writing; `mishap` happens in the middle.
void BackfillUnderWrites(ReplicatorWorld& world, const std::function<void(int step)>& mishap) {
  world.MakeTable("a", "f", {"b"});
  for (int i = 0; i < 300; ++i) ASSERT_TRUE(world.Put("a", "f", "k" + std::to_string(i), "old"));
  world.Run(milliseconds(200));
  std::mt19937_64 random(7);
  const auto write = [&](const std::string& region) {
    const std::string key = "k" + std::to_string(random() % 350);
    if (random() % 4 == 0) {
      ASSERT_TRUE(world.Delete(region, "f", key));
    } else {
      ASSERT_TRUE(world.Put(region, "f", key, region + std::to_string(random() % 1000)));
    }
  };

  world.answer_delay = milliseconds(20);
  world.AddReplica("a", "f", "c");
  for (int step = 0; step < 120; ++step) {
    write("a");
    write("b");
    if (step == 10) {
      EXPECT_EQ(world.StatusOf("c", "f", "c"), ReplicaStatus::kCreating) << "nothing to disturb";
    }
    mishap(step);
    world.Run(milliseconds(2));
  }
  world.Run(milliseconds(8000));

  for (const std::string asked : {"a", "b", "c"}) {
    EXPECT_EQ(world.StatusOf(asked, "f", "c"), ReplicaStatus::kActive) << asked;
  }
  for (int i = 0; i < 350; ++i) {
    const Values values = world.ReadAll("f", "k" + std::to_string(i));
    EXPECT_THAT(values, Each(values[0])) << i;
  }
  const auto report = world.Verify("c", "f");
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_TRUE(report->consistent);
}

ReplicatorOptions SmallChunks() {
  ReplicatorOptions options;
  options.chunk_states = 10;
  options.retry_delay = milliseconds(10);
  return options;
}

TEST(ReplicatorBackfillTest, ANewReplicaIsFilledUnderWrites) {
  ReplicatorWorld world({"a", "b", "c"}, SmallChunks());

  BackfillUnderWrites(world, [](int) {});
}

TEST(ReplicatorBackfillTest, ANewReplicaHasTheConflictsAndTheHorizonOfItsSource) {
  ReplicatorWorld world({"a", "b", "c"}, SmallChunks());
  world.MakeTable("a", "f", {"b"});
  for (int i = 0; i < 25; ++i) {
    const std::string key = "k" + std::to_string(i);
    ASSERT_TRUE(world.Put("a", "f", key, "of a"));
    ASSERT_TRUE(world.Put("b", "f", key, "of b"));
    ASSERT_TRUE(world.Delete("a", "f", "gone" + std::to_string(i)));
  }
  world.Run(milliseconds(5000));
  ASSERT_EQ(world.Conflicts("a", "f").size(), 25u);

  world.AddReplica("a", "f", "c");
  world.Run(milliseconds(2000));
  ASSERT_EQ(world.StatusOf("c", "f", "c"), ReplicaStatus::kActive);
  world.Cut("c", "a");
  world.Cut("c", "b");
  world.Restart("c");

  EXPECT_EQ(world.Conflicts("c", "f"), world.Conflicts("a", "f"));
  const auto written = world.Put("c", "f", "gone3", "again");
  ASSERT_TRUE(written);
  EXPECT_GT(written->version.horizon.bits, 0u);
}

TEST(ReplicatorBackfillTest, ABackfillSurvivesCrashesOfBothSides) {
  ReplicatorWorld world({"a", "b", "c"}, SmallChunks());

  BackfillUnderWrites(world, [&](int step) {
    if (step == 110) {
      EXPECT_EQ(world.StatusOf("c", "f", "c"), ReplicaStatus::kCreating);
    }
    if (step % 20 == 10) world.Restart("c");
    if (step % 35 == 20) world.Restart("a");
  });
}

TEST(ReplicatorBackfillTest, ABackfillTurnsToAnotherRegionWhenItsSourceIsGone) {
  ReplicatorWorld world({"a", "b", "c"}, SmallChunks());

  BackfillUnderWrites(world, [&](int step) {
    if (step == 10) world.at("c").plans["a"].connected = false;
    if (step == 11) world.Run(milliseconds(6000));
    if (step == 12) world.at("c").plans["a"].connected = true;
  });
}

TEST(ReplicatorBackfillTest, AReplicaDroppedWhileItIsFilledAndAddedAgainIsFilledFromTheBeginning) {
  ReplicatorWorld world({"a", "c"}, SmallChunks());
  world.MakeTable("a", "f", {});
  for (int i = 0; i < 300; ++i) ASSERT_TRUE(world.Put("a", "f", "k" + std::to_string(i), "v"));
  const TableId id = world.store("a").catalog->Find("f")->id;
  world.answer_delay = milliseconds(20);
  world.AddReplica("a", "f", "c");
  const auto percent = [&] { return world.at("c").replicator->DescribeTable(id).backfill_percent; };
  for (int i = 0; i < 1000 && (percent() < 40 || percent() == 100); ++i) {
    world.Run(milliseconds(10));
  }
  ASSERT_EQ(world.StatusOf("c", "f", "c"), ReplicaStatus::kCreating);

  world.store("c").catalog->Update(
      [id](const CatalogView&) -> Result<std::vector<RegisterWrite>> {
        return std::vector<RegisterWrite>{{id, Replica{ReplicaStatus::kDeleted, "", ""}, "c"}};
      },
      [](Status) {});
  world.Run(milliseconds(2000));
  world.AddReplica("a", "f", "c");
  world.Run(milliseconds(8000));

  EXPECT_EQ(world.StatusOf("c", "f", "c"), ReplicaStatus::kActive);
  for (int i = 0; i < 300; ++i) {
    EXPECT_EQ(world.Read("c", "f", "k" + std::to_string(i)), "v") << i;
  }
}

TEST(ReplicatorBackfillTest, DeletesThatOvertakeAnOldSnapshotAreKeptUntilItIsMerged) {
  ReplicatorWorld world({"a", "b", "c"}, SmallChunks());
  world.MakeTable("a", "f", {"b"});
  for (int i = 0; i < 20; ++i) ASSERT_TRUE(world.Put("a", "f", "k" + std::to_string(i), "old"));
  world.Run(milliseconds(500));
  const auto tombstones = [&](const std::string& region) {
    size_t count = 0;
    for (int i = 0; i < 20; ++i) {
      const auto state = world.store(region).items->GetState(
          *world.store(region).catalog->Find("f"), RegionInMemory::KeyOf("k" + std::to_string(i)));
      if (state->has_value() && !(*state)->state.live()) ++count;
    }
    return count;
  };
  world.answer_delay = milliseconds(20'000);
  world.AddReplica("a", "f", "c");
  world.Run(milliseconds(1000));
  world.answer_delay = milliseconds(0);

  for (int i = 0; i < 20; ++i) ASSERT_TRUE(world.Delete("a", "f", "k" + std::to_string(i)));
  world.Run(milliseconds(10'000));
  EXPECT_EQ(tombstones("a"), 20u);
  EXPECT_EQ(tombstones("c"), 20u);
  EXPECT_EQ(world.at("c").replicator->Describe()[0].state, "BACKFILL");
  world.Run(milliseconds(20'000));

  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(world.ReadAll("f", "k" + std::to_string(i)), (Values{"-", "-", "-"}));
  }
  EXPECT_EQ(tombstones("a") + tombstones("b") + tombstones("c"), 0u);
  EXPECT_EQ(world.StatusOf("a", "f", "c"), ReplicaStatus::kActive);
}

}  // namespace
}  // namespace meridian
