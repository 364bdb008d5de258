#include "storage/engine/shard.h"

#include <gtest/gtest.h>

#include "tests/support/faulty_env.h"
#include "tests/support/manual_scheduler.h"

namespace meridian {
namespace {

// Counts what the shard tells it.
class CountingHook final : public CommitHook {
 public:
  Status Load(const DatabasePtr&) override {
    ++loads;
    return OkStatus();
  }
  void TurnBegins() override { ++turns; }
  void TurnFails() override { ++failed_turns; }
  void Seal(Turn&) override {}
  void Committed() override { ++commits; }
  void Failed() override { ++failures; }

  int loads = 0, turns = 0, failed_turns = 0, commits = 0, failures = 0;
};

class ShardTest : public testing::Test {
 protected:
  ShardTest() {
    options_.database.path = "/shard";
    options_.database.env = disk_.env();
    Open();
  }

  void Open() {
    shard_.reset();
    auto opened = Shard::Open(options_, scheduler_, hook_);
    ASSERT_TRUE(opened) << opened.error().message;
    shard_ = *std::move(opened);
  }

  // The status of one turn, run to its end.
  Status Submit(Shard::TurnFn turn) {
    std::optional<Status> answer;
    shard_->Submit(std::move(turn), [&](Status status) { answer = std::move(status); });
    scheduler_.RunReady();
    return answer.value_or(Error{Errc::kUnset, "not answered"});
  }
  Status Put(const std::string& key, const std::string& value) {
    return Submit([&](Turn& turn) {
      turn.Put(key, value);
      return OkStatus();
    });
  }
  std::optional<std::string> Stored(const std::string& key) {
    auto row = shard_->database()->Get(key);
    return row ? *row : std::nullopt;
  }

  FaultyEnv disk_;
  ManualScheduler scheduler_;
  CountingHook hook_;
  Shard::Options options_;
  std::unique_ptr<Shard> shard_;
};

TEST_F(ShardTest, AcknowledgedWritesSurviveReopening) {
  ASSERT_TRUE(Put("a", "1"));

  Open();

  EXPECT_EQ(Stored("a"), "1");
}

TEST_F(ShardTest, ATurnSeesWhatEarlierTurnsOfItsBatchWrote) {
  std::vector<std::string> seen;
  for (int i = 0; i < 3; ++i) {
    shard_->Submit(
        [&](Turn& turn) -> Status {
          TRY(const auto before, turn.Get("n"));
          seen.push_back(before.value_or("-"));
          turn.Put("n", before.value_or("") + "x");
          return OkStatus();
        },
        [](Status) {});
  }
  scheduler_.RunReady();

  EXPECT_EQ(seen, (std::vector<std::string>{"-", "x", "xx"}));
  EXPECT_EQ(hook_.commits, 1);
  EXPECT_EQ(Stored("n"), "xxx");
}

TEST_F(ShardTest, AFailedTurnLeavesNothingBehindAndItsNeighboursStand) {
  std::vector<bool> answers;
  const auto done = [&](Status status) { answers.push_back(status.has_value()); };
  shard_->Submit(
      [](Turn& t) {
        t.Put("a", "1");
        return OkStatus();
      },
      done);
  shard_->Submit(
      [](Turn& t) -> Status {
        t.Put("a", "2");
        t.Delete("a");
        t.Put("b", "2");
        return Error{Errc::kConditionFailed, "no"};
      },
      done);
  shard_->Submit(
      [](Turn& t) {
        t.Put("c", "3");
        return OkStatus();
      },
      done);
  scheduler_.RunReady();

  EXPECT_EQ(answers, (std::vector<bool>{true, false, true}));
  EXPECT_EQ(Stored("a"), "1");
  EXPECT_EQ(Stored("b"), std::nullopt);
  EXPECT_EQ(Stored("c"), "3");
  EXPECT_EQ(hook_.failed_turns, 1);
}

TEST_F(ShardTest, AnswersComeOnlyAfterTheBatchIsOnDisk) {
  std::optional<std::string> stored_when_answered;
  shard_->Submit(
      [](Turn& t) {
        t.Put("a", "1");
        return OkStatus();
      },
      [&](Status) { stored_when_answered = Stored("a"); });
  scheduler_.RunReady();

  EXPECT_EQ(stored_when_answered, "1");
}

TEST_F(ShardTest, AfterAFullDiskNothingIsAcceptedUntilReopenedAndNothingAcknowledgedIsLost) {
  ASSERT_TRUE(Put("before", "1"));
  disk_.SetFreeBytes(100);
  const Status failed = Put("lost", std::string(1000, 'x'));
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().code, Errc::kInternal);
  const Status refused = Put("refused", "1");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::kUnavailable);

  disk_.SetFreeBytes(-1);
  scheduler_.Advance(std::chrono::seconds(2));
  for (int i = 0; i < 300; ++i) ASSERT_TRUE(Put("after" + std::to_string(i), "1"));
  Open();

  EXPECT_EQ(Stored("before"), "1");
  for (int i = 0; i < 300; ++i) EXPECT_EQ(Stored("after" + std::to_string(i)), "1") << i;
  EXPECT_EQ(hook_.failures, 1);
}

TEST_F(ShardTest, ReadingGoesOnWhileTheDiskIsFull) {
  ASSERT_TRUE(Put("before", "1"));
  disk_.SetFreeBytes(100);
  ASSERT_FALSE(Put("lost", std::string(1000, 'x')));

  scheduler_.Advance(std::chrono::minutes(1));

  ASSERT_NE(shard_->database(), nullptr);
  EXPECT_EQ(Stored("before"), "1");
  EXPECT_EQ(Stored("lost"), std::nullopt);
  EXPECT_FALSE(Put("refused", "1"));
  EXPECT_EQ(hook_.loads, 1);
}

TEST_F(ShardTest, AReaderOfTheFailedDatabaseDelaysReopeningButBreaksNothing) {
  ASSERT_TRUE(Put("a", "1"));
  auto reader = std::make_unique<RowCursor>(shard_->database(), "a", "b");
  disk_.SetFreeBytes(0);
  ASSERT_FALSE(Put("b", "1"));
  disk_.SetFreeBytes(-1);

  scheduler_.Advance(std::chrono::seconds(2));
  EXPECT_EQ(shard_->database(), nullptr);
  EXPECT_TRUE(reader->Valid());
  reader.reset();
  scheduler_.Advance(std::chrono::seconds(2));

  EXPECT_TRUE(Put("b", "2"));
}

TEST_F(ShardTest, RefusesWhatItsQueueCannotHold) {
  options_.queue_turns_max = 2;
  Open();
  std::vector<Errc> answers;
  for (int i = 0; i < 3; ++i) {
    shard_->Submit(
        [](Turn&) { return OkStatus(); },
        [&](Status status) { answers.push_back(status ? Errc::kUnset : status.error().code); });
  }
  scheduler_.RunReady();

  EXPECT_EQ(std::count(answers.begin(), answers.end(), Errc::kThrottled), 1);
}

TEST_F(ShardTest, StopAnswersWhatWaitsOnItsExecutor) {
  std::optional<Errc> answer;
  shard_->Submit([](Turn&) { return OkStatus(); },
                 [&](Status status) { answer = status ? Errc::kUnset : status.error().code; });

  shard_->Stop();
  EXPECT_EQ(answer, std::nullopt);

  scheduler_.RunReady();
  EXPECT_EQ(answer, Errc::kCancelled);
}

}  // namespace
}  // namespace meridian
