#include "replicator/paused_tables.h"

#include <algorithm>

namespace meridian {

PausedTables::PausedTables(const std::string& source)
    : note_("replicator/paused_tables/" + source) {}

Status PausedTables::Load(const ReplicaStore& store) {
  TRY(const auto note, store.ReadNote(note_));
  std::string_view ids = note ? std::string_view(*note) : std::string_view();
  TableId table;
  if (ids.size() % table.bytes.size() != 0) {
    return Error{Errc::kCorrupt, "The note of paused tables has the wrong length"};
  }
  for (; !ids.empty(); ids.remove_prefix(table.bytes.size())) {
    std::copy_n(ids.begin(), table.bytes.size(), table.bytes.begin());
    tables_.insert(table);
  }
  return OkStatus();
}

void PausedTables::Save(ReplicaStore& store, UniqueFunction<void(Status)> done) const {
  std::string ids;  // One behind the other.
  for (const TableId& table : tables_) ids.append(table.bytes.begin(), table.bytes.end());
  store.WriteNote(note_, ids.empty() ? std::nullopt : std::optional(std::move(ids)),
                  std::move(done));
}

}  // namespace meridian
