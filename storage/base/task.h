// Task: the only coroutine type, and how a coroutine waits for a callback.
//
// A function that suspends returns Task and reads as a verb. Parameters of coroutines are values,
// or references to services that outlive every task.
#pragma once

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <memory>
#include <utility>

namespace meridian {

namespace net = boost::asio;

template <class T>
using Task = net::awaitable<T>;

// Suspends until the callback handed to `start` is called, once, from any thread; resumes on the
// caller's own executor with the callback's argument. `start` is called at once, with a
// move-constructible, copyable function object taking T by value.
template <class T, class Start>
Task<T> AwaitCallback(Start start) {
  co_return co_await net::async_initiate<decltype(net::use_awaitable), void(T)>(
      [](auto handler, Start run) {
        auto shared = std::make_shared<decltype(handler)>(std::move(handler));
        run([shared](T value) {
          auto executor = net::get_associated_executor(*shared);
          net::post(executor, [shared, value = std::move(value)]() mutable {
            std::move (*shared)(std::move(value));
          });
        });
      },
      net::use_awaitable, std::move(start));
}

}  // namespace meridian
