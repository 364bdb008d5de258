// Settings: what is known of a table that requests on its items have no need of.
//
// The catalog's Table is what every request carries; the rest is here: time to live, table class,
// maxima, what was asked of throughput and when, what one replica has of its own. Settings are
// registers of the catalog as well, so they merge and travel like the others; those of OwnSettings
// concern one region only.
//
// Threads: values; a SettingsViewPtr may be shared between threads.
// Source: Amazon DynamoDB API Reference; Developer Guide, "Global tables", synchronised settings.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "storage/table/catalog.h"

namespace meridian {

// Items whose attribute `attribute` is a time in the past are deleted.
struct TimeToLive {
  bool enabled = false;
  std::string attribute;          // Also while disabled: the last one. Empty: never enabled.
  int64_t changed_at_millis = 0;  // Each change has another.
  friend bool operator==(const TimeToLive&, const TimeToLive&) = default;
};

// Kept and described; it changes nothing here.
enum class TableClass : uint8_t { kStandard = 1, kInfrequentAccess = 2 };
struct TableClassSetting {
  TableClass table_class = TableClass::kStandard;
  int64_t changed_at_millis = 0;  // 0: as it was made.
  friend bool operator==(const TableClassSetting&, const TableClassSetting&) = default;
};

// What a table on demand may use at most, in units a second; nullopt: no bound.
struct OnDemandMaxima {
  std::optional<int64_t> read_units;
  std::optional<int64_t> write_units;
  friend bool operator==(const OnDemandMaxima&, const OnDemandMaxima&) = default;
};

// What a table was asked to take from the first moment, in units a second; 0: the default.
struct WarmThroughput {
  int64_t read_units = 0;
  int64_t write_units = 0;
  friend bool operator==(const WarmThroughput&, const WarmThroughput&) = default;
};

// When throughput and billing mode were changed, for what DynamoDB allows of that.
struct ThroughputHistory {
  int64_t increased_at_millis = 0;  // 0: never.
  int64_t decreased_at_millis = 0;
  int32_t decreases = 0;  // On the UTC day of decreased_at_millis.
  // Switches of the table to on-demand, the last few, ascending.
  std::vector<int64_t> switched_at_millis;
  friend bool operator==(const ThroughputHistory&, const ThroughputHistory&) = default;
};

// Where one replica differs from what the replicas share; nullopt: it doesn't.
struct ReplicaOverrides {
  std::optional<TableClass> table_class;
  std::optional<int64_t> read_capacity_units;  // While provisioned.
  std::optional<int64_t> read_units_max;       // While on demand.
  friend bool operator==(const ReplicaOverrides&, const ReplicaOverrides&) = default;
};

struct ResourcePolicy {
  std::string text;  // JSON, as it was given.
  std::string revision;
  friend bool operator==(const ResourcePolicy&, const ResourcePolicy&) = default;
};

struct ContributorInsights {
  bool enabled = false;
  bool throttled_only = false;
  int64_t changed_at_millis = 0;
  friend bool operator==(const ContributorInsights&, const ContributorInsights&) = default;
};

// What stays one region's own, beside the catalog's LocalSettings.
struct OwnSettings {
  std::map<std::string, ResourcePolicy> policies;       // By stream label; "": the table's.
  std::map<std::string, ContributorInsights> insights;  // By index name; "": the table's.
  friend bool operator==(const OwnSettings&, const OwnSettings&) = default;
};

struct TableSettings {
  TimeToLive time_to_live;
  TableClassSetting table_class;
  OnDemandMaxima on_demand_maxima;
  WarmThroughput warm_throughput;
  ThroughputHistory throughput_history;
  OwnSettings own;                                    // Of this region.
  std::map<std::string, ReplicaOverrides> overrides;  // By region; without empty ones.
};

using SettingValue = std::variant<TimeToLive, TableClassSetting, OnDemandMaxima, WarmThroughput,
                                  ThroughputHistory, ReplicaOverrides, OwnSettings>;

// A setting to write: of `table`, and of ReplicaOverrides and OwnSettings the region's.
struct SettingWrite {
  TableId table;
  SettingValue value;
  std::string region;  // Empty for those that all replicas share.
};

// The settings of all tables at one time.
class SettingsView {
 public:
  using ById = std::map<TableId, TableSettings>;

  SettingsView() = default;
  explicit SettingsView(ById by_id) : by_id_(std::move(by_id)) {}

  // The defaults for a table that has none.
  const TableSettings& Of(const TableId& table) const;
  const ById& all() const { return by_id_; }

 private:
  ById by_id_;
};
using SettingsViewPtr = std::shared_ptr<const SettingsView>;

// What one commit writes.
struct CatalogWrites {
  std::vector<RegisterWrite> registers = {};
  std::vector<SettingWrite> settings = {};
};

class SettingsCatalog {
 public:
  virtual ~SettingsCatalog() = default;
  // Never waits.
  virtual SettingsViewPtr View() const = 0;
  // As CatalogReader::Update, of tables and settings at once.
  using Decide = UniqueFunction<Result<CatalogWrites>(const CatalogView&, const SettingsView&)>;
  virtual void Update(Decide decide, UniqueFunction<void(Status)> done) = 0;
};

}  // namespace meridian
