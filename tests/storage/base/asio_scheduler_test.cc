#include "storage/base/asio_scheduler.h"

#include <gtest/gtest.h>

#include <future>
#include <vector>

namespace meridian {
namespace {

using std::chrono::milliseconds;

TEST(AsioSchedulerTest, RunsWhatIsPostedInOrderOnOneThread) {
  std::vector<int> order;  // Of the scheduler's thread, until it has ended.
  std::vector<std::thread::id> threads;
  std::promise<void> done;
  AsioScheduler scheduler("test");

  for (int i = 0; i < 100; ++i) {
    scheduler.Post([&, i] {
      order.push_back(i);
      threads.push_back(std::this_thread::get_id());
    });
  }
  scheduler.Post([&] { done.set_value(); });
  done.get_future().wait();
  scheduler.Stop();

  for (int i = 0; i < 100; ++i) EXPECT_EQ(order[i], i);
  EXPECT_EQ(threads, std::vector(100, threads.front()));
  EXPECT_NE(threads.front(), std::this_thread::get_id());
}

TEST(AsioSchedulerTest, NeverRunsACallbackInsideTheCallThatPostsIt) {
  std::vector<int> order;
  std::promise<void> done;
  AsioScheduler scheduler("test");

  scheduler.Post([&] {
    scheduler.Post([&] {
      order.push_back(2);
      done.set_value();
    });
    order.push_back(1);
  });
  done.get_future().wait();

  EXPECT_EQ(order, (std::vector{1, 2}));
}

TEST(AsioSchedulerTest, RunsDelayedCallbacksInOrderOfTheirTimes) {
  std::vector<int> order;
  std::promise<void> done;
  AsioScheduler scheduler("test");

  scheduler.Post([&] {
    scheduler.After(milliseconds(20), [&] {
      order.push_back(2);
      done.set_value();
    });
    scheduler.After(milliseconds(1), [&] { order.push_back(1); });
  });
  done.get_future().wait();

  EXPECT_EQ(order, (std::vector{1, 2}));
}

TEST(AsioSchedulerTest, DestroysWithoutRunningWhatStillWaitsAtTheEnd) {
  bool ran = false;
  auto held = std::make_shared<int>(1);
  {
    AsioScheduler scheduler("test");
    scheduler.After(std::chrono::hours(1), [&ran, held] { ran = true; });
    scheduler.Stop();
    scheduler.Stop();
    scheduler.Post([&ran, held] { ran = true; });
  }

  EXPECT_FALSE(ran);
  EXPECT_EQ(held.use_count(), 1);
}

}  // namespace
}  // namespace meridian
