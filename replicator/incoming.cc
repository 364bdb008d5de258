#include "replicator/incoming.h"

#include "storage/item/key.h"

namespace meridian {

TablePtr AppliedTable(const CatalogView& catalog, const TableId& id) {
  TablePtr table = catalog.FindById(id);
  if (table == nullptr) return nullptr;
  const auto self = table->replicas.find(table->region);
  if (self == table->replicas.end()) return nullptr;
  switch (self->second.status) {
    case ReplicaStatus::kCreating:
    case ReplicaStatus::kUpdating:
    case ReplicaStatus::kActive: return table;
    case ReplicaStatus::kCreationFailed:
    case ReplicaStatus::kDeleting:
    case ReplicaStatus::kDeleted: return nullptr;
  }
  return nullptr;
}

Result<ItemKey> SplitKey(const TableSchema& schema, std::string_view encoded, Slot slot) {
  std::string_view rest = encoded;
  TRY(TakeKeyPart(schema.hash.type, &rest));
  ItemKey key;
  key.slot = slot;
  key.hash = encoded.substr(0, encoded.size() - rest.size());
  key.range = rest;
  if (schema.range) TRY(TakeKeyPart(schema.range->type, &rest));
  if (!rest.empty()) return Error{Errc::kCorrupt, "A key has more parts than its table"};
  if (SlotOf(key.hash) != slot) return Error{Errc::kCorrupt, "A key is not of its slot"};
  return key;
}

Result<IncomingChange> ToIncoming(TablePtr table, const Change& change, Partition partition,
                                  uint16_t partitions) {
  TRY(auto key, SplitKey(table->schema, change.key, change.slot));
  if (PartitionMap{.partitions = partitions}.OfSlot(change.slot) != partition) {
    return Error{Errc::kCorrupt, "A slot is not of its partition"};
  }
  IncomingChange incoming{.table = std::move(table), .key = std::move(key)};
  switch (change.kind) {
    case ChangeKind::kState:
      if (change.state.live() != (change.state.kind == StateKind::kPut)) {
        return Error{Errc::kCorrupt, "A state's kind and its value contradict each other"};
      }
      incoming.state = change.state;
      return incoming;
    case ChangeKind::kConflict:
      if (!change.conflict) return Error{Errc::kCorrupt, "A conflict record has no conflict"};
      incoming.conflict = change.conflict;
      return incoming;
    case ChangeKind::kCatalog:
    case ChangeKind::kIndexEntries: break;
  }
  return Error{Errc::kUnsupported, "A change of this kind is not known in a data partition"};
}

}  // namespace meridian
