// The indexes of a Registers: which number each has in this region, and how far it is.
#include <algorithm>

#include "storage/engine/keyspace.h"
#include "storage/table/catalog.pb.h"
#include "storage/table/catalog_codec.h"
#include "storage/table/registers.h"

namespace meridian {
namespace {

namespace v1 = meridian::storage::v1;

std::string StateRow(TableNumber index) {
  return TablePrefix(kControlPartition, RowKind::kIndexState, static_cast<uint32_t>(index));
}

template <class Id>
bool CopyId(const std::string& bytes, Id* id) {
  if (bytes.size() != id->bytes.size()) return false;
  std::copy(bytes.begin(), bytes.end(), id->bytes.begin());
  return true;
}

}  // namespace

Status Registers::LoadIndexes(const DatabasePtr& database) {
  indexes_.clear();
  const std::string prefix = RowPrefix(kControlPartition, RowKind::kIndexState);
  RowCursor rows(database, prefix, PrefixEnd(prefix));
  for (; rows.Valid(); rows.Next()) {
    v1::LocalIndex message;
    LocalIndex index;
    if (rows.key().size() != prefix.size() + 4 ||
        !message.ParseFromArray(rows.value().data(), static_cast<int>(rows.value().size())) ||
        !CopyId(message.table(), &index.table) || !CopyId(message.index(), &index.id)) {
      return Error{Errc::kCorrupt, "An index's state is damaged"};
    }
    index.of = TableNumber{message.of()};
    index.status = static_cast<IndexStatus>(message.status());
    indexes_[TableNumber{ReadBigEndian32(rows.key().substr(prefix.size()))}] = index;
  }
  return rows.status();
}

void Registers::SetIndexStatus(TableNumber number, IndexStatus status, Turn& turn) {
  LocalIndex& index = indexes_.at(number);
  index.status = status;
  v1::LocalIndex message;
  message.set_table(index.table.bytes.data(), index.table.bytes.size());
  message.set_index(index.id.bytes.data(), index.id.bytes.size());
  message.set_of(static_cast<uint32_t>(index.of));
  message.set_status(static_cast<uint32_t>(index.status));
  turn.Put(StateRow(number), message.SerializeAsString());
  view_.reset();
}

void Registers::SettleIndexes(const TableId& id, bool fresh, Turn& turn) {
  const bool here = numbers_.contains(id) && IsHere(id);
  std::map<IndexId, bool> wanted;  // Whether it has a number.
  if (here) {
    for (const auto& [name, reg] : tables_.at(id)) {
      const auto value = DecodeRegisterValue(name, reg.value);
      const auto* index = value ? std::get_if<IndexSettings>(&*value) : nullptr;
      if (index != nullptr && !index->removed) wanted[index->id] = false;
    }
  }
  for (const auto& [number, index] : indexes_) {
    if (index.table != id || index.status == IndexStatus::kDeleting) continue;
    const auto at = wanted.find(index.id);
    if (at != wanted.end() && index.of == numbers_.at(id)) {
      at->second = true;
    } else {
      SetIndexStatus(number, IndexStatus::kDeleting, turn);
    }
  }
  for (const auto& [index, numbered] : wanted) {
    if (numbered) continue;
    const TableNumber number = TakeNumber(turn);
    indexes_[number] = {.table = id, .of = numbers_.at(id), .id = index, .status = {}};
    SetIndexStatus(number, fresh ? IndexStatus::kActive : IndexStatus::kCreating, turn);
  }
}

void Registers::ActivateIndex(TableNumber number, Turn& turn) {
  const auto at = indexes_.find(number);
  if (at == indexes_.end() || at->second.status != IndexStatus::kCreating) return;
  SetIndexStatus(number, IndexStatus::kActive, turn);
}

void Registers::ForgetIndex(TableNumber number, Turn& turn) {
  if (indexes_.erase(number) == 0) return;
  turn.Delete(StateRow(number));
  view_.reset();
}

void Registers::AddIndexes(const std::vector<IndexSettings>& known, Table* table) const {
  for (const auto& [number, index] : indexes_) {
    if (index.table != table->id || index.of != table->number) continue;
    const auto settings = std::ranges::find(known, index.id, &IndexSettings::id);
    // Another index has its name by now.
    if (settings == known.end()) continue;
    table->indexes[settings->name] = {
        .settings = *settings, .number = number, .status = index.status};
  }
}

std::vector<TableNumber> Registers::RetiredIndexes() const {
  std::vector<TableNumber> retired;
  for (const auto& [number, index] : indexes_) {
    if (index.status == IndexStatus::kDeleting) retired.push_back(number);
  }
  return retired;
}

}  // namespace meridian
