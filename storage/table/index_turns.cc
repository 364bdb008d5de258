#include "storage/table/index_turns.h"

#include "storage/engine/keyspace.h"
#include "storage/table/index_key.h"
#include "storage/table/state_codec.h"

namespace meridian {
namespace {

// One state of the item, read once for all indexes.
struct Image {
  const ItemState* state = nullptr;  // Live; nullptr: there is none.
  Item item;
};

Result<Image> ImageOf(const ItemState* state) {
  Image image;
  if (state == nullptr || !state->live()) return image;
  TRY(image.item, state->value->Decode());
  image.state = state;
  return image;
}

// The item's entry in `index`; nullopt: it has none.
std::optional<IndexEntry> EntryOf(const Table& table, const Index& index, std::string_view key,
                                  const Image& image) {
  if (image.state == nullptr) return std::nullopt;
  const auto place = PlaceInIndex(index.schema(), image.item, key);
  if (!place.has_value()) return std::nullopt;
  IndexEntry entry;
  entry.index = index.number;
  entry.slot = place->slot;
  entry.place = place->Encoded();
  entry.shown = index.schema().projection.type == ProjectionType::kAll
                    ? *image.state->value
                    : Payload::Of(ProjectToIndex(table.schema, index.schema(), image.item));
  return entry;
}

// Writes the entry if this shard keeps it, else adds it to `remote`.
Status Place(const IndexTurn& at, IndexEntry entry, std::vector<IndexEntry>* remote) {
  const PartitionMap& map = at.log.map();
  const Partition partition = map.OfSlot(entry.slot);
  if (map.ShardOf(partition) == map.ShardOf(at.partition)) {
    return WriteIndexEntry(at.turn, at.log, partition, entry);
  }
  remote->push_back(std::move(entry));
  return OkStatus();
}

uint64_t EmitEntries(const IndexTurn& at, const Table& table, std::vector<IndexEntry> remote) {
  if (remote.empty()) return 0;
  Change change;
  change.commit = at.log.NextCommit(at.partition);
  change.kind = ChangeKind::kIndexEntries;
  change.sinks = static_cast<uint8_t>(Sink::kRemoteIndex);
  change.table = table.id;
  change.entries = std::move(remote);
  const uint64_t commit = change.commit;
  at.log.Emit(at.partition, std::move(change));
  return commit;
}

int64_t BytesOf(const std::optional<Payload>& shown) { return shown ? shown->item_bytes : 0; }

}  // namespace

Status IndexItem(const IndexTurn& at, const Table& table, std::string_view key,
                 const ItemState* stored, const ItemState* next) {
  if (table.indexes.empty()) return OkStatus();
  TRY(const Image before, ImageOf(stored));
  TRY(const Image after, ImageOf(next));
  std::vector<IndexEntry> remote;
  for (const auto& [name, index] : table.indexes) {
    if (index.status == IndexStatus::kDeleting) continue;
    auto old = EntryOf(table, index, key, before);
    auto now = EntryOf(table, index, key, after);
    if (old == now) continue;
    const bool moved = old.has_value() && (!now.has_value() || old->place != now->place);
    if (moved) {
      old->shown.reset();
      TRY(Place(at, *std::move(old), &remote));
    }
    if (now.has_value()) TRY(Place(at, *std::move(now), &remote));
  }
  EmitEntries(at, table, std::move(remote));
  return OkStatus();
}

Status IndexFill::Add(std::string_view key, const ItemState& state) {
  TRY(const Image image, ImageOf(&state));
  auto entry = EntryOf(table_, index_, key, image);
  if (!entry.has_value()) return OkStatus();
  return Place(at_, *std::move(entry), &remote_);
}

uint64_t IndexFill::Finish() { return EmitEntries(at_, table_, std::move(remote_)); }

Status WriteIndexEntry(Turn& turn, ShardLog& log, Partition partition, const IndexEntry& entry) {
  const std::string row = TableRow(partition, RowKind::kIndexEntry,
                                   static_cast<uint32_t>(entry.index), entry.slot, entry.place);
  TRY(const auto bytes, turn.Get(row));
  std::optional<Payload> old;
  if (bytes.has_value()) {
    TRY(old, DecodeIndexEntry(*bytes));
  }
  log.sizes().Add(partition, entry.index,
                  {.items = static_cast<int64_t>(entry.shown.has_value()) - old.has_value(),
                   .bytes = BytesOf(entry.shown) - BytesOf(old)});
  if (entry.shown.has_value()) {
    turn.Put(row, EncodeIndexEntry(*entry.shown));
  } else if (old.has_value()) {
    turn.Delete(row);
  }
  return OkStatus();
}

}  // namespace meridian
