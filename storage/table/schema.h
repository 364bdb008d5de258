// Tables: what the catalog knows of them, as values.
//
// A Table is an immutable snapshot of one table as this region sees it, derived from the catalog's
// registers (storage/table/catalog.h). Readers hold it by TablePtr for the length of a request.
//
// Threads: values; a TablePtr may be shared between threads.
// Source: Amazon DynamoDB API Reference, TableDescription.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/item/attribute.h"

namespace meridian {

// 128 random bits, drawn when the table is created: a table made anew under an old name is another.
struct TableId {
  std::array<uint8_t, 16> bytes{};

  // 8-4-4-4-12 hex digits, as DynamoDB prints its TableId.
  std::string ToString() const;
  friend auto operator<=>(const TableId&, const TableId&) = default;
};

// The short name of a table, or of an index, in this region's keys. Never leaves the region, never
// reused.
enum class TableNumber : uint32_t {};

struct KeyAttribute {
  std::string name;
  AttributeType type = AttributeType::kString;  // kString, kNumber or kBinary.
  friend bool operator==(const KeyAttribute&, const KeyAttribute&) = default;
};

struct TableSchema {
  KeyAttribute hash;
  std::optional<KeyAttribute> range;
  friend bool operator==(const TableSchema&, const TableSchema&) = default;
};

// 128 random bits, drawn when the index is created: one made anew under an old name is another.
struct IndexId {
  std::array<uint8_t, 16> bytes{};
  friend auto operator<=>(const IndexId&, const IndexId&) = default;
};

// The values are stored, here and in the other regions: never renumber.
enum class IndexKind : uint8_t {
  kLocal = 1,   // Its hash key is the table's: an entry lives beside its item.
  kGlobal = 2,  // An entry lives in the partition of its own key.
};
enum class ProjectionType : uint8_t { kKeysOnly = 1, kInclude = 2, kAll = 3 };
struct IndexProjection {
  ProjectionType type = ProjectionType::kAll;
  std::vector<std::string> names;  // Iff kInclude: attributes besides the keys.
  friend bool operator==(const IndexProjection&, const IndexProjection&) = default;
};

// What never changes of an index.
struct IndexSchema {
  IndexKind kind = IndexKind::kGlobal;
  std::vector<KeyAttribute> hash;   // One to four; of a local index the table's own.
  std::vector<KeyAttribute> range;  // None to four.
  IndexProjection projection;
  friend bool operator==(const IndexSchema&, const IndexSchema&) = default;
};

// An index as all regions know it.
struct IndexSettings {
  std::string name;
  IndexId id;
  IndexSchema schema;
  int64_t read_capacity_units = 0;  // 0 when on demand.
  int64_t write_capacity_units = 0;
  bool removed = false;  // Kept so that the register's removal converges.
  friend bool operator==(const IndexSettings&, const IndexSettings&) = default;
};

// How far this region is with an index. Stored on disk: never renumber.
enum class IndexStatus : uint8_t {
  kCreating = 1,  // Every write maintains it; entries of older items are still being made.
  kActive = 2,    // Has an entry for every item that belongs in it.
  kDeleting = 3,  // No write maintains it; its rows are going.
};
// An index as it is in this region.
struct Index {
  IndexSettings settings;
  TableNumber number{0};
  IndexStatus status = IndexStatus::kActive;

  const std::string& name() const { return settings.name; }
  const IndexSchema& schema() const { return settings.schema; }
  friend bool operator==(const Index&, const Index&) = default;
};

enum class BillingMode : uint8_t { kProvisioned = 1, kPayPerRequest = 2 };
struct BillingSettings {
  BillingMode mode = BillingMode::kProvisioned;
  int64_t read_capacity_units = 0;  // 0 when on demand.
  int64_t write_capacity_units = 0;
  int64_t changed_at_millis = 0;  // When the mode last became kPayPerRequest; 0: never.
  friend bool operator==(const BillingSettings&, const BillingSettings&) = default;
};

enum class StreamViewType : uint8_t {
  kKeysOnly = 1,
  kNewImage = 2,
  kOldImage = 3,
  kNewAndOldImages = 4
};
struct StreamSettings {
  bool enabled = false;
  StreamViewType view_type = StreamViewType::kNewAndOldImages;
  std::string label;  // ISO timestamp of the last time it was enabled; empty: never.
  friend bool operator==(const StreamSettings&, const StreamSettings&) = default;
};

enum class ReplicaStatus : uint8_t {
  kCreating = 1,
  kCreationFailed = 2,
  kUpdating = 3,
  kDeleting = 4,
  kActive = 5,
  kDeleted = 6,  // No longer a replica; kept so that the register's removal converges.
};
struct Replica {
  ReplicaStatus status = ReplicaStatus::kActive;
  std::string source;       // The region to backfill from; empty for the first replica.
  std::string description;  // Why creation failed; else empty.
  friend bool operator==(const Replica&, const Replica&) = default;
};

// When a write is acknowledged.
enum class Durability : uint8_t {
  kLocal = 1,  // Synced to this region's disk.
  kLog = 2,    // And acknowledged by this region's Kafka.
};

// What stays this region's own, never copied to the other replicas.
struct LocalSettings {
  bool deletion_protection = false;
  std::map<std::string, std::string> tags;
  friend bool operator==(const LocalSettings&, const LocalSettings&) = default;
};

struct Table {
  TableId id;
  TableNumber number{0};
  std::string name;
  TableSchema schema;
  int64_t created_at_millis = 0;
  BillingSettings billing;
  StreamSettings stream;
  Durability durability = Durability::kLocal;
  LocalSettings local;
  std::map<std::string, Index, std::less<>> indexes;  // By name; empty unless the table is here.
  std::map<std::string, Replica> replicas;  // By region; this region among them; kDeleted left out.
  std::string region;                       // This region.
  bool was_global = false;                  // Had another replica at some time.

  // This region's own replica. Requires: the table came from Catalog::Find or List.
  const Replica& self() const { return replicas.at(region); }
  // nullptr: no such index.
  const Index* FindIndex(std::string_view index) const {
    const auto at = indexes.find(index);
    return at != indexes.end() ? &at->second : nullptr;
  }
  // True iff another region has a replica, of whatever status: then changes go to the region log.
  bool global() const { return replicas.size() > 1; }
};
using TablePtr = std::shared_ptr<const Table>;

}  // namespace meridian
