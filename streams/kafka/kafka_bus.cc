#include "streams/kafka/kafka_bus.h"

#include "streams/kafka/kafka_state.h"

namespace meridian {
namespace {

class KafkaSubscription final : public Subscription {
 public:
  KafkaSubscription(std::shared_ptr<KafkaFollow> follow, std::function<void()> wake)
      : follow_(std::move(follow)), wake_(std::move(wake)) {}
  ~KafkaSubscription() override { follow_->End(); }
  void Pause(int32_t partition) override { follow_->SetPaused(partition, true); }
  void Resume(int32_t partition) override {
    follow_->SetPaused(partition, false);
    wake_();
  }

 private:
  std::shared_ptr<KafkaFollow> follow_;
  std::function<void()> wake_;
};

}  // namespace

Result<std::unique_ptr<KafkaBus>> KafkaBus::Make(AsioScheduler& scheduler, KafkaOptions options) {
  TRY(CheckKafkaOptions(options));
  auto state = std::make_shared<State>(scheduler, std::move(options));
  state->Open();
  return std::unique_ptr<KafkaBus>(new KafkaBus(std::move(state)));
}

KafkaBus::KafkaBus(std::shared_ptr<State> state) : state_(std::move(state)) {}

KafkaBus::~KafkaBus() { state_->Close(); }

void KafkaBus::Produce(const std::string& topic, int32_t partition, std::string payload,
                       UniqueFunction<void(Result<int64_t>)> done) {
  auto producer = state_->Producer();
  if (!producer) {
    state_->Post([done = std::move(done), error = producer.error()]() mutable { done(error); });
    return;
  }
  (*producer)->Produce(topic, partition, std::move(payload), std::move(done));
  if ((*producer)->failed()) state_->Wake();
}

void KafkaBus::ResetProducer() { state_->Reset(); }

size_t KafkaBus::InFlight() const { return state_->InFlight(); }

std::unique_ptr<Subscription> KafkaBus::Subscribe(const std::string& topic,
                                                  const std::map<int32_t, int64_t>& from,
                                                  RecordHandler& handler) {
  auto follow = std::make_shared<KafkaFollow>(topic, from, handler);
  state_->Add(follow);
  return std::make_unique<KafkaSubscription>(std::move(follow), [weak = std::weak_ptr(state_)] {
    const auto state = weak.lock();
    if (state) state->Post([state] { state->Wake(); });
  });
}

void KafkaBus::ReadTail(const std::string& topic, int32_t partition,
                        UniqueFunction<void(Result<std::optional<BusRecord>>)> done) {
  state_->Add(KafkaLook{.topic = topic, .partition = partition, .tail_done = std::move(done)});
}

void KafkaBus::ReadEnd(const std::string& topic, int32_t partition,
                       UniqueFunction<void(Result<int64_t>)> done) {
  state_->Add(KafkaLook{.topic = topic, .partition = partition, .end_done = std::move(done)});
}

void KafkaBus::EnsureTopics(std::vector<TopicSpec> topics, UniqueFunction<void(Status)> done) {
  auto producer = state_->Producer();
  if (!producer) {
    state_->Post([done = std::move(done), error = producer.error()]() mutable { done(error); });
    return;
  }
  (*producer)->MakeTopics(topics, std::move(done));
}

void KafkaBus::ListTopics(UniqueFunction<void(Result<std::vector<std::string>>)> done) {
  state_->ListTopics(std::move(done));
}

}  // namespace meridian
