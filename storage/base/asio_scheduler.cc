#include "storage/base/asio_scheduler.h"

#include <pthread.h>

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

namespace meridian {
namespace net = boost::asio;

AsioScheduler::AsioScheduler(const std::string& name)
    : work_(net::make_work_guard(context_)), thread_([this] { context_.run(); }) {
  pthread_setname_np(thread_.native_handle(), name.substr(0, 15).c_str());
}

AsioScheduler::~AsioScheduler() { Stop(); }

void AsioScheduler::Post(UniqueFunction<void()> fn) { net::post(context_, std::move(fn)); }

void AsioScheduler::After(std::chrono::milliseconds delay, UniqueFunction<void()> fn) {
  auto timer = std::make_unique<net::steady_timer>(context_, delay);
  auto& armed = *timer;
  armed.async_wait(
      [timer = std::move(timer), fn = std::move(fn)](boost::system::error_code ec) mutable {
        if (!ec) fn();
      });
}

void AsioScheduler::Stop() {
  work_.reset();
  context_.stop();
  if (thread_.joinable()) thread_.join();
}

}  // namespace meridian
