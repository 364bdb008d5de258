#include "streams/log_start.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/streams/publisher_world.h"

namespace meridian {
namespace {

constexpr Partition kP0{0};
const Origin kOtherOrigin{"us-east-1", 0x1234};

struct Case {
  const char* name;
  PartitionTail tail;
  StoredLog stored;
  LogVerdict verdict;
};

LogTail TailAt(uint64_t last) { return {kTestOrigin, 3, kTestPartitions, last}; }
PartitionTail Filled(LogTail tail) { return {tail, 100}; }

PartitionTail Altered(void (*alter)(LogTail&)) {
  LogTail tail = TailAt(5);
  alter(tail);
  return Filled(tail);
}

const Case kCases[] = {
    {"FirstStart", {std::nullopt, 0}, {0, 0}, LogVerdict::kGoOn},
    {"NothingPublishedYet", {std::nullopt, 0}, {7, 0}, LogVerdict::kGoOn},
    {"UpToDate", Filled(TailAt(7)), {7, 7}, LogVerdict::kGoOn},
    {"CursorNotPersisted", Filled(TailAt(7)), {9, 5}, LogVerdict::kGoOn},
    {"RetentionEmptiedIt", {std::nullopt, 50}, {7, 7}, LogVerdict::kGoOn},
    {"OlderDisk", Filled(TailAt(8)), {7, 7}, LogVerdict::kLogAhead},
    {"EmptiedDisk", Filled(TailAt(1)), {0, 0}, LogVerdict::kLogAhead},
    {"KafkaLostTheEnd", Filled(TailAt(6)), {9, 7}, LogVerdict::kLogBehind},
    {"KafkaLostEverything", {std::nullopt, 0}, {7, 7}, LogVerdict::kLogBehind},
    {"CountersContradict", Filled(TailAt(7)), {7, 8}, LogVerdict::kGap},
    {"OtherRegion",
     Altered([](LogTail& t) { t.origin = kOtherOrigin; }),
     {5, 5},
     LogVerdict::kOtherRegion},
    {"OtherDirectory",
     Altered([](LogTail& t) { t.origin.incarnation = 9; }),
     {5, 5},
     LogVerdict::kOtherIncarnation},
    {"LaterEpoch", Altered([](LogTail& t) { t.epoch = 4; }), {5, 5}, LogVerdict::kOtherEpoch},
    {"EarlierEpochOfTheControlTopic",
     Altered([](LogTail& t) { t.epoch = 2; }),
     {5, 5},
     LogVerdict::kGoOn},
    {"OtherPartitions",
     Altered([](LogTail& t) { t.partitions = 9; }),
     {5, 5},
     LogVerdict::kOtherPartitions},
};

TEST(JudgeLogTest, DecidesEachCase) {
  const LogIdentity identity{.origin = kTestOrigin, .epoch = 3, .partitions = kTestPartitions};
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.name);

    const LogVerdict verdict = JudgeLog(c.tail, c.stored, identity);

    EXPECT_EQ(verdict, c.verdict);
    if (verdict == LogVerdict::kGoOn) continue;
    const Error refusal = RefusalOf(verdict, kP0, c.tail, c.stored, identity);
    EXPECT_EQ(refusal.code, Errc::kInUse);
    EXPECT_THAT(refusal.message, testing::HasSubstr("meridian.eu-west-1.log.3/0: the log"));
  }
}

struct LogStartTest : testing::Test {
  LogStartTest() { Reset(); }
  void Reset() { bus = std::make_unique<MemoryBus>(world.cluster, world.scheduler, world.plan); }
  void Begin(WithoutLog without_log) {
    start = std::make_unique<LogStart>(world.source, *bus, world.scheduler, world.identity,
                                       without_log);
    start->Run([this](Status status) { result = std::move(status); });
  }

  PublisherWorld world;
  std::unique_ptr<MemoryBus> bus;
  std::unique_ptr<LogStart> start;
  std::optional<Status> result;
};

TEST_F(LogStartTest, MakesTheTopicsAtTheFirstStart) {
  Begin(WithoutLog::kWait);
  world.Run(1);

  ASSERT_TRUE(result.has_value());
  EXPECT_TRUE(result->has_value());
  EXPECT_THAT(world.cluster.TopicNames(),
              testing::ElementsAre("meridian.eu-west-1.conflicts", "meridian.eu-west-1.control",
                                   "meridian.eu-west-1.heartbeat", "meridian.eu-west-1.log.1"));
}

TEST_F(LogStartTest, WaitsWhileKafkaIsAway) {
  world.cluster.SetUp(false);
  Begin(WithoutLog::kWait);
  world.Run(60);
  EXPECT_FALSE(result.has_value());

  world.cluster.SetUp(true);
  world.Run(10);

  ASSERT_TRUE(result.has_value());
  EXPECT_TRUE(result->has_value());
}

TEST_F(LogStartTest, GoesOnWithoutKafkaIfToldTo) {
  world.cluster.SetUp(false);
  Begin(WithoutLog::kGoOn);
  world.Run(3);

  ASSERT_TRUE(result.has_value());
  EXPECT_TRUE(result->has_value());
}

TEST_F(LogStartTest, RefusesADirectoryThatIsOlderThanTheLog) {
  world.StartNode();
  world.Run(1);
  for (int i = 0; i < 5; ++i) world.source.Commit(kP0);
  world.Run(1);
  world.publisher.reset();
  world.source.RestartAt(kP0, Sink::kRegionLog, 0);
  world.source.Forget(kP0, 3);

  Begin(WithoutLog::kWait);
  world.Run(1);

  ASSERT_TRUE(result.has_value());
  ASSERT_FALSE(result->has_value());
  EXPECT_EQ(result->error().code, Errc::kInUse);
  EXPECT_THAT(result->error().message, testing::HasSubstr("older copy"));
}

TEST_F(LogStartTest, LooksBehindALateRunOfADeadProducer) {
  world.StartNode();
  world.Run(1);
  for (int i = 0; i < 5; ++i) {
    world.source.Commit(kP0);
    world.Run(1);
  }
  world.publisher.reset();
  const std::string topic = world.identity.TopicOf(kP0);
  world.cluster.Append(topic, 0, world.cluster.At(topic, 0, 1).payload);

  Begin(WithoutLog::kWait);
  world.Run(1);

  ASSERT_TRUE(result.has_value());
  EXPECT_TRUE(result->has_value());
}

TEST_F(LogStartTest, RefusesALogThatLostItsEnd) {
  world.StartNode();
  world.Run(1);
  for (int i = 0; i < 5; ++i) {
    world.source.Commit(kP0);
    world.Run(1);
  }
  world.publisher.reset();
  world.cluster.LoseFrom(world.identity.TopicOf(kP0), 0, 3);

  Begin(WithoutLog::kWait);
  world.Run(1);

  ASSERT_TRUE(result.has_value());
  ASSERT_FALSE(result->has_value());
  EXPECT_THAT(result->error().message, testing::HasSubstr("Kafka lost data"));
}

}  // namespace
}  // namespace meridian
