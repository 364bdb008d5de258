#include "streams/publisher.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/streams/publisher_world.h"

namespace meridian {
namespace {

using std::chrono::milliseconds;

constexpr Partition kP0{0};
constexpr Partition kP1{1};

// What a consumer takes from the log: drops what it has, fails on a gap.
std::vector<uint64_t> Consume(const std::vector<LogBatch>& batches) {
  std::vector<uint64_t> taken;
  uint64_t have = 0;
  for (const LogBatch& batch : batches) {
    if (batch.first_sequence == 0) continue;
    uint64_t expected = batch.first_sequence;
    std::string_view frames = batch.changes;
    while (!frames.empty()) {
      auto change = TakeChange(&frames);
      EXPECT_TRUE(change);
      EXPECT_EQ(change->header.sequence, expected++);
      if (change->header.sequence <= have) continue;
      EXPECT_EQ(change->header.sequence, have + 1) << "a gap";
      taken.push_back(have = change->header.sequence);
    }
    EXPECT_EQ(expected, batch.last_sequence + 1);
  }
  return taken;
}

TEST(PublisherTest, PublishesEveryChangeInOrderAndMovesTheCursor) {
  PublisherWorld world;
  world.StartNode();
  world.Run(1);
  for (int i = 0; i < 200; ++i) world.source.Commit(i % 2 == 0 ? kP0 : kP1);
  world.Run(1);

  EXPECT_EQ(Consume(world.Batches(kP0)).size(), 100u);
  EXPECT_EQ(Consume(world.Batches(kP1)).size(), 100u);
  EXPECT_EQ(world.source.Cursor(kP0, Sink::kRegionLog), 100u);
  EXPECT_EQ(world.publisher->Published()[kP0], 100u);
  EXPECT_TRUE(world.source.log_available());
}

TEST(PublisherTest, FillsTheHeaderOfABatch) {
  PublisherWorld world;
  world.source.Commit(kP1);
  world.source.Commit(kP1);
  world.StartNode();
  world.Run(1);

  const auto batches = world.Batches(kP1);

  ASSERT_EQ(batches.size(), 1u);
  EXPECT_EQ(batches[0].origin, kTestOrigin);
  EXPECT_EQ(batches[0].epoch, 1u);
  EXPECT_EQ(batches[0].partition, 1);
  EXPECT_EQ(batches[0].partitions, kTestPartitions);
  EXPECT_EQ(batches[0].first_sequence, 1u);
  EXPECT_EQ(batches[0].last_sequence, 2u);
  EXPECT_EQ(batches[0].horizon, HybridTime{70});
  EXPECT_EQ(batches[0].clock, HybridTime{90});
  EXPECT_EQ(batches[0].catalog_sequence, 2u);
}

TEST(PublisherTest, PacksManySmallChangesAndSendsALargeOneAlone) {
  PublisherWorld world;
  for (int i = 0; i < 100; ++i) world.source.Commit(kP0);
  world.source.Commit(kP0, static_cast<uint8_t>(Sink::kRegionLog), 600 * 1024);
  world.source.Commit(kP0);
  world.StartNode();
  world.Run(1);

  std::vector<uint64_t> sizes;
  for (const LogBatch& batch : world.Batches(kP0)) {
    sizes.push_back(batch.last_sequence - batch.first_sequence + 1);
  }

  EXPECT_THAT(sizes, testing::ElementsAre(64, 36, 1, 1));
}

TEST(PublisherTest, MovesTheCursorOverChangesThatTheSinkDoesNotNeed) {
  PublisherWorld world;
  world.StartNode();
  world.Run(1);
  world.source.Commit(kP0);
  world.source.Commit(kP0, static_cast<uint8_t>(Sink::kChangeStream));
  world.Run(1);

  EXPECT_EQ(world.source.Cursor(kP0, Sink::kRegionLog), 2u);
  EXPECT_EQ(Consume(world.Batches(kP0)).size(), 1u);
}

TEST(PublisherTest, PublishesConflictsToTheirTopic) {
  PublisherWorld world;
  world.StartNode();
  world.Run(1);
  world.source.Commit(kP0, static_cast<uint8_t>(Sink::kConflicts));
  world.Run(1);

  const std::string topic = ConflictsTopic(kTestOrigin.region);
  ASSERT_EQ(world.cluster.End(topic, 0), 1);
  std::string_view frame = world.cluster.At(topic, 0, 0).payload;
  EXPECT_EQ(TakeChange(&frame)->header.key, "key1");
  EXPECT_EQ(world.source.Cursor(kP0, Sink::kConflicts), 1u);
}

TEST(PublisherTest, PublishesAConflictAgainThatOnlyTheRegionLogIsKnownToHave) {
  PublisherWorld world;
  world.StartNode();
  world.Run(1);
  const auto both = static_cast<uint8_t>(Sink::kRegionLog) | static_cast<uint8_t>(Sink::kConflicts);
  world.source.Commit(kP0, static_cast<uint8_t>(both));
  world.Run(1);
  const std::string topic = ConflictsTopic(kTestOrigin.region);
  ASSERT_EQ(world.cluster.End(topic, 0), 1);

  // As if the process had died before Kafka took the message.
  world.source.RestartAt(kP0, Sink::kConflicts, 0);
  world.StartNode();
  world.Run(1);

  EXPECT_EQ(world.cluster.End(topic, 0), 2);
  EXPECT_EQ(world.source.Cursor(kP0, Sink::kConflicts), 1u);
}

TEST(PublisherTest, WritesTheCatalogAtEveryStart) {
  PublisherWorld world;
  world.registers = {{.name = "definition", .origin = kTestOrigin, .value = "x"}};
  world.source.Commit(kControlPartition);
  world.StartNode();
  world.Run(1);
  world.StartNode();
  world.Run(1);

  const auto batches = world.Batches(kControlPartition);

  ASSERT_EQ(batches.size(), 3u);
  EXPECT_EQ(batches[0].snapshot, world.registers);
  EXPECT_EQ(batches[0].first_sequence, 0u);
  EXPECT_EQ(batches[0].last_sequence, 0u);
  EXPECT_EQ(batches[1].first_sequence, 1u);
  EXPECT_EQ(batches[2].snapshot, world.registers);
  EXPECT_EQ(batches[2].last_sequence, 1u);
}

TEST(PublisherTest, OnlyTheLastPartOfALargeCatalogStandsForWhatWasPublished) {
  PublisherWorld world;
  world.registers.assign(3, {.name = "definition", .origin = kTestOrigin, .value = {}});
  for (Register& reg : world.registers) reg.value.assign(300'000, 'x');
  world.source.Commit(kControlPartition);
  world.StartNode();
  world.Run(1);
  world.StartNode();
  world.Run(1);

  const auto batches = world.Batches(kControlPartition);

  ASSERT_EQ(batches.size(), 5u);
  EXPECT_EQ(batches[2].first_sequence, 1u);
  EXPECT_EQ(batches[3].snapshot.size(), 2u);
  EXPECT_EQ(batches[3].last_sequence, 0u);
  EXPECT_EQ(batches[4].snapshot.size(), 1u);
  EXPECT_EQ(batches[4].last_sequence, 1u);
}

TEST(PublisherTest, WritesNoSnapshotOfACatalogThatCannotBeRead) {
  PublisherWorld world;
  const std::vector<Register> catalog{{.name = "definition", .origin = kTestOrigin, .value = "x"}};
  world.registers = catalog;
  world.source.Commit(kControlPartition);
  world.StartNode();
  world.Run(1);
  const size_t before = world.Batches(kControlPartition).size();

  world.registers.clear();
  world.StartNode();
  world.Run(5);
  EXPECT_EQ(world.Batches(kControlPartition).size(), before);
  EXPECT_FALSE(world.source.log_available());

  world.registers = catalog;
  world.Run(5);
  ASSERT_EQ(world.Batches(kControlPartition).size(), before + 1);
  EXPECT_EQ(world.Batches(kControlPartition).back().snapshot, catalog);
  EXPECT_TRUE(world.source.log_available());
}

TEST(PublisherTest, GoesOnBehindTheTailWhenTheCursorWasNotPersisted) {
  PublisherWorld world;
  world.StartNode();
  world.Run(1);
  for (int i = 0; i < 10; ++i) world.source.Commit(kP0);
  world.Run(1);
  const auto before = world.Batches(kP0).size();
  world.source.RestartAt(kP0, Sink::kRegionLog, 0);
  world.StartNode();
  world.Run(1);
  world.source.Commit(kP0);
  world.Run(1);

  EXPECT_EQ(world.Batches(kP0).size(), before + 1);
  EXPECT_EQ(world.source.Cursor(kP0, Sink::kRegionLog), 11u);
}

TEST(PublisherTest, RepeatsButNeverSkipsWhenProducersDie) {
  int runs_with_repeats = 0;
  for (uint64_t seed = 1; seed <= 200; ++seed) {
    PublisherWorld world(seed);
    world.plan.delay_max = milliseconds(seed % 2 == 0 ? 40 : 1500);
    world.plan.dies_appended = 0.05;
    world.plan.dies_lost = 0.05;
    world.plan.straggles = 0.3;
    world.StartNode();
    for (int i = 0; i < 300; ++i) {
      world.source.Commit(i % 3 == 0 ? kP0 : kP1);
      world.scheduler.Advance(milliseconds(world.random() % 100));
      if (world.random() % 100 == 0) world.StartNode();
    }
    world.plan.dies_appended = world.plan.dies_lost = 0;
    world.Run(60);

    ASSERT_EQ(Consume(world.Batches(kP0)).size(), 100u) << "seed " << seed;
    ASSERT_EQ(Consume(world.Batches(kP1)).size(), 200u) << "seed " << seed;
    ASSERT_EQ(world.source.Cursor(kP1, Sink::kRegionLog), 200u) << "seed " << seed;
    ASSERT_EQ(world.publisher->state(), PublisherState::kRunning);
    uint64_t sent = 0;
    for (const LogBatch& batch : world.Batches(kP1)) {
      sent += batch.last_sequence - batch.first_sequence + 1;
    }
    runs_with_repeats += sent > 200;
  }
  EXPECT_GT(runs_with_repeats, 20);
}

TEST(PublisherTest, SaysThatTheLogIsUnavailableWhileKafkaStalls) {
  PublisherWorld world;
  world.StartNode();
  world.Run(1);
  world.cluster.SetUp(false);
  world.source.Commit(kP0);
  world.Run(10);
  EXPECT_FALSE(world.source.log_available());

  world.cluster.SetUp(true);
  world.Run(3);

  EXPECT_TRUE(world.source.log_available());
  EXPECT_EQ(world.source.Cursor(kP0, Sink::kRegionLog), 1u);
}

TEST(PublisherTest, HaltsWhenKafkaLostWhatWasPublished) {
  PublisherWorld world;
  world.StartNode();
  world.Run(1);
  world.source.Commit(kP0);
  world.Run(1);
  world.cluster.Wipe();
  world.source.Commit(kP0);
  world.Run(10);

  EXPECT_EQ(world.publisher->state(), PublisherState::kHalted);
  EXPECT_FALSE(world.source.log_available());
  EXPECT_TRUE(world.Batches(kP0).empty());
}

TEST(PublisherTest, GoesOnWhenTheStoreCouldNotBeReadForAWhile) {
  PublisherWorld world;
  world.StartNode();
  world.Run(1);
  world.source.FailReads(true);
  world.source.Commit(kP0);
  world.Run(5);
  world.source.FailReads(false);
  world.Run(5);

  EXPECT_EQ(Consume(world.Batches(kP0)).size(), 1u);
}

TEST(PublisherTest, AHeartbeatThatMeetsADeadProducerBringsANewOne) {
  PublisherWorld world;
  world.StartNode();
  world.Run(1);
  world.bus->KillProducer();
  world.publisher->ProducerLost({Errc::kUnavailable, "as seen by the heartbeat"});
  EXPECT_EQ(world.publisher->state(), PublisherState::kChecking);

  world.Run(2);

  EXPECT_EQ(world.publisher->state(), PublisherState::kRunning);
}

}  // namespace
}  // namespace meridian
