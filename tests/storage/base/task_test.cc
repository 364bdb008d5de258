#include "storage/base/task.h"

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>
#include <functional>

#include "storage/base/asio_scheduler.h"
#include "storage/base/result.h"

namespace meridian {
namespace {

using Thread = std::thread::id;

Task<std::pair<int, bool>> AwaitOn(Scheduler& other) {
  const Thread home = std::this_thread::get_id();
  const int value =
      co_await AwaitCallback<int>([&other](auto resume) { other.Post([resume] { resume(42); }); });
  co_return std::pair(value, home == std::this_thread::get_id());
}

TEST(AwaitCallbackTest, ResumesOnTheCallersExecutorWithTheValueOfAnother) {
  AsioScheduler home("home");
  AsioScheduler other("other");

  const auto [value, at_home] =
      net::co_spawn(home.context(), AwaitOn(other), net::use_future).get();

  EXPECT_EQ(value, 42);
  EXPECT_TRUE(at_home);
}

Task<int> AwaitAtOnce() {
  co_return co_await AwaitCallback<int>([](auto resume) { resume(7); });
}

TEST(AwaitCallbackTest, MayBeAnsweredBeforeItIsAwaited) {
  AsioScheduler home("home");

  EXPECT_EQ(net::co_spawn(home.context(), AwaitAtOnce(), net::use_future).get(), 7);
}

Task<std::string> AwaitResult() {
  const auto result = co_await AwaitCallback<Result<std::string>>([](auto resume) {
    resume(Error{Errc::kTimeout, "late"});
  });
  co_return result ? *result : result.error().message;
}

TEST(AwaitCallbackTest, CarriesResults) {
  AsioScheduler home("home");

  EXPECT_EQ(net::co_spawn(home.context(), AwaitResult(), net::use_future).get(), "late");
}

Task<void> AwaitForever(std::function<void(int)>* resume, std::shared_ptr<int> held) {
  co_await AwaitCallback<int>([resume](auto callback) { *resume = callback; });
  *held = 0;
}

TEST(AwaitCallbackTest, FreesTheCoroutineWhenTheCallbackIsDroppedUncalled) {
  auto held = std::make_shared<int>(1);
  std::function<void(int)> resume;
  {
    net::io_context context;
    net::co_spawn(context, AwaitForever(&resume, held), [](std::exception_ptr) {});
    context.run_for(std::chrono::milliseconds(1));
    ASSERT_TRUE(resume != nullptr);
    resume = nullptr;
  }

  EXPECT_EQ(held.use_count(), 1);
  EXPECT_EQ(*held, 1);
}

}  // namespace
}  // namespace meridian
