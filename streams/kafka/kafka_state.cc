#include "streams/kafka/kafka_state.h"

#include <algorithm>

namespace meridian {
namespace {

constexpr std::chrono::milliseconds kTick{1000};
constexpr int kLookTicks = 10;
constexpr int kIdleTicksMax = 30;
constexpr int kMetadataTimeoutMillis = 5000;
// Records delivered before others on the Scheduler have their turn.
constexpr size_t kBudget = 512;

}  // namespace

KafkaBus::State::State(AsioScheduler& scheduler, KafkaOptions options)
    : scheduler_(scheduler), options_(std::move(options)) {}

void KafkaBus::State::Open() {
  const auto weak = weak_from_this();
  waker_ = std::make_unique<Waker>(scheduler_, [weak] {
    if (const auto self = weak.lock()) self->Serve();
  });
  ticker_.emplace(scheduler_, kTick, [weak] {
    if (const auto self = weak.lock()) self->Tick();
  });
}

void KafkaBus::State::Close() {
  closed_ = true;
  ticker_->Stop();
  waker_.reset();
  looks_.clear();
  if (producer_) producer_->Abandon(Errc::kCancelled);  // Dropped uncalled.
  producer_.reset();
  consumers_.clear();
  apart_.reset();
}

void KafkaBus::State::Post(UniqueFunction<void()> fn) {
  scheduler_.Post([weak = weak_from_this(), fn = std::move(fn)]() mutable {
    const auto self = weak.lock();
    if (self && !self->closed_) fn();
  });
}

void KafkaBus::State::RunApart(UniqueFunction<void()> fn) {
  if (!apart_) apart_ = std::make_unique<AsioScheduler>("kafka-apart");
  apart_->Post(std::move(fn));
}

Result<KafkaProducer*> KafkaBus::State::Producer() {
  if (!producer_) {
    TRY(producer_, KafkaProducer::Make(options_, *waker_));
  }
  return producer_.get();
}

void KafkaBus::State::Reset() {
  if (!producer_) return;
  auto abandoned = std::make_shared<KafkaProducer::Served>(producer_->Abandon(Errc::kCancelled));
  RunApart([client = producer_->Release()] {});
  producer_.reset();
  Post([self = shared_from_this(), abandoned] { self->Call(std::move(*abandoned)); });
}

Result<std::shared_ptr<KafkaConsumer>> KafkaBus::State::ConsumerFor(const std::string& topic,
                                                                    int32_t partition) {
  for (PooledConsumer& pooled : consumers_) {
    if (!pooled.consumer->Fetches(topic, partition)) return pooled.consumer;
  }
  TRY(auto consumer, KafkaConsumer::Make(options_, *waker_));
  consumers_.push_back({consumer});
  return consumer;
}

Result<std::unique_ptr<KafkaConsumer::Feed>> KafkaBus::State::StartFeed(const std::string& topic,
                                                                        int32_t partition,
                                                                        int64_t offset) {
  TRY(const auto consumer, ConsumerFor(topic, partition));
  return consumer->Fetch(topic, partition, offset);
}

void KafkaBus::State::Add(std::shared_ptr<KafkaFollow> follow) {
  follow->Start([this](const std::string& topic, int32_t partition, int64_t offset) {
    return StartFeed(topic, partition, offset);
  });
  follows_.push_back(follow);
}

void KafkaBus::State::Add(KafkaLook look) {
  look.ticks_left = kLookTicks;
  auto feed = StartFeed(look.topic, look.partition, look.StartOffset());
  if (!feed) return Post(look.Fail(std::move(feed).error()));
  look.feed = *std::move(feed);
  looks_.push_back(std::move(look));
}

void KafkaBus::State::Serve() {
  const auto keep = shared_from_this();
  if (closed_ || !ServeProducer() || !ServeLooks()) return;
  for (const PooledConsumer& pooled : std::vector(consumers_)) {
    if (!pooled.consumer->Serve()) continue;
    for (const auto& weak : std::vector(follows_)) {
      if (const auto follow = weak.lock()) follow->Away(pooled.consumer->client());
      if (closed_) return;
    }
  }
  ServeFollows();
}

bool KafkaBus::State::ServeProducer() {
  if (!producer_) return true;
  return Call(producer_->Serve());
}

bool KafkaBus::State::Call(KafkaProducer::Served served) {
  for (auto& [done, result] : served.answers) {
    if (closed_) return false;
    done(std::move(result));
  }
  for (auto& [done, status] : served.topics) {
    if (closed_) return false;
    done(std::move(status));
  }
  return !closed_;
}

bool KafkaBus::State::ServeFollows() {
  std::erase_if(follows_, [](const auto& follow) { return follow.expired(); });
  bool more = false;
  for (const auto& weak : std::vector(follows_)) {
    if (const auto follow = weak.lock()) more |= follow->Deliver(kBudget);
    if (closed_) return false;
  }
  if (more) Wake();
  return true;
}

bool KafkaBus::State::ServeLooks() {
  std::vector<UniqueFunction<void()>> answers;
  for (auto look = looks_.begin(); look != looks_.end();) {
    auto answer = look->Take();
    if (!answer && look->ticks_left <= 0) {
      answer = look->Fail({Errc::kUnavailable, look->topic + ": Kafka does not answer"});
    }
    if (!answer) {
      ++look;
      continue;
    }
    answers.push_back(std::move(answer));
    look = looks_.erase(look);
  }
  for (auto& answer : answers) {
    if (closed_) return false;
    answer();
  }
  return !closed_;
}

void KafkaBus::State::Tick() {
  for (KafkaLook& look : looks_) --look.ticks_left;
  for (const auto& weak : follows_) {
    const auto follow = weak.lock();
    if (!follow) continue;
    follow->Start([this](const std::string& topic, int32_t partition, int64_t offset) {
      return StartFeed(topic, partition, offset);
    });
  }
  DropIdleConsumers();
  Serve();
}

void KafkaBus::State::DropIdleConsumers() {
  std::erase_if(consumers_, [this](PooledConsumer& pooled) {
    pooled.idle_ticks = pooled.consumer->idle() ? pooled.idle_ticks + 1 : 0;
    if (pooled.idle_ticks < kIdleTicksMax) return false;
    RunApart([consumer = std::move(pooled.consumer)] {});
    return true;
  });
}

void KafkaBus::State::ListTopics(UniqueFunction<void(Result<std::vector<std::string>>)> done) {
  using Names = std::vector<std::string>;
  auto consumer = ConsumerFor("", 0);
  if (!consumer) {
    return Post([done = std::move(done), error = consumer.error()]() mutable { done(error); });
  }
  RunApart([weak = weak_from_this(), &scheduler = scheduler_, consumer = *std::move(consumer),
            done = std::move(done)]() mutable {
    const rd_kafka_metadata_t* raw = nullptr;
    const rd_kafka_resp_err_t error =
        rd_kafka_metadata(consumer->client(), 1, nullptr, &raw, kMetadataTimeoutMillis);
    const KafkaMetadata metadata(raw);
    Result<Names> result = Names();
    if (error != RD_KAFKA_RESP_ERR_NO_ERROR) result = KafkaError(error, "listing topics");
    for (int i = 0; raw != nullptr && i < raw->topic_cnt; ++i) {
      result->push_back(raw->topics[i].topic);
    }
    scheduler.Post([weak, consumer = std::move(consumer), done = std::move(done),
                    result = std::move(result)]() mutable {
      const auto self = weak.lock();
      if (self && !self->closed_) done(std::move(result));
    });
  });
}

}  // namespace meridian
