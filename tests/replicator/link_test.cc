#include "replicator/link.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "streams/topics.h"
#include "tests/support/memory_bus.h"
#include "tests/support/region_in_memory.h"

namespace meridian {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;

const Origin kSource{.region = "src", .incarnation = 9};
constexpr uint16_t kPartitions = 4;

// A link of region "here" to a source that is written by hand.
class LinkTest : public testing::Test, private LinkListener {
 protected:
  LinkTest() : table_(here_.MakeTable("t", {"src"})) {
    for (const TopicSpec& topic : RegionTopics("src", 1, kPartitions, {})) {
      cluster_.MakeTopic(topic);
    }
    Beat(kSource, 1);
    StartLink();
  }
  ~LinkTest() override { link_.reset(); }

  void StartLink() {
    link_.reset();
    bus_ = std::make_unique<MemoryBus>(cluster_, here_.scheduler, plan_);
    link_ = std::make_unique<Link>("src", *bus_,
                                   IntakePorts{.scheduler = here_.scheduler,
                                               .wall = here_.clock,
                                               .store = *here_.replica,
                                               .catalog = *here_.catalog,
                                               .partitions = kPartitions,
                                               .options = options_},
                                   static_cast<LinkListener&>(*this));
    link_->Start();
    Run();
  }
  void Run() { here_.scheduler.Advance(milliseconds(500)); }

  void Beat(const Origin& origin, uint64_t epoch, uint16_t partitions = kPartitions) {
    Heartbeat beat{.origin = origin, .epoch = epoch, .partitions = partitions};
    beat.sequences.resize(partitions + 1u);
    beat.state = "ACTIVE";
    cluster_.Append(HeartbeatTopic("src"), 0, EncodeHeartbeat(beat));
  }
  Partition PartitionOf(const std::string& key) {
    return here_.region->map().OfSlot(RegionInMemory::KeyOf(key).slot);
  }
  // A put of `key` as the source logs it under `sequence`.
  Change PutOf(const std::string& key, uint64_t sequence, const std::string& value) {
    const ItemKey item_key = RegionInMemory::KeyOf(key);
    Item item;
    item.Set("pk", AttributeValue::S(key));
    item.Set("v", AttributeValue::S(value));
    Change change;
    change.sequence = sequence;
    change.table = table_->id;
    change.slot = item_key.slot;
    change.key = item_key.Encoded();
    change.state.kind = StateKind::kPut;
    change.state.value = Payload::Of(item);
    Version& version = change.state.version;
    version.origin = kSource;
    version.time = version.clock =
        HybridTime{HybridTime::FromMillis(here_.clock.NowMillis()).bits + sequence};
    version.seen.Raise(kSource, version.time, version.time);
    return change;
  }
  // Logs the changes, which are of one partition, as one batch.
  void Log(const std::vector<Change>& changes, const std::function<void(LogBatch&)>& edit = {}) {
    LogBatch batch{.origin = kSource, .epoch = 1, .partitions = kPartitions};
    const Partition partition = here_.region->map().OfSlot(changes[0].slot);
    batch.partition = static_cast<uint16_t>(partition);
    batch.first_sequence = changes.front().sequence;
    batch.last_sequence = changes.back().sequence;
    for (const Change& change : changes) AppendChange(change, true, &batch.changes);
    if (edit) edit(batch);
    cluster_.Append(LogTopic("src", 1), static_cast<int32_t>(partition), EncodeBatch(batch));
    Run();
  }
  std::string Read(const std::string& key) { return here_.Read(table_, key).value_or("-"); }
  // Another key of the same partition as `key`.
  std::string Neighbour(const std::string& key) {
    for (int i = 0;; ++i) {
      const std::string other = "n" + std::to_string(i);
      if (PartitionOf(other) == PartitionOf(key)) return other;
    }
  }

  RegionInMemory here_{"here"};
  TablePtr table_;
  MemoryCluster cluster_;
  ReplicatorOptions options_;
  FaultPlan plan_;
  std::unique_ptr<MemoryBus> bus_;
  std::unique_ptr<Link> link_;
  uint64_t applied_ = 0;  // The last sequence told.
  uint64_t parked_first_ = 0;
  std::map<Partition, std::optional<uint64_t>> held_;  // The first sequence told.
  std::optional<Origin> heard_;                        // Whose heartbeat was told last.

 private:
  void OnHeartbeat(const Heartbeat& heartbeat, bool) override { heard_ = heartbeat.origin; }
  void OnLinkApplied(const Origin&, Partition, uint64_t sequence) override { applied_ = sequence; }
  void OnLinkParked(const std::string&, Partition, uint64_t first) override {
    parked_first_ = first;
  }
  void OnLinkHeld(const std::string&, Partition partition, std::optional<uint64_t> first) override {
    held_[partition] = first;
  }
  void OnCatalogApplied() override {}
};

TEST_F(LinkTest, AppliesWhatIsLoggedAndGoesOnBehindItAfterARestart) {
  Log({PutOf("k", 1, "1")});
  StartLink();
  Log({PutOf("k", 2, "2")});

  EXPECT_EQ(Read("k"), "2");
  EXPECT_EQ(applied_, 2u);
  EXPECT_EQ(here_.replica->Positions(PartitionOf("k"))->at("src").offset, 1);
}

TEST_F(LinkTest, DropsARunThatARecoveringProducerRepeated) {
  Log({PutOf("k", 1, "1"), PutOf("k", 2, "2")});
  Log({PutOf("k", 1, "1"), PutOf("k", 2, "2")});
  Log({PutOf("k", 2, "2"), PutOf("k", 3, "3")});

  EXPECT_EQ(Read("k"), "3");
  EXPECT_EQ(link_->status().applied, 3u);
  EXPECT_EQ(link_->status().state, LinkState::kCatchup);
}

TEST_F(LinkTest, AGapFailsTheLinkAndAppliesNothingBehindIt) {
  Log({PutOf("k", 1, "1")});
  Log({PutOf("k", 3, "3")});

  EXPECT_EQ(Read("k"), "1");
  EXPECT_EQ(link_->status().state, LinkState::kFailed);
  EXPECT_THAT(link_->status().cause, HasSubstr("gap"));
}

TEST_F(LinkTest, AnOffsetOutOfRangeFailsTheLink) {
  Log({PutOf("k", 1, "1")});
  link_.reset();
  Log({PutOf("k", 2, "2")});
  Log({PutOf("k", 3, "3")});
  cluster_.DropBefore(LogTopic("src", 1), static_cast<int32_t>(PartitionOf("k")), 2);

  StartLink();

  EXPECT_EQ(link_->status().state, LinkState::kFailed);
}

TEST_F(LinkTest, AnotherIncarnationEpochOrPartitionCountFailsTheLink) {
  Beat({.region = "src", .incarnation = 10}, 1);
  Run();
  EXPECT_THAT(link_->status().cause, HasSubstr("new incarnation"));

  StartLink();
  EXPECT_EQ(link_->status().state, LinkState::kCatchup) << "nothing was applied of the earlier one";
  Beat({.region = "src", .incarnation = 10}, 2);
  Run();
  EXPECT_THAT(link_->status().cause, HasSubstr("epoch 2"));

  Beat({.region = "src", .incarnation = 10}, 2, 8);
  StartLink();
  EXPECT_THAT(link_->status().cause, HasSubstr("8 partitions"));
}

TEST_F(LinkTest, AHeartbeatOfAnotherIncarnationThanTheStoreHasIsNotBelieved) {
  Log({PutOf("k", 1, "1")});
  EXPECT_EQ(heard_, kSource);
  Beat({.region = "src", .incarnation = 10}, 1);
  heard_.reset();
  applied_ = 0;

  StartLink();

  EXPECT_THAT(link_->status().cause, HasSubstr("new incarnation"));
  EXPECT_EQ(heard_, std::nullopt);
  EXPECT_EQ(applied_, 0u);
}

TEST_F(LinkTest, AnUnknownRequiredFeatureFailsTheLink) {
  Log({PutOf("k", 1, "1")}, [](LogBatch& batch) { batch.required_features = 1; });

  EXPECT_EQ(link_->status().state, LinkState::kFailed);
  EXPECT_EQ(Read("k"), "-");
}

TEST_F(LinkTest, ABatchWaitsForTheCatalogThatItsWriterHad) {
  Log({PutOf("k", 1, "1")}, [](LogBatch& batch) { batch.catalog_sequence = 3; });
  EXPECT_EQ(Read("k"), "-");

  LogBatch control{.origin = kSource, .epoch = 1, .partitions = kPartitions};
  control.partition = static_cast<uint16_t>(kControlPartition);
  control.last_sequence = 3;
  cluster_.Append(ControlTopic("src"), 0, EncodeBatch(control));
  Run();

  EXPECT_EQ(Read("k"), "1");
}

TEST_F(LinkTest, AChangeThatCannotBeReadIsKeptAsideAndOnlyItsKeyWaits) {
  const std::string other = Neighbour("k");
  Log({PutOf("k", 1, "1"), PutOf(other, 2, "2"), PutOf("k", 3, "3")}, [](LogBatch& batch) {
    // In the middle of the first body: its header stays whole.
    batch.changes[batch.changes.size() / 3 - 20] ^= 1;
  });

  EXPECT_EQ(Read("k"), "-");
  EXPECT_EQ(Read(other), "2");
  EXPECT_EQ(link_->status().parked, 2u);
  EXPECT_EQ(parked_first_, 1u);
  EXPECT_EQ(applied_, 3u);

  StartLink();
  Log({PutOf("k", 4, "4"), PutOf(other, 5, "5")});

  EXPECT_EQ(Read("k"), "-");
  EXPECT_EQ(Read(other), "5");
  EXPECT_EQ(link_->status().parked, 3u);
}

TEST_F(LinkTest, ACatalogSnapshotCountsOnceItsLastPartWasRead) {
  Log({PutOf("k", 1, "1")}, [](LogBatch& batch) { batch.catalog_sequence = 3; });
  LogBatch part{.origin = kSource, .epoch = 1, .partitions = kPartitions};
  part.partition = static_cast<uint16_t>(kControlPartition);
  cluster_.Append(ControlTopic("src"), 0, EncodeBatch(part));
  Run();
  EXPECT_EQ(Read("k"), "-");

  part.last_sequence = 3;
  cluster_.Append(ControlTopic("src"), 0, EncodeBatch(part));
  Run();
  EXPECT_EQ(Read("k"), "1");
}

TEST_F(LinkTest, ASnapshotDoesNotClaimWhatIsKeptAside) {
  Log({PutOf("k", 1, "1")});
  Log({PutOf("k", 2, "2")}, [](LogBatch& batch) { batch.changes.back() ^= 1; });
  Log({PutOf(Neighbour("k"), 3, "3")});
  ASSERT_EQ(link_->status().parked, 1u);
  ASSERT_EQ(applied_, 3u);

  std::unique_ptr<StateCursor> cursor;
  here_.replica->Snapshot(table_, PartitionOf("k"), [&](auto made) { cursor = *std::move(made); });
  Run();

  EXPECT_EQ(cursor->cut().at(kSource), 1u);
}

TEST_F(LinkTest, ChangesOfTablesThatAreNotHereAreSkippedAndThePositionMoves) {
  Change foreign = PutOf("k", 1, "1");
  foreign.table.bytes[0] ^= 1;
  Log({foreign});

  EXPECT_EQ(Read("k"), "-");
  EXPECT_EQ(here_.replica->Positions(PartitionOf("k"))->at("src").sequence, 1u);
}

TEST_F(LinkTest, ChangesOfAPausedTableWaitOverARestartAndAreMergedWhenItGoesOn) {
  const auto fine = [](const Status& status) { EXPECT_TRUE(status); };
  Log({PutOf("k", 1, "1")});
  link_->PauseTable(table_->id, fine);
  Log({PutOf("k", 2, "2"), PutOf("k", 3, "3")});
  Log({PutOf("k", 4, "4")});
  EXPECT_EQ(Read("k"), "1");
  EXPECT_EQ(applied_, 4u);
  EXPECT_EQ(held_[PartitionOf("k")], 2u);

  StartLink();
  Log({PutOf("k", 5, "5")});
  EXPECT_EQ(Read("k"), "1");
  EXPECT_EQ(link_->HeldOf(table_->id), 4u);
  EXPECT_EQ(held_[PartitionOf("k")], 2u);

  link_->ResumeTable(table_->id, fine);
  Run();
  EXPECT_EQ(Read("k"), "5");
  EXPECT_EQ(link_->HeldOf(table_->id), 0u);
  EXPECT_EQ(held_[PartitionOf("k")], std::nullopt);

  StartLink();
  EXPECT_EQ(link_->HeldOf(table_->id), 0u);
}

TEST_F(LinkTest, ASnapshotDoesNotClaimWhatAPauseHoldsBack) {
  link_->PauseTable(table_->id, [](const Status&) {});
  Log({PutOf("k", 1, "1"), PutOf("k", 2, "2")});

  std::unique_ptr<StateCursor> cursor;
  here_.replica->Snapshot(table_, PartitionOf("k"), [&](auto made) { cursor = *std::move(made); });
  Run();

  EXPECT_EQ(cursor->cut().at(kSource), 0u);
}

TEST_F(LinkTest, APartitionThatKeepsAsManyAsItMayStopsUntilTheTableGoesOn) {
  options_.pending_changes_max = 2;
  StartLink();
  link_->PauseTable(table_->id, [](const Status&) {});
  Log({PutOf("k", 1, "1"), PutOf("k", 2, "2")});
  Log({PutOf("k", 3, "3")});

  EXPECT_EQ(applied_, 2u);
  EXPECT_THAT(link_->status().cause, HasSubstr("paused tables"));

  link_->ResumeTable(table_->id, [](const Status&) {});
  Run();

  EXPECT_EQ(Read("k"), "3");
  EXPECT_EQ(link_->status().cause, "");
}

TEST_F(LinkTest, WhatWasKeptForATableThatIsGoneIsDropped) {
  link_->PauseTable(table_->id, [](const Status&) {});
  Log({PutOf("k", 1, "1")});
  ASSERT_EQ(link_->HeldOf(table_->id), 1u);

  here_.catalog->Update(
      [id = table_->id](const CatalogView&) -> Result<std::vector<RegisterWrite>> {
        return std::vector<RegisterWrite>{{id, Replica{ReplicaStatus::kDeleted, "", ""}, "here"}};
      },
      [](const Status& status) { EXPECT_TRUE(status); });
  Run();
  link_->Poke();
  Run();

  EXPECT_EQ(link_->HeldOf(table_->id), 0u);
}

TEST_F(LinkTest, ADiskThatFillsUpForAWhileStopsNothingAndParksNothing) {
  here_.disk.SetFreeBytes(10);
  Log({PutOf("k", 1, "1")});
  here_.disk.SetFreeBytes(-1);
  Run();

  EXPECT_EQ(link_->status().state, LinkState::kCatchup);
  EXPECT_EQ(link_->status().parked, 0u);
  EXPECT_EQ(Read("k"), "1");
}

TEST_F(LinkTest, ALinkThatStartsWhileTheStoreRecoversGoesOnFromWhereItWas) {
  Log({PutOf("k", 1, "1")});
  // Every shard fails, and is closed for a moment.
  here_.disk.SetFreeBytes(10);
  for (int i = 0; i < 10; ++i) EXPECT_FALSE(here_.Put(table_, "x" + std::to_string(i), "1"));
  here_.disk.SetFreeBytes(-1);

  StartLink();
  Run();
  Log({PutOf("k", 2, "2")});

  EXPECT_EQ(link_->status().state, LinkState::kCatchup);
  EXPECT_EQ(link_->status().applied, 1u);
  EXPECT_EQ(Read("k"), "2");
}

}  // namespace
}  // namespace meridian
