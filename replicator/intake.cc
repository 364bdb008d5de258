#include "replicator/intake.h"

#include <algorithm>

#include "replicator/incoming.h"
#include "replicator/merge.h"
#include "storage/base/check.h"
#include "storage/base/log.h"

namespace meridian {
namespace {

// Whether trying again may help. Anything else is in the change, or in the row that it meets.
// kInternal: the disk refused the batch, whoever's change was in it.
bool Passing(Errc code) {
  return code == Errc::kUnavailable || code == Errc::kThrottled || code == Errc::kTimeout ||
         code == Errc::kThroughputExceeded || code == Errc::kCancelled || code == Errc::kInternal;
}

MergeFn CountingMerge(std::shared_ptr<std::atomic<uint64_t>> conflicts) {
  return [conflicts = std::move(conflicts)](const ItemState* current, const ItemState& incoming) {
    MergeOutcome outcome = Merge(current, incoming);
    conflicts->fetch_add(outcome.losers.size(), std::memory_order_relaxed);
    return outcome;
  };
}

}  // namespace

Intake::Intake(Partition partition, Position position, const IntakePorts& ports, IntakeOwner& owner,
               std::shared_ptr<std::atomic<uint64_t>> conflicts)
    : partition_(partition),
      ports_(ports),
      owner_(owner),
      conflicts_(std::move(conflicts)),
      parked_(position.origin.region, partition),
      received_(position),
      applied_(std::move(position)),
      tether_(ports.scheduler) {}

Status Intake::Load() {
  TRY(parked_.Load(ports_.store));
  if (const auto first = parked_.FirstSequence()) owner_.OnParked(partition_, *first);
  TRY(held_.Load(ports_.store, partition_, applied_.origin.region));
  TellHeld();
  return OkStatus();
}

void Intake::Add(int64_t offset, LogBatch batch) {
  if (batch.last_sequence <= received_.sequence) {
    // A run that a dying producer repeated.
    received_.offset = offset;
    if (queue_.empty() && !flying_) applied_.offset = offset;
    return;
  }
  if (batch.first_sequence > received_.sequence + 1) {
    owner_.OnFailed(Errc::kNotFound, "The log has a gap: sequence " +
                                         std::to_string(batch.first_sequence) + " follows " +
                                         std::to_string(received_.sequence) + " in partition " +
                                         std::to_string(static_cast<uint16_t>(partition_)) +
                                         "; this region must be filled again from that one");
    return;
  }
  auto message = Decode(offset, batch);
  if (!message) return owner_.OnFailed(message.error().code, message.error().message);
  received_.offset = offset;
  received_.sequence = batch.last_sequence;
  queue_bytes_ += message->bytes;
  queue_.push_back(*std::move(message));
  if (queue_bytes_ > ports_.options.queue_bytes_max && !delivery_off_) {
    delivery_off_ = true;
    owner_.SetDelivery(partition_, false);
  }
  Pump();
}

Result<Intake::Message> Intake::Decode(int64_t offset, const LogBatch& batch) const {
  Message message{.offset = offset,
                  .last_sequence = batch.last_sequence,
                  .catalog_sequence = batch.catalog_sequence,
                  .bytes = batch.changes.size()};
  std::string_view rest = batch.changes;
  for (uint64_t sequence = batch.first_sequence; !rest.empty(); ++sequence) {
    TRY(auto change, TakeChange(&rest));
    if (change.header.sequence != sequence) {
      return Error{Errc::kCorrupt, "The changes of a batch are not in sequence"};
    }
    if (change.change && change.change->kind == ChangeKind::kState) {
      message.clock_millis =
          std::max(message.clock_millis, change.change->state.version.clock.millis());
    }
    // Of a message that overlaps what came before, only the rest counts.
    if (sequence > received_.sequence) message.changes.push_back(std::move(change));
  }
  if (message.changes.empty() || message.changes.back().header.sequence != batch.last_sequence) {
    return Error{Errc::kCorrupt, "A batch ends before its last sequence"};
  }
  return message;
}

void Intake::Pump() {
  if (flying_ || !owner_.MayApply()) return;
  const bool found = held_turn_ ? CollectHeld() || Collect() : Collect() || CollectHeld();
  if (!found) return;
  held_turn_ = taken_.empty();
  flying_ = true;
  Judge();
}

bool Intake::Collect() {
  size_t bytes = 0;
  waits_for_catalog_ = false;
  if (full()) return false;
  while (!queue_.empty() && flight_.size() < ports_.options.apply_changes &&
         bytes < ports_.options.apply_bytes) {
    Message& next = queue_.front();
    if (next.catalog_sequence > owner_.CatalogSequence()) {
      waits_for_catalog_ = true;
      break;
    }
    const int64_t until = next.clock_millis - ports_.options.quarantine_ahead.count();
    if (until > ports_.wall.NowMillis()) {
      owner_.OnAhead(partition_, until);
      break;
    }
    bytes += next.bytes;
    queue_bytes_ -= next.bytes;
    target_ = applied_;
    target_.offset = next.offset;
    target_.sequence = next.last_sequence;
    std::ranges::move(next.changes, std::back_inserter(flight_));
    queue_.pop_front();
  }
  if (flight_.empty()) return false;
  // Repeats that were dropped behind the last message are passed too.
  if (queue_.empty()) target_.offset = received_.offset;
  return true;
}

bool Intake::CollectHeld() {
  const CatalogViewPtr catalog = ports_.catalog.View();
  // Not by reference: a table may be forgotten on the way.
  for (const auto& [table, range] : std::map(held_.ranges())) {
    // What was kept for a replica that is gone is only dropped.
    if (owner_.HoldsBack(table) && AppliedTable(*catalog, table) != nullptr) continue;
    auto kept = ports_.store.ReadPending(partition_, applied_.origin.region, table, range.first,
                                         ports_.options.apply_changes);
    if (!kept) {
      LogWarn("replicator.pending_unreadable", {{"cause", kept.error().message}});
      return false;  // The link looks again by itself.
    }
    for (const PendingChange& change : *kept) {
      std::string_view rest = change.frame;
      auto decoded = TakeChange(&rest);
      if (!decoded) {
        owner_.OnFailed(decoded.error().code, decoded.error().message);
        return false;
      }
      flight_.push_back(*std::move(decoded));
    }
    if (kept->empty()) {
      held_.Forget(table);
      TellHeld();
      continue;
    }
    taken_ = *std::move(kept);
    target_ = applied_;
    return true;
  }
  return false;
}

void Intake::TellHeld() {
  auto first = held_.First();
  if (!keep_.empty()) first = std::min(first.value_or(UINT64_MAX), keep_.front().sequence);
  owner_.OnHeld(partition_, first);
}

void Intake::Judge() {
  const CatalogViewPtr catalog = ports_.catalog.View();
  std::vector<IncomingChange> changes;
  keep_.clear();
  const size_t parked_before = parked_.count();
  for (const DecodedChange& flying : flight_) {
    const ChangeHeader& header = flying.header;
    TablePtr table = AppliedTable(*catalog, header.table);
    if (table == nullptr || parked_.HoldsSequence(header.sequence)) continue;
    if (taken_.empty() && owner_.HoldsBack(header.table)) {
      keep_.push_back({header.table, header.sequence, flying.raw});
      continue;
    }
    auto incoming =
        flying.change ? ToIncoming(std::move(table), *flying.change, partition_, ports_.partitions)
                      : Result<IncomingChange>(flying.change.error());
    const bool queues = parked_.Holds(header.table, header.key);
    if (incoming && !queues && !refused_.contains(header.sequence)) {
      changes.push_back(*std::move(incoming));
      continue;
    }
    parked_.Add(header, flying.raw);
    LogError("replicator.change_parked",
             {{"source", applied_.origin.region},
              {"partition", static_cast<uint16_t>(partition_)},
              {"sequence", header.sequence},
              {"cause", queues     ? "an earlier change of its key is parked"
                        : incoming ? "the store cannot apply it"
                                   : incoming.error().message}});
  }
  if (!keep_.empty()) TellHeld();
  if (parked_.count() > parked_before) {
    parked_saved_ = false;
    owner_.OnParked(partition_, *parked_.FirstSequence());
  }
  if (parked_saved_) return Apply(std::move(changes));
  // A parked change must be safe before the position passes it.
  parked_.Save(ports_.store, tether_.Bring<Status>([this](Status saved) {
    parked_saved_ = saved.has_value();
    if (saved) return Judge();
    LogWarn("replicator.park_failed", {{"cause", saved.error().message}});
    Retry();
  }));
}

void Intake::Apply(std::vector<IncomingChange> changes) {
  const size_t count = changes.size();
  ports_.store.Apply(
      partition_, std::move(changes), CountingMerge(conflicts_),
      {.source = applied_.origin.region,
       .position = target_,
       .stream = true,
       .keep = keep_,
       .drop = taken_},
      tether_.Bring<Status>([this, count](Status status) { OnApply(status, count); }));
}

void Intake::OnApply(const Status& status, size_t changes) {
  if (!status) {
    LogWarn("replicator.apply_failed", {{"source", applied_.origin.region},
                                        {"partition", static_cast<uint16_t>(partition_)},
                                        {"cause", status.error().message}});
    if (Passing(status.error().code)) return Retry();
    if (changes > 0) return TryAlone(0);
    return owner_.OnFailed(status.error().code,
                           "A position can't be stored: " + status.error().message);
  }
  applied_ = target_;
  held_.Kept(keep_);
  held_.Dropped(taken_);
  keep_.clear();
  taken_.clear();
  TellHeld();
  flight_.clear();
  refused_.clear();
  flying_ = false;
  if (delivery_off_ && queue_bytes_ <= ports_.options.queue_bytes_max / 2) {
    delivery_off_ = false;
    owner_.SetDelivery(partition_, true);
  }
  owner_.OnApplied(partition_, applied_.sequence, changes);
  Pump();
}

void Intake::TryAlone(size_t index) {
  const CatalogViewPtr catalog = ports_.catalog.View();
  for (; index < flight_.size(); ++index) {
    const DecodedChange& flying = flight_[index];
    TablePtr table = AppliedTable(*catalog, flying.header.table);
    if (table == nullptr || !flying.change ||
        parked_.Holds(flying.header.table, flying.header.key)) {
      continue;
    }
    if (taken_.empty() && owner_.HoldsBack(flying.header.table)) continue;
    auto incoming = ToIncoming(std::move(table), *flying.change, partition_, ports_.partitions);
    if (!incoming) continue;
    std::vector<IncomingChange> alone;
    alone.push_back(*std::move(incoming));
    // Merging it again with the others changes nothing.
    ports_.store.Apply(partition_, std::move(alone), CountingMerge(conflicts_),
                       {.source = applied_.origin.region, .position = std::nullopt, .stream = true},
                       tether_.Bring<Status>([this, index](Status status) {
                         if (!status && Passing(status.error().code)) return Retry();
                         if (!status) refused_.insert(flight_[index].header.sequence);
                         TryAlone(index + 1);
                       }));
    return;
  }
  if (refused_.empty()) return Retry();
  Judge();
}

void Intake::Retry() {
  tether_.After(ports_.options.retry_delay, [this] {
    if (owner_.MayApply()) return Judge();
    Retry();
  });
}

}  // namespace meridian
