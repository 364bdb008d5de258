#include "tests/support/memory_bus.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/manual_scheduler.h"

namespace meridian {
namespace {

using std::chrono::milliseconds;

struct Collector : RecordHandler {
  void OnRecord(BusRecord record) override { payloads.push_back(record.payload); }
  void OnCaughtUp(int32_t) override { ++caught_up; }
  void OnError(int32_t, const Error& error) override { errors.push_back(error.code); }
  std::vector<std::string> payloads;
  std::vector<Errc> errors;
  int caught_up = 0;
};

struct MemoryBusTest : testing::Test {
  MemoryBusTest() { cluster.MakeTopic({.name = "t"}); }
  void Produce(const std::string& payload) {
    bus.Produce("t", 0, payload, [this](Result<int64_t> offset) {
      offset ? acks.push_back(*offset) : failures.push_back(offset.error().code);
    });
  }

  ManualScheduler scheduler;
  MemoryCluster cluster;
  FaultPlan plan;
  MemoryBus bus{cluster, scheduler, plan};
  Collector collector;
  std::vector<int64_t> acks;
  std::vector<Errc> failures;
};

TEST_F(MemoryBusTest, KeepsOrderWhateverTheDelays) {
  uint64_t state = 1;
  plan.random = [&] { return state = state * 6364136223846793005u + 1442695040888963407u; };
  plan.delay_max = milliseconds(100);
  const auto subscription = bus.Subscribe("t", {{0, 0}}, collector);
  for (char c = 'a'; c <= 'j'; ++c) Produce(std::string(1, c));
  scheduler.Advance(milliseconds(1000));

  EXPECT_THAT(acks, testing::ElementsAre(0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
  EXPECT_THAT(collector.payloads,
              testing::ElementsAre("a", "b", "c", "d", "e", "f", "g", "h", "i", "j"));
  EXPECT_GT(collector.caught_up, 0);
}

TEST_F(MemoryBusTest, StallsWhileCutAndGoesOnWhenHealed) {
  const auto subscription = bus.Subscribe("t", {{0, Bus::kFromStart}}, collector);
  plan.connected = false;
  Produce("x");
  scheduler.Advance(milliseconds(60000));
  EXPECT_TRUE(acks.empty() && failures.empty());
  EXPECT_THAT(collector.errors, testing::ElementsAre(Errc::kUnavailable));

  plan.connected = true;
  scheduler.Advance(milliseconds(1000));

  EXPECT_THAT(acks, testing::ElementsAre(0));
  EXPECT_THAT(collector.payloads, testing::ElementsAre("x"));
}

TEST_F(MemoryBusTest, ADyingProducerMayHaveAppended) {
  plan.random = [] { return uint64_t{0}; };
  plan.dies_appended = 0.5;
  Produce("x");
  scheduler.Advance(milliseconds(10));

  EXPECT_THAT(failures, testing::ElementsAre(Errc::kUnavailable));
  EXPECT_EQ(cluster.End("t", 0), 1);

  plan.dies_appended = 0;
  bus.ResetProducer();
  Produce("x");
  scheduler.Advance(milliseconds(10));
  EXPECT_THAT(acks, testing::ElementsAre(1));
}

TEST_F(MemoryBusTest, SaysThatAnOffsetWasTakenByRetention) {
  for (int i = 0; i < 3; ++i) cluster.Append("t", 0, "x");
  cluster.DropBefore("t", 0, 2);
  const auto subscription = bus.Subscribe("t", {{0, 1}}, collector);
  scheduler.Advance(milliseconds(10));

  EXPECT_THAT(collector.errors, testing::ElementsAre(Errc::kNotFound));
}

TEST_F(MemoryBusTest, CallsGiveUpWhenTheClusterStaysAway) {
  cluster.SetUp(false);
  std::optional<Errc> error;
  bus.ReadEnd("t", 0, [&](Result<int64_t> end) { error = end.error().code; });
  scheduler.Advance(milliseconds(10000));

  EXPECT_EQ(error, Errc::kUnavailable);
}

TEST_F(MemoryBusTest, APausedPartitionWaits) {
  const auto subscription = bus.Subscribe("t", {{0, 0}}, collector);
  subscription->Pause(0);
  cluster.Append("t", 0, "x");
  scheduler.Advance(milliseconds(10));
  EXPECT_TRUE(collector.payloads.empty());

  subscription->Resume(0);
  scheduler.Advance(milliseconds(10));

  EXPECT_THAT(collector.payloads, testing::ElementsAre("x"));
}

}  // namespace
}  // namespace meridian
