// TableDescription: what DescribeTable and the table operations say of a table.
//
// Members that DynamoDB leaves out are empty here: Replicas and GlobalTableVersion of a regional
// table, the stream of a table that never had one. Of a global table all replicas are listed, this
// region's too; DynamoDB itself sometimes lists only the others.
//
// Threads: a value; TableStatistics from any thread.
// Source: Amazon DynamoDB API Reference, TableDescription.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "regions/tables/table_status.h"
#include "storage/table/schema.h"

namespace meridian {

struct TableSize {
  int64_t bytes = 0;  // By DynamoDB's count of items, without what we store beside them.
  int64_t items = 0;
};

// How big tables are, about: DynamoDB's own figures are up to six hours old.
class TableStatistics {
 public:
  virtual ~TableStatistics() = default;
  // Never waits.
  virtual TableSize SizeOf(const Table& table) const = 0;
  // Of an index's entries.
  virtual TableSize SizeOf(const Index& index) const = 0;
};

struct ReplicaDescription {
  std::string region;
  ReplicaStatus status = ReplicaStatus::kActive;
  std::string arn;
  std::string status_description;  // Empty: none.
};

struct IndexDescription {
  const Index* index = nullptr;  // Points into the table.
  TableSize size;
  std::string arn;
};

struct TableDescription {
  TablePtr table;
  TableStatus status = TableStatus::kActive;
  TableSize size;
  std::string arn;
  std::string latest_stream_arn;             // Empty: no stream, ever.
  std::vector<ReplicaDescription> replicas;  // Empty: a regional table.

  std::vector<IndexDescription> indexes;  // In name order.

  bool global() const { return !replicas.empty(); }
};

TableDescription Describe(TablePtr table, const TableStatistics& statistics);

}  // namespace meridian
