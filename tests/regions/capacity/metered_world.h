// MeteredWorld: a store whose table "t" has throughput, and a clock that the test moves.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "regions/capacity/metered_store.h"
#include "tests/support/fake_catalog.h"
#include "tests/support/fake_table_store.h"
#include "tests/support/manual_scheduler.h"

namespace meridian {

struct MeteredWorld {
  MeteredWorld() { Bill({BillingMode::kProvisioned, 1, 1, 0}); }

  void Bill(BillingSettings billing) {
    catalog.Update(
        [&](const CatalogView& view) -> Result<std::vector<RegisterWrite>> {
          return std::vector<RegisterWrite>{{view.Find("t")->id, billing, ""}};
        },
        [](Status) {});
    ledger.Follow(*catalog.View());
    table = catalog.Find("t");
  }

  static Item ItemOf(const std::string& key, size_t bytes) {
    Item item;
    item.Set("k", AttributeValue::S(key));
    if (bytes > 0) item.Set("v", AttributeValue::S(std::string(bytes, 'x')));
    return item;
  }
  ItemKey KeyOf(const std::string& key) { return *KeyOfItem(table->schema, ItemOf(key, 0)); }

  // Puts an item with about `bytes`; with `condition` false its condition fails.
  Status Put(const std::string& key, size_t bytes, bool condition = true) {
    Status outcome;
    metered.Update(
        table, KeyOf(key),
        [&](const StoredItem*) -> Result<Decision> {
          if (!condition) return Error{Errc::kConditionFailed, "no"};
          return Decision{Decision::Outcome::kPut, Payload::Of(ItemOf(key, bytes))};
        },
        [&](Result<Committed> done) {
          outcome = done ? OkStatus() : Status(std::move(done).error());
        });
    return outcome;
  }
  double written() { return ledger.Find(table->number)->write->consumed(); }
  double read() { return ledger.Find(table->number)->read->consumed(); }

  ManualScheduler clock;
  Metrics metrics;
  FakeCatalog catalog{"us-east-1"};
  TablePtr table = catalog.Add("t", TableSchema{.hash = {.name = "k"}, .range = std::nullopt});
  FakeTableStore store;
  CapacityLedger ledger{clock, metrics, "us-east-1", CapacityOptions{}};
  MeteredStore metered{store, ledger};
};

}  // namespace meridian
