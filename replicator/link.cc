#include "replicator/link.h"

#include <algorithm>

#include "storage/base/log.h"
#include "streams/topics.h"

namespace meridian {

// One followed partition of one topic.
class Link::Topic final : public RecordHandler {
 public:
  struct Hooks {
    std::function<void(BusRecord)> record;
    std::function<void()> caught_up;
    std::function<void(const Error&)> lost;  // Delivery has ended.
    std::function<void(bool away, const std::string& cause)> away;
  };
  Topic(Bus& bus, const std::string& name, int32_t partition, int64_t from, Hooks hooks)
      : partition_(partition),
        hooks_(std::move(hooks)),
        subscription_(bus.Subscribe(name, {{partition, from}}, *this)) {}

  void Deliver(bool on) {
    if (on) {
      subscription_->Resume(partition_);
    } else {
      subscription_->Pause(partition_);
    }
  }

 private:
  void OnRecord(BusRecord record) override {
    hooks_.away(false, "");
    hooks_.record(std::move(record));
  }
  void OnCaughtUp(int32_t) override {
    hooks_.away(false, "");
    hooks_.caught_up();
  }
  void OnError(int32_t, const Error& error) override {
    if (error.code == Errc::kUnavailable) return hooks_.away(true, error.message);
    hooks_.lost(error);
  }

  const int32_t partition_;
  const Hooks hooks_;
  std::unique_ptr<Subscription> subscription_;
};

namespace {

std::string PauseNote(const std::string& source) { return "replicator/paused/" + source; }

}  // namespace

Link::Link(std::string source, Bus& bus, const IntakePorts& ports, LinkListener& listener)
    : source_(std::move(source)),
      bus_(bus),
      ports_(ports),
      listener_(listener),
      conflicts_(std::make_shared<std::atomic<uint64_t>>(0)),
      paused_tables_(source_),
      tether_(ports.scheduler) {}

Link::~Link() = default;

void Link::Start() {
  const auto note = ports_.store.ReadNote(PauseNote(source_));
  if (!note) return OnUnread(note.error(), [this] { Start(); });
  paused_ = note->has_value();
  if (const Status read = paused_tables_.Load(ports_.store); !read) {
    return OnUnread(read.error(), [this] { Start(); });
  }
  FindHeartbeats();
}

// The last heartbeat says which log there is, even when its region is dead by now.
void Link::FindHeartbeats() {
  bus_.ReadTail(HeartbeatTopic(source_), 0,
                tether_.Guard<Result<std::optional<BusRecord>>>([this](auto tail) {
                  if (!tail) {
                    away_ = true;
                    cause_ = tail.error().message;
                    return tether_.After(ports_.options.topic_retry_delay,
                                         [this] { FindHeartbeats(); });
                  }
                  away_ = false;
                  if (!*tail) return FollowHeartbeats(Bus::kFromStart);
                  TakeHeartbeat(**tail, false);
                  FollowHeartbeats((*tail)->offset + 1);
                }));
}

void Link::FollowHeartbeats(int64_t from) {
  heartbeats_ = std::make_unique<Topic>(
      bus_, HeartbeatTopic(source_), 0, from,
      Topic::Hooks{.record = [this](BusRecord record) { TakeHeartbeat(record, true); },
                   .caught_up = [] {},
                   .lost =
                       [this](const Error&) {
                         tether_.After(ports_.options.topic_retry_delay, [this] {
                           heartbeats_.reset();
                           FindHeartbeats();
                         });
                       },
                   .away =
                       [this](bool away, const std::string& cause) {
                         away_ = away;
                         if (away && !failed_) cause_ = cause;
                       }});
}

void Link::TakeHeartbeat(const BusRecord& record, bool live) {
  if (failed_) return;
  const auto heartbeat = DecodeHeartbeat(record.payload);
  if (!heartbeat) {
    // The next one comes in a moment; only what it said is late.
    LogWarn("replicator.heartbeat_unreadable",
            {{"source", source_}, {"cause", heartbeat.error().message}});
    return;
  }
  if (!Accept(*heartbeat)) return;
  // What the store has of this source may be of another incarnation: until that is looked at, its
  // watermarks would be taken for what they are not.
  if (intakes_.empty()) {
    unheard_ = {*heartbeat, live};
    return Open();
  }
  listener_.OnHeartbeat(*heartbeat, live);
}

bool Link::Accept(const Heartbeat& heartbeat) {
  if (heartbeat.origin.region != source_) {
    OnFailed(Errc::kValidation, "The heartbeats are of region " + heartbeat.origin.region);
  } else if (heartbeat.partitions != ports_.partitions ||
             heartbeat.sequences.size() != ports_.partitions + size_t{1}) {
    OnFailed(Errc::kValidation, "The source has " + std::to_string(heartbeat.partitions) +
                                    " partitions, this region " +
                                    std::to_string(ports_.partitions));
  } else if (origin_ && *origin_ != heartbeat.origin) {
    OnFailed(Errc::kNotFound, "The source is a new incarnation, " + heartbeat.origin.ToString() +
                                  "; this region must be filled again from it");
  } else if (origin_ && epoch_ != heartbeat.epoch) {
    OnFailed(Errc::kNotFound, "The source began log epoch " + std::to_string(heartbeat.epoch) +
                                  "; this region must be filled again from it");
  } else {
    origin_ = heartbeat.origin;
    epoch_ = heartbeat.epoch;
  }
  return !failed_;
}

Result<Position> Link::PositionOf(Partition partition) const {
  TRY(const auto positions, ports_.store.Positions(partition));
  const auto stored = positions.find(source_);
  if (stored == positions.end()) return Position{.origin = *origin_, .epoch = epoch_};
  if (stored->second.origin != *origin_) {
    return Error{Errc::kNotFound, "The source is a new incarnation, " + origin_->ToString() +
                                      "; this region must be filled again from it"};
  }
  if (stored->second.epoch != epoch_) {
    return Error{Errc::kNotFound, "The source is in log epoch " + std::to_string(epoch_) +
                                      ", applied is epoch " + std::to_string(stored->second.epoch) +
                                      "; this region must be filled again from it"};
  }
  return stored->second;
}

// A store that recovers from a disk error can be read again in a moment.
void Link::OnUnread(const Error& error, std::function<void()> again) {
  if (error.code != Errc::kUnavailable) return OnFailed(error.code, error.message);
  cause_ = error.message;
  tether_.After(ports_.options.retry_delay, [this, again = std::move(again)] {
    if (!failed_) again();
  });
}

void Link::Open() {
  if (opening_) return;
  opening_ = true;
  if (const Status opened = TryOpen(); !opened) {
    intakes_.clear();
    return OnUnread(opened.error(), [this] {
      opening_ = false;
      Open();
    });
  }
  opening_ = false;
  listener_.OnHeartbeat(unheard_->first, unheard_->second);
  unheard_.reset();
}

Status Link::TryOpen() {
  std::vector<int64_t> offsets;
  for (uint16_t p = 0; p < ports_.partitions; ++p) {
    TRY(auto position, PositionOf(Partition{p}));
    offsets.push_back(position.offset);
    intakes_.push_back(std::make_unique<Intake>(Partition{p}, std::move(position), ports_,
                                                static_cast<IntakeOwner&>(*this), conflicts_));
    TRY(intakes_.back()->Load());
  }
  TRY(auto position, PositionOf(kControlPartition));
  const int64_t control_offset = position.offset;
  // All of it is this incarnation's. What is parked was told before: nothing from it on may be
  // acknowledged.
  for (uint16_t p = 0; p < ports_.partitions; ++p) {
    listener_.OnLinkApplied(*origin_, Partition{p}, intakes_[p]->applied());
  }
  listener_.OnLinkApplied(*origin_, kControlPartition, position.sequence);
  catalog_ = std::make_unique<CatalogIntake>(std::move(position), ports_,
                                             static_cast<IntakeOwner&>(*this));
  log_.resize(ports_.partitions);
  FollowLog(kControlPartition, control_offset);
  for (uint16_t p = 0; p < ports_.partitions; ++p) FollowLog(Partition{p}, offsets[p]);
  LogInfo("replicator.link_open",
          {{"source", source_}, {"origin", origin_->ToString()}, {"epoch", epoch_}});
  return OkStatus();
}

void Link::FollowLog(Partition partition, int64_t offset) {
  const bool control = partition == kControlPartition;
  auto topic = std::make_unique<Topic>(
      bus_, control ? ControlTopic(source_) : LogTopic(source_, epoch_),
      control ? 0 : static_cast<int32_t>(partition), offset < 0 ? Bus::kFromStart : offset + 1,
      Topic::Hooks{.record = [this, partition](
                                 BusRecord record) { TakeBatch(partition, std::move(record)); },
                   .caught_up =
                       [this, control] {
                         if (control) catalog_->CaughtUp();
                       },
                   .lost = [this, partition](const Error& error) { LostTopic(partition, error); },
                   .away =
                       [this](bool away, const std::string& cause) {
                         away_ = away;
                         if (away && !failed_) cause_ = cause;
                       }});
  (control ? control_ : log_[static_cast<uint16_t>(partition)]) = std::move(topic);
}

void Link::LostTopic(Partition partition, const Error& error) {
  const auto position = PositionOf(partition);
  if (!position) {
    return OnUnread(position.error(), [this, partition, error] { LostTopic(partition, error); });
  }
  if (position->offset >= 0) {
    return OnFailed(Errc::kNotFound, "The log no longer has what follows offset " +
                                         std::to_string(position->offset) + " (" + error.message +
                                         "); this region must be filled again from that one");
  }
  // Nothing was ever read from it: it isn't there yet.
  tether_.After(ports_.options.topic_retry_delay, [this, partition] {
    if (!failed_) FollowLog(partition, -1);
  });
}

void Link::TakeBatch(Partition expected, BusRecord record) {
  if (failed_) return;
  auto batch = DecodeBatch(record.payload);
  if (!batch) return OnFailed(batch.error().code, batch.error().message);
  if (batch->origin != *origin_) {
    return OnFailed(Errc::kNotFound, "The log holds records of " + batch->origin.ToString() +
                                         ", expected " + origin_->ToString() +
                                         "; this region must be filled again from that one");
  }
  if (batch->epoch != epoch_ || batch->partitions != ports_.partitions ||
      batch->partition != static_cast<uint16_t>(expected)) {
    return OnFailed(Errc::kValidation,
                    "The log holds a batch of another epoch, partition or number of partitions");
  }
  if (expected == kControlPartition) return catalog_->Add(record.offset, *std::move(batch));
  intakes_[static_cast<uint16_t>(expected)]->Add(record.offset, *std::move(batch));
}

bool Link::MayApply() const {
  return !failed_ && !paused_ && ports_.wall.NowMillis() >= quarantined_until_millis_;
}

uint64_t Link::CatalogSequence() const { return catalog_ ? catalog_->applied() : 0; }

void Link::OnApplied(Partition partition, uint64_t sequence, size_t changes) {
  applied_ += changes;
  listener_.OnLinkApplied(*origin_, partition, sequence);
  if (partition != kControlPartition) return;
  listener_.OnCatalogApplied();
  for (const auto& intake : intakes_) {
    if (intake->waits_for_catalog()) intake->Pump();
  }
}

void Link::OnParked(Partition partition, uint64_t first) {
  listener_.OnLinkParked(source_, partition, first);
}

void Link::OnHeld(Partition partition, std::optional<uint64_t> first) {
  listener_.OnLinkHeld(source_, partition, first);
}

void Link::OnAhead(Partition partition, int64_t until_millis) {
  if (until_millis <= quarantined_until_millis_) return;
  quarantined_until_millis_ = until_millis;
  LogError("replicator.clock_ahead", {{"source", source_},
                                      {"partition", static_cast<uint16_t>(partition)},
                                      {"ahead_ms", until_millis - ports_.wall.NowMillis() +
                                                       ports_.options.quarantine_ahead.count()}});
}

void Link::OnFailed(Errc, std::string cause) {
  if (failed_) return;
  failed_ = true;
  cause_ = std::move(cause);
  LogError("replicator.link_failed", {{"source", source_}, {"cause", cause_}});
  // Deliveries end, but not inside one of their own calls.
  tether_.After(std::chrono::milliseconds(0), [this] {
    heartbeats_.reset();
    control_.reset();
    log_.clear();
  });
}

void Link::SetDelivery(Partition partition, bool on) {
  const auto index = static_cast<uint16_t>(partition);
  if (index < log_.size() && log_[index]) log_[index]->Deliver(on);
}

void Link::Pause(UniqueFunction<void(Status)> done) { SetPaused(true, std::move(done)); }
void Link::Resume(UniqueFunction<void(Status)> done) { SetPaused(false, std::move(done)); }

void Link::SetPaused(bool paused, UniqueFunction<void(Status)> done) {
  paused_ = paused;
  ports_.store.WriteNote(PauseNote(source_),
                         paused ? std::optional<std::string>("1") : std::nullopt,
                         tether_.Bring<Status>(std::move(done)));
  PumpAll();
}

void Link::PauseTable(const TableId& table, UniqueFunction<void(Status)> done) {
  paused_tables_.Add(table);
  paused_tables_.Save(ports_.store, tether_.Bring<Status>(std::move(done)));
}

void Link::ResumeTable(const TableId& table, UniqueFunction<void(Status)> done) {
  paused_tables_.Remove(table);
  paused_tables_.Save(ports_.store, tether_.Bring<Status>(std::move(done)));
  PumpAll();
}

uint64_t Link::HeldOf(const TableId& table) const {
  uint64_t count = 0;
  for (const auto& intake : intakes_) count += intake->held().CountOf(table);
  return count;
}

void Link::Poke() { PumpAll(); }

void Link::PumpAll() {
  if (catalog_) catalog_->Pump();
  for (const auto& intake : intakes_) intake->Pump();
}

LinkStatus Link::status() const {
  LinkStatus status{.applied = applied_, .conflicts = conflicts_->load()};
  for (const auto& intake : intakes_) status.parked += intake->parked();
  if (failed_) {
    status.state = LinkState::kFailed;
    status.cause = cause_;
  } else if (paused_) {
    status.state = LinkState::kPaused;
    status.cause = "Paused by PauseReplication";
  } else if (ports_.wall.NowMillis() < quarantined_until_millis_) {
    status.state = LinkState::kQuarantined;
    status.cause = "The source's clock is too far ahead of this region's";
  } else if (away_ || intakes_.empty()) {
    status.state = LinkState::kConnecting;
    status.cause = away_ ? cause_ : "No heartbeat of the source was read yet";
  } else {
    status.state = LinkState::kCatchup;
    if (std::ranges::any_of(intakes_, [](const auto& intake) { return intake->full(); })) {
      status.cause = "A partition keeps as many changes of paused tables as it may (" +
                     std::to_string(ports_.options.pending_changes_max) +
                     "), and stops; resume a table";
    }
  }
  return status;
}

std::vector<uint64_t> Link::Judged() const {
  std::vector<uint64_t> judged;
  for (const auto& intake : intakes_) judged.push_back(intake->judged());
  return judged;
}

}  // namespace meridian
