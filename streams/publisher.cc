#include "streams/publisher.h"

#include <algorithm>
#include <atomic>
#include <utility>

#include "storage/base/log.h"
#include "streams/conflict_sink.h"

namespace meridian {
namespace {

constexpr std::chrono::milliseconds kTick{1000};

// Brings the source's calls, from any thread, to the publisher's Scheduler; at most one call waits
// for each partition. Outlives the publisher, as the source may still call.
class Doorbell : public std::enable_shared_from_this<Doorbell> {
 public:
  Doorbell(Scheduler& scheduler, const std::vector<Partition>& partitions,
           std::function<void(Partition)> woken)
      : scheduler_(scheduler), woken_(std::move(woken)) {
    for (const Partition partition : partitions) rung_[partition] = false;
  }

  void Ring(Partition partition) {
    const auto found = rung_.find(partition);
    if (found == rung_.end() || found->second.exchange(true)) return;
    scheduler_.Post([self = shared_from_this(), partition, &rung = found->second] {
      // Before the look, so that what is committed from now on rings again.
      rung.store(false);
      if (self->woken_) self->woken_(partition);
    });
  }
  // On the Scheduler only.
  void Disconnect() { woken_ = nullptr; }

 private:
  Scheduler& scheduler_;
  std::function<void(Partition)> woken_;
  std::map<Partition, std::atomic<bool>> rung_;  // The map itself never changes.
};

}  // namespace

class Publisher::State : public std::enable_shared_from_this<Publisher::State> {
 public:
  State(ChangeSource& source, Bus& bus, Scheduler& scheduler, const MonotonicClock& clock,
        Metrics& metrics, LogIdentity identity, PublisherSources sources, PublisherOptions options)
      : source_(source),
        bus_(bus),
        scheduler_(scheduler),
        identity_(std::move(identity)),
        sources_(std::move(sources)),
        options_(options),
        backoff_(options.backoff_min),
        ticker_(scheduler, kTick, [this] { Tick(); }) {
    auto log_sink = std::make_unique<RegionLogSink>(identity_, sources_.writer);
    log_sink_ = log_sink.get();
    const auto failed = [this](const Error& error) { Lost(error); };
    followers_.push_back(
        std::make_unique<SinkFollower>(source, bus, clock, std::move(log_sink), options.limits,
                                       PublisherProbe(metrics, "region_log"), failed));
    followers_.push_back(std::make_unique<SinkFollower>(
        source, bus, clock, std::make_unique<ConflictSink>(identity_.origin.region), options.limits,
        PublisherProbe(metrics, "conflicts"), failed));
    doorbell_ =
        std::make_shared<Doorbell>(scheduler, source.Partitions(), [this](Partition partition) {
          for (const auto& follower : followers_) follower->Wake(partition);
        });
    source_.SetListener([bell = doorbell_](Partition partition) { bell->Ring(partition); });
    SetAvailable(false);
  }

  void Shut() {
    ticker_.Stop();
    doorbell_->Disconnect();
    check_.reset();
    for (const auto& follower : followers_) follower->Stop();
  }

  void Check() {
    check_ = std::make_unique<LogCheck>(
        source_, bus_, identity_, followers_.front()->Acknowledged(),
        [this](Result<LogProgress> result) { OnChecked(std::move(result)); });
  }

  void Lost(const Error& error) {
    if (state_ != PublisherState::kRunning) return;
    LogWarn("publisher.producer_lost", {{"cause", error.message}});
    state_ = PublisherState::kChecking;
    SetAvailable(false);
    for (const auto& follower : followers_) follower->Stop();
    bus_.ResetProducer();
    CheckLater();
  }

  // As seen by one who isn't a follower: a cancelled message only means that Lost() came before.
  void ReportedLost(const Error& error) {
    if (error.code != Errc::kCancelled) Lost(error);
  }

  PublisherState state() const { return state_; }
  LogProgress Published() const { return followers_.front()->Acknowledged(); }

 private:
  void OnChecked(Result<LogProgress> result) {
    if (!result && result.error().code == Errc::kInUse) {
      state_ = PublisherState::kHalted;
      LogError("publisher.halted", {{"cause", result.error().message}});
      return;
    }
    if (!result) {
      LogWarn("publisher.log_unreadable", {{"cause", result.error().message}});
      return CheckLater();
    }
    if (!ReadCatalog((*result)[kControlPartition])) {
      // Whoever read a snapshot of nothing would take every table for unknown.
      LogWarn("publisher.catalog_unreadable", {{"published", (*result)[kControlPartition]}});
      return CheckLater();
    }
    LogInfo("publisher.running", {{"epoch", identity_.epoch}});
    backoff_ = options_.backoff_min;
    state_ = PublisherState::kRunning;
    SetAvailable(true);
    WriteCatalog();
    // Sequences say what the region log holds, and nothing of the other sinks' topics.
    const LogProgress none;
    for (const auto& follower : followers_) {
      const bool is_log = follower == followers_.front();
      if (state_ == PublisherState::kRunning) follower->Begin(is_log ? *result : none);
    }
  }

  void CheckLater() {
    scheduler_.After(backoff_, [weak = weak_from_this()] {
      if (const auto self = weak.lock()) self->Check();
    });
    backoff_ = std::min(2 * backoff_, options_.backoff_max);
  }

  // False if it can't be read now: registers stay for ever, so where changes of the catalog were
  // published there are some.
  bool ReadCatalog(uint64_t published) {
    catalog_.clear();
    if (catalog_written_) return true;
    const std::vector<Register> registers = sources_.registers();
    if (registers.empty() && published > 0) return false;
    catalog_ = log_sink_->Snapshot(registers, published);
    return true;
  }

  void WriteCatalog() {
    auto missing = std::make_shared<size_t>(catalog_.size());
    for (SinkStrategy::Message& message : std::exchange(catalog_, {})) {
      bus_.Produce(message.topic, message.partition, std::move(message.payload),
                   [weak = weak_from_this(), missing](Result<int64_t> offset) {
                     const auto self = weak.lock();
                     if (!self) return;
                     if (!offset) return self->ReportedLost(offset.error());
                     if (--*missing == 0) self->catalog_written_ = true;
                   });
    }
  }

  void Tick() {
    for (const auto& follower : followers_) follower->Measure();
    if (state_ != PublisherState::kRunning) return;
    const auto oldest = followers_.front()->OldestInFlight();
    SetAvailable(!oldest || *oldest < options_.stall_after);
  }

  void SetAvailable(bool available) {
    if (available_ == available) return;
    available_ = available;
    source_.SetLogAvailable(available);
  }

  ChangeSource& source_;
  Bus& bus_;
  Scheduler& scheduler_;
  const LogIdentity identity_;
  const PublisherSources sources_;
  const PublisherOptions options_;

  PublisherState state_ = PublisherState::kChecking;
  std::optional<bool> available_;
  bool catalog_written_ = false;
  std::vector<SinkStrategy::Message> catalog_;  // Read, and about to be written.
  std::chrono::milliseconds backoff_;
  Ticker ticker_;
  RegionLogSink* log_sink_ = nullptr;                     // Owned by the first follower.
  std::vector<std::unique_ptr<SinkFollower>> followers_;  // The region log's is the first.
  std::shared_ptr<Doorbell> doorbell_;
  std::unique_ptr<LogCheck> check_;
};

Publisher::Publisher(ChangeSource& source, Bus& bus, Scheduler& scheduler,
                     const MonotonicClock& clock, Metrics& metrics, LogIdentity identity,
                     PublisherSources sources, PublisherOptions options)
    : state_(std::make_shared<State>(source, bus, scheduler, clock, metrics, std::move(identity),
                                     std::move(sources), options)) {}

Publisher::~Publisher() { state_->Shut(); }

void Publisher::Start() { state_->Check(); }

void Publisher::ProducerLost(const Error& error) { state_->ReportedLost(error); }

PublisherState Publisher::state() const { return state_->state(); }

LogProgress Publisher::Published() const { return state_->Published(); }

}  // namespace meridian
