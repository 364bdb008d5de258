#include "replicator/heartbeat.h"

#include "storage/base/log.h"
#include "streams/topics.h"

namespace meridian {

HeartbeatSender::HeartbeatSender(Scheduler& scheduler, const WallClock& wall, ReplicaStore& store,
                                 Bus& bus, Origin origin, uint64_t epoch, uint16_t partitions,
                                 Hooks hooks)
    : wall_(wall),
      store_(store),
      bus_(bus),
      origin_(std::move(origin)),
      epoch_(epoch),
      partitions_(partitions),
      hooks_(std::move(hooks)),
      scheduler_(scheduler),
      tether_(scheduler) {}

void HeartbeatSender::Start(std::chrono::milliseconds interval) {
  ticker_ = std::make_unique<Ticker>(scheduler_, interval, [this] { Beat(); });
  Beat();
}

void HeartbeatSender::Beat() {
  if (reading_) return;
  reading_ = true;
  store_.ReadWatermark(tether_.Bring<Result<Watermark>>([this](Result<Watermark> watermark) {
    reading_ = false;
    if (!watermark) {
      LogWarn("replicator.watermark_unreadable", {{"cause", watermark.error().message}});
      return;
    }
    hooks_.watermark(*watermark);
    if (unacknowledged_ < kUnacknowledgedMax) Send(*watermark);
  }));
}

void HeartbeatSender::Send(const Watermark& watermark) {
  Heartbeat heartbeat{.origin = origin_, .epoch = epoch_, .partitions = partitions_};
  heartbeat.number = ++number_;
  heartbeat.clock = watermark.clock;
  heartbeat.sequences = watermark.sequences;
  heartbeat.sent_at_millis = wall_.NowMillis();
  hooks_.compose(heartbeat);
  ++unacknowledged_;
  bus_.Produce(HeartbeatTopic(origin_.region), 0, EncodeHeartbeat(heartbeat),
               tether_.Guard<Result<int64_t>>([this](Result<int64_t> produced) {
                 --unacknowledged_;
                 if (!produced && produced.error().code != Errc::kCancelled) {
                   hooks_.producer_lost(produced.error());
                 }
               }));
}

}  // namespace meridian
