#include "storage/table/pending_rows.h"

#include <algorithm>

#include "storage/engine/keyspace.h"

namespace meridian {
namespace {

constexpr size_t kSequenceBytes = 8;
constexpr size_t kTableBytes = sizeof(TableId::bytes);

std::string SourcePrefix(Partition partition, const std::string& source) {
  std::string row = RowPrefix(partition, RowKind::kPending);
  row.push_back(static_cast<char>(source.size()));
  return row + source;
}

}  // namespace

std::string PendingPrefix(Partition partition, const std::string& source, const TableId& table) {
  std::string row = SourcePrefix(partition, source);
  row.append(table.bytes.begin(), table.bytes.end());
  return row;
}

std::string PendingRow(Partition partition, const std::string& source, const TableId& table,
                       uint64_t sequence) {
  std::string row = PendingPrefix(partition, source, table);
  AppendBigEndian64(sequence, &row);
  return row;
}

uint64_t SequenceOfPendingRow(std::string_view row) {
  return ReadBigEndian64(row.substr(row.size() - kSequenceBytes));
}

Result<std::map<TableId, PendingRange>> ReadPendingRanges(const DatabasePtr& database,
                                                          Partition partition,
                                                          const std::string& source) {
  std::map<TableId, PendingRange> ranges;
  const std::string prefix = SourcePrefix(partition, source);
  RowCursor rows(database, prefix, PrefixEnd(prefix));
  for (; rows.Valid(); rows.Next()) {
    const std::string_view rest = rows.key().substr(prefix.size());
    if (rest.size() != kTableBytes + kSequenceBytes) {
      return Error{Errc::kCorrupt, "A pending change's row has the wrong length"};
    }
    TableId table;
    std::copy_n(rest.begin(), kTableBytes, table.bytes.begin());
    PendingRange& range = ranges[table];
    if (range.count++ == 0) range.first = SequenceOfPendingRow(rest);
  }
  TRY(rows.status());
  return ranges;
}

Result<std::optional<uint64_t>> FirstPending(const DatabasePtr& database, Partition partition,
                                             const std::string& source, const TableId& table) {
  const std::string prefix = PendingPrefix(partition, source, table);
  RowCursor rows(database, prefix, PrefixEnd(prefix));
  TRY(rows.status());
  if (!rows.Valid()) return std::optional<uint64_t>();
  return std::optional(SequenceOfPendingRow(rows.key()));
}

}  // namespace meridian
