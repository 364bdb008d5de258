// FakeCatalog: a CatalogReader in memory; registers written are there at once.
//
// A table appears in this region's names as soon as it has a definition and a replica here that
// isn't kDeleted.
//
// Threads: confined to one.
#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <variant>

#include "storage/table/catalog.h"

namespace meridian {

class FakeCatalog final : public CatalogReader {
 public:
  explicit FakeCatalog(std::string region) : region_(std::move(region)) { Rebuild(); }

  CatalogViewPtr View() const override { return view_; }

  void Update(CatalogDecide decide, UniqueFunction<void(Status)> done) override {
    auto writes = decide(*view_);
    if (!writes) return done(std::move(writes).error());
    // An index that is made with its table has nothing to be filled from.
    const bool fresh = std::ranges::any_of(*writes, [](const RegisterWrite& write) {
      return std::holds_alternative<TableDefinition>(write.value);
    });
    for (RegisterWrite& write : *writes) Apply(std::move(write), fresh);
    Rebuild();
    done(OkStatus());
  }

  // Adds an ACTIVE table that only this region has.
  TablePtr Add(std::string name, TableSchema schema) {
    Table table;
    table.id.bytes[0] = static_cast<uint8_t>(tables_.size() + 1);
    table.number = TableNumber{static_cast<uint32_t>(tables_.size() + 1)};
    table.name = std::move(name);
    table.schema = std::move(schema);
    table.replicas[region_] = Replica{};
    const TableId id = table.id;
    tables_[id] = std::move(table);
    Rebuild();
    return view_->FindById(id);
  }

  // Adds an index, or changes how far this region is with it.
  void SetIndex(const std::string& table, IndexSettings settings,
                IndexStatus status = IndexStatus::kActive) {
    Table& working = tables_.at(view_->Find(table)->id);
    const std::string name = settings.name;
    Index& index = working.indexes[name];
    index.settings = std::move(settings);
    index.status = status;
    if (index.number == TableNumber{0}) index.number = TableNumber{++index_numbers_};
    Rebuild();
  }
  void SetIndexStatus(const std::string& table, const std::string& index, IndexStatus status) {
    SetIndex(table, view_->Find(table)->FindIndex(index)->settings, status);
  }

  // Changes this region's replica of a table that is there.
  void SetStatus(const std::string& name, ReplicaStatus status) {
    tables_.at(view_->Find(name)->id).replicas[region_].status = status;
    Rebuild();
  }

 private:
  void Apply(RegisterWrite write, bool fresh) {
    Table& table = tables_[write.table];
    table.id = write.table;
    if (auto* definition = std::get_if<TableDefinition>(&write.value)) {
      table.name = std::move(definition->name);
      table.schema = std::move(definition->schema);
      table.created_at_millis = definition->created_at_millis;
    } else if (auto* billing = std::get_if<BillingSettings>(&write.value)) {
      table.billing = std::move(*billing);
    } else if (auto* stream = std::get_if<StreamSettings>(&write.value)) {
      table.stream = std::move(*stream);
    } else if (auto* replica = std::get_if<Replica>(&write.value)) {
      table.replicas[write.region] = std::move(*replica);
    } else if (auto* durability = std::get_if<Durability>(&write.value)) {
      table.durability = *durability;
    } else if (auto* index = std::get_if<IndexSettings>(&write.value)) {
      ApplyIndex(std::move(*index), fresh, &table);
    } else if (write.region == region_) {
      table.local = std::get<LocalSettings>(std::move(write.value));
    }
  }

  void ApplyIndex(IndexSettings settings, bool fresh, Table* table) {
    const auto at = table->indexes.find(settings.name);
    if (settings.removed) {
      if (at != table->indexes.end()) at->second.status = IndexStatus::kDeleting;
    } else if (at != table->indexes.end() && at->second.settings.id == settings.id) {
      at->second.settings = std::move(settings);
    } else {
      const std::string name = settings.name;
      table->indexes[name] = {std::move(settings), TableNumber{++index_numbers_},
                              fresh ? IndexStatus::kActive : IndexStatus::kCreating};
    }
  }

  void Rebuild() {
    CatalogView::ByName by_name;
    CatalogView::ById by_id;
    for (const auto& [id, working] : tables_) {
      auto table = std::make_shared<Table>(working);
      std::erase_if(table->replicas, [](const auto& entry) {
        return entry.second.status == ReplicaStatus::kDeleted;
      });
      if (table->name.empty() || table->replicas.empty()) continue;
      table->region = region_;
      if (table->replicas.contains(region_)) by_name[table->name] = table;
      by_id[id] = std::move(table);
    }
    view_ = std::make_shared<const CatalogView>(std::move(by_name), std::move(by_id));
  }

  const std::string region_;
  std::map<TableId, Table> tables_;
  uint32_t index_numbers_ = 1000;
  CatalogViewPtr view_;
};

}  // namespace meridian
