#include "replicator/peer_service.h"

#include <algorithm>

#include "replicator/digest.h"
#include "replicator/peer.h"

namespace meridian {
namespace {

constexpr size_t kDigestSlice = 500;  // States: about a millisecond.

KeyPlace PlaceOf(const StateCursor& cursor) {
  return {false, cursor.slot(), std::string(cursor.key())};
}
KeyPlace PlaceOf(const ConflictCursor& cursor) {
  return {true, cursor.slot(), std::string(cursor.row())};
}

// Moves behind `place`.
void Skip(StateCursor& cursor, const KeyPlace& place) {
  while (cursor.Valid() && PlaceOf(cursor) <= place) cursor.Next();
  ConflictCursor& conflicts = cursor.conflicts();
  while (conflicts.Valid() && PlaceOf(conflicts) <= place) conflicts.Next();
}

Result<Change> ReadState(const StateCursor& cursor) {
  Change change;
  change.kind = ChangeKind::kState;
  change.slot = cursor.slot();
  change.key = cursor.key();
  TRY(auto stored, cursor.Read());
  change.state = std::move(stored.state);
  return change;
}

Result<Change> ReadConflict(const ConflictCursor& cursor) {
  Change change;
  change.kind = ChangeKind::kConflict;
  change.slot = cursor.slot();
  TRY(change.key, cursor.key());
  TRY(change.conflict, cursor.Read());
  return change;
}

// Whether a snapshot with this cut includes everything required.
bool Covers(const std::map<Origin, uint64_t>& cut, const std::map<Origin, uint64_t>& required) {
  return std::ranges::all_of(required, [&](const auto& mark) {
    const auto has = cut.find(mark.first);
    return mark.second == 0 || (has != cut.end() && has->second >= mark.second);
  });
}

// The table, if this region can vouch for its content.
Result<TablePtr> Vouched(const CatalogView& catalog, const TableId& id) {
  TablePtr table = catalog.FindById(id);
  if (table != nullptr) {
    const auto self = table->replicas.find(table->region);
    if (self != table->replicas.end() && (self->second.status == ReplicaStatus::kActive ||
                                          self->second.status == ReplicaStatus::kUpdating)) {
      return table;
    }
  }
  return Error{Errc::kNotFound, "This region has no active replica of the table"};
}

}  // namespace

struct PeerService::DigestRun {
  DigestBuilder builder;
  Cursor cursor;
  Done done;
};

PeerService::PeerService(Ports ports) : ports_(std::move(ports)), tether_(ports_.scheduler) {}

void PeerService::Handle(const std::string& method, const std::string& request, Done done) {
  if (method == kPeerSnapshot) {
    auto decoded = DecodeSnapshotRequest(request);
    if (!decoded) return done(decoded.error());
    return Snapshot(*std::move(decoded), std::move(done));
  }
  if (method == kPeerDigest) {
    auto decoded = DecodeDigestRequest(request);
    if (!decoded) return done(decoded.error());
    return Digest(*std::move(decoded), std::move(done));
  }
  done(Error{Errc::kUnsupported, "This region doesn't know the peer method " + method});
}

void PeerService::Sweep() {
  const auto now = ports_.clock.Now();
  std::erase_if(sessions_, [&](const auto& session) {
    if (now - session.second.used > ports_.options.snapshot_idle) return true;
    // A store that recovers waits for the last reader of its failed database.
    return !ports_.store.Positions(std::get<Partition>(session.first)).has_value();
  });
}

void PeerService::Snapshot(SnapshotRequest request, Done done) {
  if (static_cast<uint16_t>(request.partition) >= ports_.partitions) {
    return done(Error{Errc::kValidation, "There is no such partition"});
  }
  auto table = Vouched(*ports_.catalog.View(), request.table);
  if (!table) return done(table.error());
  if (!(*table)->replicas.contains(request.target)) {
    // Until this region knows of the new replica its writes may stay out of the log.
    SnapshotChunk chunk;
    chunk.not_yet = "The new replica isn't known here yet";
    return done(EncodeSnapshotChunk(chunk));
  }
  const auto answer = [this](const SnapshotRequest& wanted, Cursor cursor, Done& reply) {
    auto chunk = ReadChunk(wanted, std::move(cursor));
    if (!chunk) return reply(chunk.error());
    reply(EncodeSnapshotChunk(*chunk));
  };
  const auto open = sessions_.find({request.target, request.table, request.partition});
  if (open != sessions_.end()) {
    Session session = std::move(open->second);
    sessions_.erase(open);
    if (request.after == session.end && Covers(session.cursor->cut(), request.required)) {
      return answer(request, std::move(session.cursor), done);
    }
  }
  const Partition partition = request.partition;
  ports_.store.Snapshot(
      *table, partition,
      tether_.Bring<Result<Cursor>>([answer, request = std::move(request),
                                     done = std::move(done)](Result<Cursor> cursor) mutable {
        if (!cursor) return done(cursor.error());
        if (!Covers((*cursor)->cut(), request.required)) {
          SnapshotChunk chunk;
          chunk.not_yet = "The source hasn't applied what the snapshot must hold";
          return done(EncodeSnapshotChunk(chunk));
        }
        if (request.after) Skip(**cursor, *request.after);
        answer(request, *std::move(cursor), done);
      }));
}

Result<SnapshotChunk> PeerService::ReadChunk(const SnapshotRequest& request, Cursor cursor) {
  SnapshotChunk chunk;
  chunk.cut = cursor->cut();
  chunk.horizon = ports_.store.Horizon(request.partition);
  uint64_t count = 0;
  const auto full = [&] {
    return count >= ports_.options.chunk_states ||
           chunk.states.size() >= ports_.options.chunk_bytes;
  };
  const auto add = [&](Change change) {
    change.sequence = ++count;
    change.table = request.table;
    AppendChange(change, true, &chunk.states);
  };
  for (; cursor->Valid() && !full(); cursor->Next()) {
    TRY(auto change, ReadState(*cursor));
    add(std::move(change));
    chunk.end = PlaceOf(*cursor);
  }
  TRY(cursor->status());
  ConflictCursor& conflicts = cursor->conflicts();
  for (; !cursor->Valid() && conflicts.Valid() && !full(); conflicts.Next()) {
    TRY(auto change, ReadConflict(conflicts));
    add(std::move(change));
    chunk.end = PlaceOf(conflicts);
  }
  TRY(conflicts.status());
  chunk.last = !cursor->Valid() && !conflicts.Valid();
  if (chunk.last) return chunk;
  if (sessions_.size() >= ports_.options.snapshots_max) {
    sessions_.erase(std::ranges::min_element(
        sessions_, {}, [](const auto& session) { return session.second.used; }));
  }
  sessions_[{request.target, request.table, request.partition}] = {
      .cursor = std::move(cursor), .end = chunk.end, .used = ports_.clock.Now()};
  return chunk;
}

void PeerService::Digest(DigestRequest request, Done done) {
  if (static_cast<uint16_t>(request.partition) >= ports_.partitions) {
    return done(Error{Errc::kValidation, "There is no such partition"});
  }
  auto table = Vouched(*ports_.catalog.View(), request.table);
  if (!table) return done(table.error());
  if (!ports_.reached(request.cut, request.partition)) {
    return done(EncodeDigestReply({.not_yet = "This region hasn't applied the common cut yet"}));
  }
  if (ports_.held_back(request.table)) {
    return done(EncodeDigestReply({.not_yet = "Replication of the table is paused here"}));
  }
  const Partition partition = request.partition;
  ports_.store.Snapshot(
      *table, partition,
      tether_.Bring<Result<Cursor>>([this, request = std::move(request),
                                     done = std::move(done)](Result<Cursor> cursor) mutable {
        if (!cursor) return done(cursor.error());
        DigestSlice(std::make_shared<DigestRun>(DigestBuilder(request, ports_.partitions),
                                                *std::move(cursor), std::move(done)));
      }));
}

void PeerService::DigestSlice(std::shared_ptr<DigestRun> run) {
  StateCursor& cursor = *run->cursor;
  for (size_t i = 0; i < kDigestSlice && cursor.Valid(); ++i, cursor.Next()) {
    const auto stored = cursor.Read();
    if (!stored) return run->done(stored.error());
    run->builder.Add(cursor.slot(), cursor.key(), stored->state);
  }
  if (cursor.Valid()) {
    return tether_.After(std::chrono::milliseconds(0),
                         [this, run = std::move(run)] { DigestSlice(run); });
  }
  if (const Status status = cursor.status(); !status) return run->done(status.error());
  run->done(EncodeDigestReply(run->builder.Take()));
}

}  // namespace meridian
