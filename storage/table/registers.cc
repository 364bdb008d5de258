#include "storage/table/registers.h"

#include <cstdio>

#include "storage/base/log.h"
#include "storage/engine/keyspace.h"
#include "storage/table/catalog_codec.h"
#include "storage/table/settings_codec.h"
#include "storage/table/state_codec.h"

namespace meridian {
namespace {

std::string IdBytes(const TableId& id) {
  return std::string(reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size());
}

std::string RegisterRow(const Register& reg) {
  return NamedRow(kControlPartition, RowKind::kRegister, IdBytes(reg.table) + reg.name);
}

std::string NextNumberRow() {
  return NamedRow(kControlPartition, RowKind::kNote, "next_table_number");
}

ReplicaStatus StatusOf(const Register& reg) {
  const auto value = DecodeRegisterValue(reg.name, reg.value);
  const auto* replica = value ? std::get_if<Replica>(&*value) : nullptr;
  return replica != nullptr ? replica->status : ReplicaStatus::kDeleted;
}

bool Gone(ReplicaStatus status) { return status == ReplicaStatus::kDeleted; }

// Of two local tables under one name (each made or joined while the regions could not talk), the
// one that serves keeps the name.
bool Prefer(const Table& candidate, const Table& holder) {
  const auto serves = [](const Table& table) {
    const ReplicaStatus status = table.self().status;
    return status != ReplicaStatus::kCreating && status != ReplicaStatus::kCreationFailed;
  };
  if (serves(candidate) != serves(holder)) return serves(candidate);
  return candidate.number < holder.number;
}

}  // namespace

std::string TableId::ToString() const {
  std::string text;
  char hex[3];
  for (size_t i = 0; i < bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text.push_back('-');
    std::snprintf(hex, sizeof(hex), "%02x", bytes[i]);
    text.append(hex);
  }
  return text;
}

TablePtr CatalogView::Find(std::string_view name) const {
  const auto at = by_name_.find(name);
  return at != by_name_.end() ? at->second : nullptr;
}

TablePtr CatalogView::FindById(const TableId& id) const {
  const auto at = by_id_.find(id);
  return at != by_id_.end() ? at->second : nullptr;
}

TablePtr CatalogView::FindIn(std::string_view region, std::string_view name) const {
  for (const auto& [id, table] : by_id_) {
    if (table->name == name && table->replicas.contains(std::string(region))) return table;
  }
  return nullptr;
}

Status Registers::Load(const DatabasePtr& database) {
  tables_.clear();
  numbers_.clear();
  view_.reset();
  const std::string prefix = RowPrefix(kControlPartition, RowKind::kRegister);
  RowCursor rows(database, prefix, PrefixEnd(prefix));
  for (; rows.Valid(); rows.Next()) {
    TRY(auto reg, DecodeRegister(rows.value()));
    tables_[reg.table][reg.name] = std::move(reg);
  }
  TRY(rows.status());
  const std::string number_prefix = RowPrefix(kControlPartition, RowKind::kNumber);
  RowCursor numbers(database, number_prefix, PrefixEnd(number_prefix));
  for (; numbers.Valid(); numbers.Next()) {
    TableId id;
    const std::string_view bytes = numbers.key().substr(number_prefix.size());
    if (bytes.size() != id.bytes.size() || numbers.value().size() != 4) {
      return Error{Errc::kCorrupt, "A table's number is damaged"};
    }
    std::copy(bytes.begin(), bytes.end(), id.bytes.begin());
    numbers_[id] = TableNumber{ReadBigEndian32(numbers.value())};
  }
  TRY(numbers.status());
  TRY(const auto next, database->Get(NextNumberRow()));
  next_number_ = next.has_value() && next->size() == 4 ? ReadBigEndian32(*next) : 1;
  return OkStatus();
}

const Register* Registers::Find(const TableId& table, const std::string& name) const {
  const auto of_table = tables_.find(table);
  if (of_table == tables_.end()) return nullptr;
  const auto at = of_table->second.find(name);
  return at != of_table->second.end() ? &at->second : nullptr;
}

Result<bool> Registers::Merge(Register reg, Turn& turn) {
  const Register* stands = Find(reg.table, reg.name);
  if (stands != nullptr &&
      std::tie(reg.time, reg.origin) <= std::tie(stands->time, stands->origin)) {
    return false;
  }
  const bool own_replica = reg.name == "replica/" + region_;
  const bool was_here = own_replica && stands != nullptr && !Gone(StatusOf(*stands));
  if (own_replica && !was_here && !Gone(StatusOf(reg))) TRY(AssignNumber(reg.table, turn));
  turn.Put(RegisterRow(reg), EncodeRegister(reg));
  const TableId table = reg.table;
  std::string name = reg.name;
  tables_[table][std::move(name)] = std::move(reg);
  view_.reset();
  return true;
}

Status Registers::AssignNumber(const TableId& table, Turn& turn) {
  const uint32_t number = next_number_++;
  std::string value;
  AppendBigEndian32(number, &value);
  turn.Put(NamedRow(kControlPartition, RowKind::kNumber, IdBytes(table)), value);
  value.clear();
  AppendBigEndian32(next_number_, &value);
  turn.Put(NextNumberRow(), value);
  numbers_[table] = TableNumber{number};
  return OkStatus();
}

std::vector<Register> Registers::All() const {
  std::vector<Register> all;
  for (const auto& [id, registers] : tables_) {
    for (const auto& [name, reg] : registers) all.push_back(reg);
  }
  return all;
}

CatalogViewPtr Registers::View() {
  if (view_ != nullptr) return view_;
  CatalogView::ByName by_name;
  CatalogView::ById by_id;
  for (const auto& [id, registers] : tables_) {
    TablePtr table = BuildTable(id, registers);
    if (table == nullptr) continue;
    by_id[id] = table;
    if (!table->replicas.contains(region_)) continue;
    TablePtr& holder = by_name[table->name];
    if (holder == nullptr || Prefer(*table, *holder)) holder = std::move(table);
  }
  view_ = std::make_shared<const CatalogView>(std::move(by_name), std::move(by_id));
  return view_;
}

TablePtr Registers::BuildTable(const TableId& id, const ByName& registers) const {
  auto table = std::make_shared<Table>();
  table->id = id;
  table->region = region_;
  bool defined = false;
  for (const auto& [name, reg] : registers) {
    if (IsSetting(name)) continue;  // For SettingsStore.
    auto value = DecodeRegisterValue(name, reg.value);
    if (!value) {
      LogWarn("catalog.register_unreadable",
              {{"table", id.ToString()}, {"register", name}, {"error", value.error().message}});
      continue;
    }
    if (auto* definition = std::get_if<TableDefinition>(&*value)) {
      defined = true;
      table->name = definition->name;
      table->schema = definition->schema;
      table->created_at_millis = definition->created_at_millis;
    } else if (const auto* billing = std::get_if<BillingSettings>(&*value)) {
      table->billing = *billing;
    } else if (const auto* stream = std::get_if<StreamSettings>(&*value)) {
      table->stream = *stream;
    } else if (const auto* durability = std::get_if<Durability>(&*value)) {
      table->durability = *durability;
    } else if (const auto* replica = std::get_if<Replica>(&*value)) {
      const std::string region(RegionOfRegister(name));
      if (region != region_) table->was_global = true;
      if (Gone(replica->status)) continue;
      Replica& kept = table->replicas[region] = *replica;
      // What a predecessor with this region's name said of its own data says nothing of ours: the
      // replica is to be filled anew. (What other regions wrote, to create it, stands.)
      const bool predecessor = region == region_ && reg.origin.region == region_ &&
                               reg.origin.incarnation != origin_.incarnation;
      if (predecessor && kept.status == ReplicaStatus::kActive) {
        kept.status = ReplicaStatus::kCreating;
      }
    } else if (const auto* local = std::get_if<LocalSettings>(&*value)) {
      if (RegionOfRegister(name) == region_) table->local = *local;
    }
  }
  if (!defined || table->replicas.empty()) return nullptr;
  if (table->replicas.contains(region_)) {
    const auto number = numbers_.find(id);
    if (number != numbers_.end()) table->number = number->second;
  }
  return table;
}

}  // namespace meridian
