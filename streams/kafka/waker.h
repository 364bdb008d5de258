// Waker: lets librdkafka's queues wake an io_context, so that none of its callbacks runs on a
// thread of its own. Private to this folder.
//
// librdkafka writes to the descriptor when an empty queue gets its first entry: whoever is woken
// must empty every attached queue it cares for, or look again by itself.
//
// Threads: confined to the AsioScheduler.
#pragma once

#include <functional>
#include <memory>
#include <utility>

#include "storage/base/asio_scheduler.h"
#include "streams/kafka/handle.h"

namespace meridian {

// A queue whose entries wake. Stops waking before it goes.
class AttachedQueue {
 public:
  AttachedQueue(KafkaQueue queue, std::shared_ptr<void> waker)
      : waker_(std::move(waker)), queue_(std::move(queue)) {}
  AttachedQueue(AttachedQueue&&) = default;
  ~AttachedQueue() {
    if (queue_) rd_kafka_queue_io_event_enable(queue_.get(), -1, nullptr, 0);
  }
  rd_kafka_queue_t* get() const { return queue_.get(); }

 private:
  std::shared_ptr<void> waker_;  // Keeps the descriptor open as long as the queue may write to it.
  KafkaQueue queue_;
};

class Waker {
 public:
  Waker(AsioScheduler& scheduler, std::function<void()> woken);
  // `woken` is not called again.
  ~Waker();

  AttachedQueue Attach(KafkaQueue queue);
  // Calls `woken` soon.
  void Wake();

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace meridian
