// ExpiringRegion: a region in memory, its tables' time to live, and what its expiry rows should be.
#pragma once

#include <gtest/gtest.h>

#include <set>

#include "storage/table/expiry_rows.h"
#include "tests/support/region_in_memory.h"

namespace meridian {

class ExpiringRegion : public RegionInMemory {
 public:
  using RegionInMemory::RegionInMemory;

  int64_t NowSeconds() const { return clock.NowMillis() / 1000; }

  // Runs to its end; without `run`, what waits is left waiting.
  void SetTimeToLive(const TablePtr& table, bool enabled, const std::string& attribute,
                     bool run = true) {
    settings->Update(
        [&, id = table->id, enabled, attribute](const CatalogView&,
                                                const SettingsView& view) -> Result<CatalogWrites> {
          const TimeToLive next{enabled, attribute, view.Of(id).time_to_live.changed_at_millis + 1};
          return CatalogWrites{.registers = {}, .settings = {{id, next, ""}}};
        },
        [](Status) {});
    if (run) Run();
  }

  Result<Committed> PutItem(const TablePtr& table, const std::string& pk,
                            std::optional<AttributeValue> expires,
                            const std::string& attribute = "expires") {
    Item item;
    item.Set("pk", AttributeValue::S(pk));
    if (expires) item.Set(attribute, *std::move(expires));
    auto answer = std::make_shared<Result<Committed>>();
    items->Update(
        table, KeyOf(pk),
        [item](const StoredItem*) -> Result<Decision> {
          return Decision{Decision::Outcome::kPut, Payload::Of(item)};
        },
        [answer](Result<Committed> result) { *answer = std::move(result); });
    Run();
    return *answer;
  }
  Result<Committed> PutExpiring(const TablePtr& table, const std::string& pk, int64_t seconds) {
    return PutItem(table, pk, AttributeValue::N(Number::FromInt64(seconds)));
  }

  bool Lives(const TablePtr& table, const std::string& pk) {
    const auto found = items->Get(*table, KeyOf(pk));
    return found.has_value() && found->has_value();
  }

  // Every expiry row there is.
  std::set<std::string> ExpiryRows() { return RowsOf(kExpiryRows); }
  std::set<std::string> ProgressRows() { return RowsOf(kExpiryProgressRows); }
  // Those that the items of `table` imply.
  std::set<std::string> ImpliedRows(const TablePtr& table, const std::string& attribute) {
    std::set<std::string> rows;
    const auto cursor = items->Scan(*table, 0, 65'535, std::nullopt);
    for (; cursor->Valid(); cursor->Next()) {
      const auto seconds = ExpirySeconds(cursor->Read()->state, attribute);
      if (!seconds) continue;
      rows.insert(ExpiryRow(region->map().OfSlot(cursor->slot()), *seconds,
                            static_cast<uint32_t>(table->number), cursor->slot(), cursor->key()));
    }
    return rows;
  }

 private:
  std::set<std::string> RowsOf(RowKind kind) {
    std::set<std::string> rows;
    for (uint16_t p = 0; p < region->map().partitions; ++p) {
      const std::string prefix = RowPrefix(Partition{p}, kind);
      RowCursor cursor(region->shard(Partition{p}).database(), prefix, PrefixEnd(prefix));
      for (; cursor.Valid(); cursor.Next()) rows.emplace(cursor.key());
    }
    return rows;
  }
};

}  // namespace meridian
