#include "streams/kafka/waker.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <boost/asio/posix/stream_descriptor.hpp>
#include <cstdint>

#include "storage/base/check.h"

namespace meridian {
namespace net = boost::asio;
namespace {

constexpr uint64_t kOne = 1;

int OpenEventFd() {
  const int fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  CHECK(fd >= 0);
  return fd;
}

}  // namespace

struct Waker::State : std::enable_shared_from_this<Waker::State> {
  net::posix::stream_descriptor descriptor;
  std::function<void()> woken;

  State(AsioScheduler& scheduler, std::function<void()> fn)
      : descriptor(scheduler.context(), OpenEventFd()), woken(std::move(fn)) {}

  void Wait() {
    descriptor.async_wait(net::posix::stream_descriptor::wait_read,
                          [self = shared_from_this()](boost::system::error_code error) {
                            if (error || !self->woken) return;
                            uint64_t count;
                            (void)!read(self->descriptor.native_handle(), &count, sizeof count);
                            self->woken();
                            if (self->woken) self->Wait();
                          });
  }
};

Waker::Waker(AsioScheduler& scheduler, std::function<void()> woken)
    : state_(std::make_shared<State>(scheduler, std::move(woken))) {
  state_->Wait();
}

Waker::~Waker() {
  state_->woken = nullptr;
  state_->descriptor.cancel();
}

AttachedQueue Waker::Attach(KafkaQueue queue) {
  rd_kafka_queue_io_event_enable(queue.get(), state_->descriptor.native_handle(), &kOne,
                                 sizeof kOne);
  return AttachedQueue(std::move(queue), state_);
}

void Waker::Wake() { (void)!write(state_->descriptor.native_handle(), &kOne, sizeof kOne); }

}  // namespace meridian
