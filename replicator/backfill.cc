#include "replicator/backfill.h"

#include <algorithm>

#include "replicator/incoming.h"
#include "replicator/merge.h"
#include "storage/base/log.h"

namespace meridian {

Backfill::Backfill(TablePtr table, std::vector<std::map<Origin, uint64_t>> required, Ports ports,
                   UniqueFunction<void()> done)
    : table_(std::move(table)),
      // With the number: a replica that was dropped and added again begins again.
      note_("replicator/backfill/" + table_->id.ToString() + "/" +
            std::to_string(static_cast<uint32_t>(table_->number))),
      required_(std::move(required)),
      ports_(ports),
      done_(std::move(done)),
      tether_(ports.scheduler) {}

void Backfill::Start() {
  const auto note = ports_.store.ReadNote(note_);
  if (note && note->has_value()) {
    if (auto places = DecodeBackfillProgress(**note)) places_ = *std::move(places);
  }
  // Without a readable note it begins again: merging twice changes nothing.
  places_.resize(ports_.partitions);
  ChooseSource();
  LogInfo("replicator.backfill_started",
          {{"table", table_->name}, {"source", source_}, {"percent", percent()}});
  for (size_t lane = 0; lane < ports_.options.backfill_parallel; ++lane) {
    ++filling_;
    NextPartition();
  }
}

void Backfill::ChooseSource() {
  const auto current = ports_.catalog.View()->FindById(table_->id);
  std::vector<std::string> active;
  if (current != nullptr) {
    for (const auto& [region, replica] : current->replicas) {
      const bool whole =
          replica.status == ReplicaStatus::kActive || replica.status == ReplicaStatus::kUpdating;
      if (region != table_->region && whole) active.push_back(region);
    }
  }
  const std::string& wanted = table_->self().source;
  if (active.empty()) {
    source_.clear();
    cause_ = "No other region has an active replica of the table";
  } else if (source_.empty() && std::ranges::count(active, wanted) > 0) {
    source_ = wanted;
  } else {
    const auto after = std::ranges::upper_bound(active, source_);
    source_ = after == active.end() ? active.front() : *after;
  }
  failures_ = 0;
}

void Backfill::NextPartition() {
  while (next_ < places_.size() && places_[next_].done) ++next_;
  if (next_ < places_.size()) return Fill(next_++);
  if (--filling_ == 0) Activate();
}

void Backfill::Fill(size_t partition) {
  if (source_.empty()) ChooseSource();
  if (source_.empty()) return Again(partition);
  SnapshotRequest request{.target = table_->region,
                          .table = table_->id,
                          .partition = Partition{static_cast<uint16_t>(partition)},
                          .after = places_[partition].after,
                          .required = required_[partition]};
  ports_.peer.Call(source_, kPeerSnapshot, EncodeSnapshotRequest(request),
                   tether_.Guard<Result<std::string>>(
                       [this, partition, from = source_](Result<std::string> answer) {
                         TakeChunk(partition, from, std::move(answer));
                       }));
}

void Backfill::TakeChunk(size_t partition, const std::string& from, Result<std::string> answer) {
  auto chunk = answer ? DecodeSnapshotChunk(*answer) : Result<SnapshotChunk>(answer.error());
  if (!chunk) {
    Failed(from, chunk.error());
    return Again(partition);
  }
  if (!chunk->not_yet.empty()) {
    cause_ = chunk->not_yet;
    return Again(partition);
  }
  Merge(partition, *std::move(chunk));
}

void Backfill::Merge(size_t partition, SnapshotChunk chunk) {
  const auto where = Partition{static_cast<uint16_t>(partition)};
  std::vector<IncomingChange> changes;
  std::string_view rest = chunk.states;
  while (!rest.empty()) {
    auto taken = TakeChange(&rest);
    if (taken && !taken->change) taken = taken->change.error();
    auto incoming = taken ? ToIncoming(table_, *taken->change, where, ports_.partitions)
                          : Result<IncomingChange>(taken.error());
    if (!incoming) {
      Failed(source_, incoming.error());
      return Again(partition);
    }
    changes.push_back(*std::move(incoming));
  }
  auto noted = [this, partition](Status status) {
    if (!status) {
      LogWarn("replicator.backfill_note_failed", {{"cause", status.error().message}});
    }
    // A note that was not written only costs repeated work after a restart.
    Fill(partition);
  };
  auto merged = [this, partition, noted, states = std::move(chunk)](Status status) mutable {
    if (status) {
      cause_.clear();
      failures_ = 0;
      // Not earlier: another partition's note must not claim what isn't stored.
      BackfillPlace& place = places_[partition];
      place.horizon = std::max(place.horizon, states.horizon);
      if (states.last) return Finish(partition);
      place.after = states.end;
      ports_.store.WriteNote(note_, EncodeBackfillProgress(places_), tether_.Bring<Status>(noted));
      return;
    }
    cause_ = status.error().message;
    LogWarn("replicator.backfill_apply_failed", {{"table", table_->name}, {"cause", cause_}});
    tether_.After(ports_.options.retry_delay,
                  [this, partition, states = std::move(states)]() mutable {
                    Merge(partition, std::move(states));
                  });
  };
  ports_.store.Apply(where, std::move(changes), meridian::Merge,
                     {.source = source_, .position = std::nullopt, .stream = false},
                     tether_.Bring<Status>(std::move(merged)));
}

// A source that purged a tombstone says so by its horizon, and this region has to say it too: else
// its first write to that key would pass for one that didn't know of the delete.
//
// That the horizon holds here as well: it is the least that every region, this one among them, had
// acknowledged, so all that is settled by it was judged here before the backfill began. What was
// judged while the table was here is applied; what was skipped is in `required`, so in every chunk.
// The partition's other tables were here then, or have backfills of their own, whose `required` has
// it. So the horizons of all chunks hold once the last is merged, whichever region gave them.
void Backfill::Finish(size_t partition) {
  const auto where = Partition{static_cast<uint16_t>(partition)};
  ports_.store.KeepHorizon(
      where, places_[partition].horizon, tether_.Bring<Status>([this, partition](Status status) {
        if (!status) {
          cause_ = status.error().message;
          return tether_.After(ports_.options.retry_delay,
                               [this, partition] { Finish(partition); });
        }
        places_[partition].done = true;
        ports_.store.WriteNote(
            note_, EncodeBackfillProgress(places_),
            tether_.Bring<Status>([this](const Status& noted) {
              if (!noted) {
                LogWarn("replicator.backfill_note_failed", {{"cause", noted.error().message}});
              }
              NextPartition();
            }));
      }));
}

void Backfill::Failed(const std::string& from, const Error& error) {
  cause_ = error.message;
  LogWarn("replicator.backfill_source_failed",
          {{"table", table_->name}, {"source", from}, {"cause", cause_}});
  if (from == source_ && ++failures_ >= ports_.options.backfill_source_failures) ChooseSource();
}

void Backfill::Again(size_t partition) {
  tether_.After(ports_.options.retry_delay, [this, partition] { Fill(partition); });
}

void Backfill::Activate() {
  const auto decide =
      [id = table_->id](const CatalogView& current) -> Result<std::vector<RegisterWrite>> {
    const TablePtr table = current.FindById(id);
    if (table == nullptr) return std::vector<RegisterWrite>();
    const auto self = table->replicas.find(table->region);
    // Somebody may have deleted it meanwhile.
    if (self == table->replicas.end() || self->second.status != ReplicaStatus::kCreating) {
      return std::vector<RegisterWrite>();
    }
    Replica replica = self->second;
    replica.status = ReplicaStatus::kActive;
    return std::vector<RegisterWrite>{{.table = id, .value = replica, .region = table->region}};
  };
  ports_.catalog.Update(decide, tether_.Bring<Status>([this](Status status) {
    if (!status) {
      cause_ = status.error().message;
      return tether_.After(ports_.options.retry_delay, [this] { Activate(); });
    }
    LogInfo("replicator.backfill_done", {{"table", table_->name}});
    ports_.store.WriteNote(note_, std::nullopt, tether_.Bring<Status>([this](Status) {
      // Out of this first, as it may destroy this.
      auto done = std::move(done_);
      done();
    }));
  }));
}

int Backfill::percent() const {
  const PartitionMap map{.partitions = ports_.partitions};
  uint64_t slots = 0;
  for (uint32_t p = 0; p < places_.size(); ++p) {
    if (places_[p].done || (places_[p].after && places_[p].after->conflict)) {
      slots += map.FirstSlot(p + 1) - map.FirstSlot(p);
    } else if (places_[p].after) {
      slots += static_cast<uint16_t>(places_[p].after->slot) - map.FirstSlot(p);
    }
  }
  return static_cast<int>(slots * 100 / kSlotCount);
}

}  // namespace meridian
