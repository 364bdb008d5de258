// SleepUntil: a coroutine waits for a moment of the steady clock.
#pragma once

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>

#include "storage/base/task.h"
#include "tests/bench/load/arrivals.h"

namespace meridian::bench {

inline Task<void> SleepUntil(SteadyTime time) {
  net::steady_timer timer(co_await net::this_coro::executor, time);
  boost::system::error_code ignored;
  co_await timer.async_wait(net::redirect_error(net::use_awaitable, ignored));
}

}  // namespace meridian::bench
