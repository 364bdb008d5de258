#include "storage/table/replicated_store.h"

#include <gtest/gtest.h>

#include "tests/support/region_in_memory.h"

namespace meridian {
namespace {

// Last writer wins, as simply as it can be said; the real one is the replicator's.
MergeOutcome NewerWins(const ItemState* current, const ItemState& incoming) {
  if (current == nullptr) return {incoming, {}};
  const bool concurrent = Classify(current->version, incoming.version) == Causality::kConcurrent;
  const bool newer = Order(incoming.version, current->version) > 0;
  MergeOutcome outcome{newer ? incoming : *current, {}};
  outcome.state.version.seen.Merge((newer ? *current : incoming).version.seen);
  if (concurrent) outcome.losers.push_back(newer ? *current : incoming);
  return outcome;
}

ItemState StateBy(const std::string& region, int64_t millis, const std::string& value) {
  ItemState state;
  state.kind = StateKind::kPut;
  state.version.origin = {region, 7};
  state.version.time = state.version.clock = HybridTime::FromMillis(millis);
  state.version.seen.Raise(state.version.origin, state.version.time, state.version.time);
  Item item;
  item.Set("pk", AttributeValue::S("k"));
  item.Set("v", AttributeValue::S(value));
  state.value = Payload::Of(item);
  return state;
}

class ReplicatedStoreTest : public testing::Test {
 protected:
  ReplicatedStoreTest() : region_("us-east-1"), table_(region_.MakeTable("g", {"eu-west-1"})) {}

  Partition PartitionOfK() { return region_.region->map().OfSlot(RegionInMemory::KeyOf("k").slot); }

  Status Apply(std::vector<ItemState> states, std::optional<Position> position = std::nullopt) {
    std::vector<IncomingChange> changes;
    for (ItemState& state : states) {
      changes.push_back({table_, RegionInMemory::KeyOf("k"), std::move(state), std::nullopt});
    }
    return Run(std::move(changes), position);
  }
  Status Run(std::vector<IncomingChange> changes, std::optional<Position> position) {
    Status answer;
    region_.replica->Apply(PartitionOfK(), std::move(changes), NewerWins,
                           {.source = "eu-west-1", .position = position},
                           [&](Status status) { answer = std::move(status); });
    region_.Run();
    return answer;
  }
  std::vector<Conflict> Conflicts() {
    const auto page = region_.items->Conflicts(*table_, std::nullopt, 100, "");
    EXPECT_TRUE(page);
    std::vector<Conflict> conflicts;
    for (const auto& row : page->rows) conflicts.push_back(row.conflict);
    return conflicts;
  }

  RegionInMemory region_;
  TablePtr table_;
};

TEST_F(ReplicatedStoreTest, DataAndPositionAreOneBatch) {
  const Position position{{"eu-west-1", 7}, 1, 41, 5};
  ASSERT_TRUE(Apply({StateBy("eu-west-1", 1'700'000'000'500, "theirs")}, position));

  region_.Crash();

  EXPECT_EQ(region_.Read(region_.catalog->Find("g"), "k"), "theirs");
  EXPECT_EQ(region_.replica->Positions(PartitionOfK())->at("eu-west-1"), position);
}

TEST_F(ReplicatedStoreTest, AReplicatedChangeIsNotLoggedAgain) {
  ASSERT_TRUE(Apply({StateBy("eu-west-1", 1'700'000'000'500, "theirs")}));

  EXPECT_EQ(region_.changes->LastSequence(PartitionOfK()), 0u);
}

TEST_F(ReplicatedStoreTest, ALosingVersionIsKeptAndToldBeforeAnyLaterWriteOfItsKey) {
  ASSERT_TRUE(region_.Put(table_, "k", "mine"));
  ASSERT_TRUE(Apply({StateBy("eu-west-1", 1'600'000'000'000, "theirs")}));
  ASSERT_TRUE(region_.Put(table_, "k", "later"));

  ASSERT_EQ(Conflicts().size(), 1u);
  EXPECT_EQ(Conflicts()[0].loser.version.origin.region, "eu-west-1");
  EXPECT_EQ(Conflicts()[0].winner.version.origin.region, "us-east-1");
  const auto page = region_.changes->Read(PartitionOfK(), Sink::kRegionLog, 0, 1 << 20);
  ASSERT_TRUE(page);
  ASSERT_EQ(page->changes.size(), 3u);
  EXPECT_EQ(page->changes[1]->kind, ChangeKind::kConflict);
  EXPECT_EQ(page->changes[2]->sequence, 3u);
}

TEST_F(ReplicatedStoreTest, TheSameChangeAgainChangesNothingAndIsNoNewConflict) {
  ASSERT_TRUE(region_.Put(table_, "k", "mine"));
  const ItemState theirs = StateBy("eu-west-1", 1'600'000'000'000, "theirs");
  ASSERT_TRUE(Apply({theirs}));
  const uint64_t sequence = region_.changes->LastSequence(PartitionOfK());

  ASSERT_TRUE(Apply({theirs, theirs}));

  EXPECT_EQ(Conflicts().size(), 1u);
  EXPECT_EQ(region_.changes->LastSequence(PartitionOfK()), sequence);
}

TEST_F(ReplicatedStoreTest, AConflictRecordOfAnotherRegionIsStoredOnce) {
  const Conflict conflict{.winner = StateBy("ap-south-1", 1'600'000'000'002, "w"),
                          .loser = StateBy("eu-west-1", 1'600'000'000'001, "l"),
                          .resolved_at_millis = 5,
                          .resolved_in = "ap-south-1"};
  for (int i = 0; i < 2; ++i) {
    std::vector<IncomingChange> changes;
    changes.push_back({table_, RegionInMemory::KeyOf("k"), {}, conflict});
    ASSERT_TRUE(Run(std::move(changes), std::nullopt));
  }

  ASSERT_EQ(Conflicts().size(), 1u);
  EXPECT_EQ(Conflicts()[0], conflict);
  EXPECT_EQ(region_.changes->LastSequence(PartitionOfK()), 0u);
}

TEST_F(ReplicatedStoreTest, TombstonesGoOnlyWhenTheHorizonCoversThem) {
  ASSERT_TRUE(region_.Put(table_, "k", "1"));
  const auto deleted = region_.Delete(table_, "k");
  ASSERT_TRUE(deleted);
  const auto purge = [&] {
    size_t purged = 0;
    region_.replica->PurgeTombstones(PartitionOfK(), 100,
                                     [&](Result<size_t> r) { purged = r.has_value() ? *r : 999; });
    region_.Run();
    return purged;
  };

  region_.replica->SetHorizon(PartitionOfK(), HybridTime{deleted->version.time.bits - 1});
  EXPECT_EQ(purge(), 0u);
  region_.replica->SetHorizon(PartitionOfK(), deleted->version.time);
  EXPECT_EQ(purge(), 1u);

  const auto state = region_.items->GetState(*table_, RegionInMemory::KeyOf("k"));
  ASSERT_TRUE(state);
  EXPECT_FALSE(state->has_value());
}

TEST_F(ReplicatedStoreTest, WhatWasPurgedWasSeenAlsoByWritesAfterARestart) {
  const auto deleted = region_.Delete(table_, "k");
  ASSERT_TRUE(deleted);
  region_.replica->SetHorizon(PartitionOfK(), deleted->version.time);
  region_.replica->PurgeTombstones(PartitionOfK(), 100, [](Result<size_t>) {});
  region_.Run();

  region_.Crash();
  const auto written = region_.Put(region_.catalog->Find(table_->name), "k", "1");

  ASSERT_TRUE(written);
  EXPECT_EQ(Classify(written->version, deleted->version), Causality::kAfter);
}

TEST_F(ReplicatedStoreTest, AWriteOverATombstoneKeepsItFromBeingPurged) {
  const auto deleted = region_.Delete(table_, "k");
  ASSERT_TRUE(deleted);
  ASSERT_TRUE(region_.Put(table_, "k", "again"));
  region_.replica->SetHorizon(PartitionOfK(), HybridTime::FromMillis(2'000'000'000'000));

  region_.replica->PurgeTombstones(PartitionOfK(), 100, [](Result<size_t>) {});
  region_.Run();

  EXPECT_EQ(region_.Read(table_, "k"), "again");
}

TEST_F(ReplicatedStoreTest, AWatermarkCoversEveryWriteBeforeItAndNoneAfter) {
  const auto before = region_.Put(table_, "k", "1");
  region_.clock.Advance(1);
  std::optional<Watermark> watermark;
  region_.replica->ReadWatermark([&](Result<Watermark> r) { watermark = *std::move(r); });
  region_.Run();
  const auto after = region_.Put(table_, "k", "2");

  ASSERT_TRUE(watermark.has_value());
  EXPECT_LT(before->version.clock, watermark->clock);
  EXPECT_GT(after->version.clock, watermark->clock);
  EXPECT_EQ(watermark->sequences[static_cast<size_t>(PartitionOfK())], 1u);
  EXPECT_EQ(watermark->sequences.size(), 5u);
}

TEST_F(ReplicatedStoreTest, ASnapshotHasEveryStateAndItsCut) {
  ASSERT_TRUE(region_.Put(table_, "k", "1"));
  ASSERT_TRUE(Apply({}, Position{{"eu-west-1", 7}, 1, 41, 5}));
  std::unique_ptr<StateCursor> cursor;
  region_.replica->Snapshot(table_, PartitionOfK(), [&](auto r) { cursor = *std::move(r); });
  region_.Run();
  ASSERT_TRUE(region_.Delete(table_, "k"));

  ASSERT_NE(cursor, nullptr);
  ASSERT_TRUE(cursor->Valid());
  EXPECT_TRUE(cursor->Read()->state.live());
  EXPECT_EQ(cursor->key(), RegionInMemory::KeyOf("k").Encoded());
  cursor->Next();
  EXPECT_FALSE(cursor->Valid());
  EXPECT_EQ(cursor->cut().at(region_.region->origin()), 1u);
  EXPECT_EQ(cursor->cut().at(Origin{"eu-west-1", 7}), 5u);
}

TEST_F(ReplicatedStoreTest, RowsOfTheLogGoWhenKafkaAndEveryReplicaHaveThem) {
  for (int i = 0; i < 10; ++i) ASSERT_TRUE(region_.Put(table_, "k", "1"));
  region_.changes->Advance(PartitionOfK(), Sink::kRegionLog, 1000);
  region_.replica->ReleaseLog(PartitionOfK(), 5);
  ASSERT_TRUE(region_.Put(table_, "k", "1"));
  region_.Crash();

  const auto page = region_.changes->Read(PartitionOfK(), Sink::kRegionLog, 0, 1 << 20);

  ASSERT_TRUE(page);
  ASSERT_FALSE(page->changes.empty());
  EXPECT_EQ(page->changes.front()->sequence, 6u);
  EXPECT_EQ(region_.changes->Cursor(PartitionOfK(), Sink::kRegionLog), 1000u);
}

TEST_F(ReplicatedStoreTest, NotesAreDurable) {
  region_.replica->WriteNote("paused/eu-west-1", "yes", [](Status) {});
  region_.Run();
  region_.Crash();

  EXPECT_EQ(*region_.replica->ReadNote("paused/eu-west-1"), "yes");
  EXPECT_EQ(*region_.replica->ReadNote("other"), std::nullopt);
}

}  // namespace
}  // namespace meridian
