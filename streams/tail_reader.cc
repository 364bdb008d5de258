#include "streams/tail_reader.h"

#include <algorithm>

#include "streams/envelope.h"

namespace meridian {

class TailReader::State final : public RecordHandler,
                                public std::enable_shared_from_this<TailReader::State> {
 public:
  State(Bus& bus, std::string topic, int32_t partition, uint64_t expected,
        UniqueFunction<void(Result<PartitionTail>)> done)
      : bus_(bus),
        topic_(std::move(topic)),
        partition_(partition),
        expected_(expected),
        done_(std::move(done)) {}

  void Begin() {
    bus_.ReadTail(topic_, partition_, [weak = weak_from_this()](auto tail) {
      if (const auto self = weak.lock()) self->OnTail(std::move(tail));
    });
  }

  void OnRecord(BusRecord record) override {
    if (!done_) return;
    // A message that can't be read says nothing; the last one was readable.
    const auto batch = DecodeBatch(record.payload);
    if (batch && batch->origin == tail_.last->origin && batch->epoch == tail_.last->epoch) {
      tail_.last->last_sequence = std::max(tail_.last->last_sequence, batch->last_sequence);
    }
    if (record.offset + 1 >= tail_.end) Finish(tail_);
  }
  void OnCaughtUp(int32_t) override {
    if (done_) Finish(tail_);
  }
  void OnError(int32_t, const Error& error) override {
    if (!done_) return;
    if (error.code != Errc::kNotFound || from_start_) return Finish(error);
    // Retention took the first of the window.
    from_start_ = true;
    window_ = bus_.Subscribe(topic_, {{partition_, Bus::kFromStart}}, *this);
  }

 private:
  void OnTail(Result<std::optional<BusRecord>> tail) {
    if (!tail) return Finish(std::move(tail).error());
    if (!tail->has_value()) return ReadEnd();
    const BusRecord& record = **tail;
    auto batch = DecodeBatch(record.payload);
    if (!batch) return Finish(std::move(batch).error());
    tail_.end = record.offset + 1;
    tail_.last = LogTail{batch->origin, batch->epoch, batch->partitions, batch->last_sequence};
    if (batch->last_sequence >= expected_ || record.offset == 0) return Finish(tail_);
    const int64_t from = std::max<int64_t>(0, tail_.end - kWindow);
    window_ = bus_.Subscribe(topic_, {{partition_, from}}, *this);
  }

  void ReadEnd() {
    bus_.ReadEnd(topic_, partition_, [weak = weak_from_this()](Result<int64_t> end) {
      const auto self = weak.lock();
      if (!self) return;
      if (!end) return self->Finish(std::move(end).error());
      self->tail_.end = *end;
      self->Finish(self->tail_);
    });
  }

  void Finish(Result<PartitionTail> result) {
    const auto keep = shared_from_this();
    std::exchange(done_, nullptr)(std::move(result));
  }

  Bus& bus_;
  const std::string topic_;
  const int32_t partition_;
  const uint64_t expected_;
  UniqueFunction<void(Result<PartitionTail>)> done_;
  PartitionTail tail_;
  bool from_start_ = false;
  std::unique_ptr<Subscription> window_;
};

TailReader::TailReader(Bus& bus, std::string topic, int32_t partition, uint64_t expected_sequence,
                       UniqueFunction<void(Result<PartitionTail>)> done)
    : state_(std::make_shared<State>(bus, std::move(topic), partition, expected_sequence,
                                     std::move(done))) {
  state_->Begin();
}

TailReader::~TailReader() = default;

}  // namespace meridian
