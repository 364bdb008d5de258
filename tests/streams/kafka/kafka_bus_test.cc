#include "streams/kafka/kafka_bus.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <future>
#include <mutex>

#include "tests/streams/kafka/mock_cluster.h"

namespace meridian {
namespace {

using std::chrono::seconds;

// What a subscription told, for a test on another thread to wait for.
class Collector : public RecordHandler {
 public:
  void OnRecord(BusRecord record) override {
    Change([&] { records_.push_back(std::move(record)); });
  }
  void OnCaughtUp(int32_t) override {
    Change([&] { ++caught_up_; });
  }
  void OnError(int32_t, const Error& error) override {
    Change([&] { errors_.push_back(error.code); });
  }

  std::vector<std::string> WaitForRecords(size_t count) {
    Wait([&] { return records_.size() >= count; });
    std::vector<std::string> payloads;
    for (const BusRecord& record : records_) payloads.push_back(record.payload);
    return payloads;
  }
  bool WaitForCaughtUp() {
    return Wait([&] { return caught_up_ > 0; });
  }
  bool WaitForError(Errc code) {
    return Wait([&] { return std::find(errors_.begin(), errors_.end(), code) != errors_.end(); });
  }
  size_t count() {
    const std::lock_guard lock(mutex_);
    return records_.size();
  }

 private:
  template <class Fn>
  void Change(Fn fn) {
    const std::lock_guard lock(mutex_);
    fn();
    changed_.notify_all();
  }
  template <class Fn>
  bool Wait(Fn fn) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, seconds(20), fn);
  }

  std::mutex mutex_;  // Guards what follows.
  std::condition_variable changed_;
  std::vector<BusRecord> records_;
  std::vector<Errc> errors_;
  int caught_up_ = 0;
};

class KafkaBusTest : public testing::Test {
 protected:
  KafkaBusTest() {
    cluster_.MakeTopic("t", 2);
    On([this] {
      bus_ = *KafkaBus::Make(scheduler_, {.brokers = cluster_.brokers(), .client_id = "test"});
    });
  }
  ~KafkaBusTest() override {
    On([this] {
      subscription_.reset();
      bus_.reset();
    });
  }

  // Runs `fn` on the bus's thread and waits for it.
  void On(std::function<void()> fn) {
    std::promise<void> ran;
    scheduler_.Post([&] {
      fn();
      ran.set_value();
    });
    ran.get_future().wait();
  }
  // Starts something there and waits for what it answers.
  template <class T>
  T Ask(std::function<void(UniqueFunction<void(T)>)> start) {
    auto answer = std::make_shared<std::promise<T>>();
    auto future = answer->get_future();
    scheduler_.Post([&] { start([answer](T value) { answer->set_value(std::move(value)); }); });
    if (future.wait_for(seconds(30)) != std::future_status::ready) {
      ADD_FAILURE() << "no answer";
      std::abort();
    }
    return future.get();
  }
  Result<int64_t> Produce(const std::string& payload, int32_t partition = 0) {
    return Ask<Result<int64_t>>(
        [&](auto done) { bus_->Produce("t", partition, payload, std::move(done)); });
  }
  Result<std::optional<BusRecord>> ReadTail(const std::string& topic, int32_t partition) {
    return Ask<Result<std::optional<BusRecord>>>(
        [&](auto done) { bus_->ReadTail(topic, partition, std::move(done)); });
  }
  Result<int64_t> ReadEnd(int32_t partition) {
    return Ask<Result<int64_t>>([&](auto done) { bus_->ReadEnd("t", partition, std::move(done)); });
  }
  void Follow(std::map<int32_t, int64_t> from) {
    On([&] { subscription_ = bus_->Subscribe("t", from, collector_); });
  }

  Collector collector_, second_;
  MockCluster cluster_;
  AsioScheduler scheduler_{"kafka-test"};
  std::unique_ptr<KafkaBus> bus_;
  std::unique_ptr<Subscription> subscription_;
};

TEST_F(KafkaBusTest, DeliversWhatWasProducedInOrder) {
  for (int i = 0; i < 10; ++i) EXPECT_EQ(*Produce(std::to_string(i)), i);

  Follow({{0, 3}, {1, Bus::kFromStart}});

  EXPECT_THAT(collector_.WaitForRecords(7),
              testing::ElementsAre("3", "4", "5", "6", "7", "8", "9"));
  EXPECT_TRUE(collector_.WaitForCaughtUp());
  EXPECT_EQ(*Produce("next", 1), 0);
  EXPECT_EQ(collector_.WaitForRecords(8).back(), "next");
}

TEST_F(KafkaBusTest, ReadsTheTailAndTheEnd) {
  EXPECT_FALSE(ReadTail("t", 0)->has_value());
  EXPECT_EQ(*ReadEnd(0), 0);
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(Produce(std::to_string(i)));

  const auto tail = ReadTail("t", 0);

  ASSERT_TRUE(tail && tail->has_value());
  EXPECT_EQ((*tail)->offset, 2);
  EXPECT_EQ((*tail)->payload, "2");
  EXPECT_EQ(*ReadEnd(0), 3);
  EXPECT_FALSE(ReadTail("t", 1)->has_value());
}

TEST_F(KafkaBusTest, SaysThatAnOffsetIsOutOfRange) {
  ASSERT_TRUE(Produce("only"));

  Follow({{0, 100}});

  EXPECT_TRUE(collector_.WaitForError(Errc::kNotFound));
}

TEST_F(KafkaBusTest, HoldsBackAPausedPartition) {
  Follow({{0, Bus::kFromStart}});
  ASSERT_TRUE(collector_.WaitForCaughtUp());
  On([&] { subscription_->Pause(0); });
  ASSERT_TRUE(Produce("held"));
  // A second reader has seen it, so the first one could have, too.
  ASSERT_TRUE(ReadTail("t", 0)->has_value());
  EXPECT_EQ(collector_.count(), 0u);

  On([&] { subscription_->Resume(0); });

  EXPECT_THAT(collector_.WaitForRecords(1), testing::ElementsAre("held"));
}

TEST_F(KafkaBusTest, GoesOnWhenTheClusterIsBack) {
  ASSERT_TRUE(Produce("before"));
  Follow({{0, Bus::kFromStart}});
  collector_.WaitForRecords(1);
  cluster_.SetUp(false);
  EXPECT_TRUE(collector_.WaitForError(Errc::kUnavailable));

  cluster_.SetUp(true);

  EXPECT_EQ(*Produce("after"), 1);
  EXPECT_THAT(collector_.WaitForRecords(2), testing::ElementsAre("before", "after"));
}

TEST_F(KafkaBusTest, EndsTheProducerAtAnErrorAndBeginsANewOne) {
  ASSERT_TRUE(Produce("good"));
  cluster_.FailProduce(RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED);

  EXPECT_EQ(Produce("refused").error().code, Errc::kUnavailable);
  EXPECT_EQ(Produce("behind it").error().code, Errc::kUnavailable);

  On([&] { bus_->ResetProducer(); });
  EXPECT_EQ(*Produce("again"), 1);
}

TEST_F(KafkaBusTest, CancelsWhatIsInFlightAtAReset) {
  ASSERT_TRUE(Produce("good"));
  cluster_.SetUp(false);

  const auto result = Ask<Result<int64_t>>([&](auto done) {
    bus_->Produce("t", 0, "stuck", std::move(done));
    EXPECT_EQ(bus_->InFlight(), 1u);
    bus_->ResetProducer();
    EXPECT_EQ(bus_->InFlight(), 0u);
  });

  EXPECT_EQ(result.error().code, Errc::kCancelled);
}

TEST_F(KafkaBusTest, ListsTopics) {
  const auto names =
      Ask<Result<std::vector<std::string>>>([&](auto done) { bus_->ListTopics(std::move(done)); });

  ASSERT_TRUE(names);
  EXPECT_THAT(*names, testing::Contains("t"));
}

TEST_F(KafkaBusTest, TwoSubscriptionsMayFollowOnePartition) {
  ASSERT_TRUE(Produce("x"));
  Follow({{0, 0}});
  std::unique_ptr<Subscription> other;
  On([&] { other = bus_->Subscribe("t", {{0, 0}}, second_); });

  EXPECT_THAT(collector_.WaitForRecords(1), testing::ElementsAre("x"));
  EXPECT_THAT(second_.WaitForRecords(1), testing::ElementsAre("x"));
  On([&] { other.reset(); });
}

TEST_F(KafkaBusTest, RefusesUnknownSettings) {
  const auto bus =
      KafkaBus::Make(scheduler_, {.brokers = "localhost:1", .settings = {{"no.such", "x"}}});

  ASSERT_FALSE(bus);
  EXPECT_EQ(bus.error().code, Errc::kValidation);
  EXPECT_THAT(bus.error().message, testing::HasSubstr("no.such"));
}

}  // namespace
}  // namespace meridian
