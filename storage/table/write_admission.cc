#include "storage/table/write_admission.h"

namespace meridian {

Status CheckWriteAdmission(const Region& region, const Table& table, Partition partition) {
  if (table.durability == Durability::kLog && !region.log_available()) {
    return Error{Errc::kUnavailable,
                 "The table's writes wait for the region's log, which is away; retry later"};
  }
  if (table.global() || table.durability == Durability::kLog) {
    const size_t bound = region.options().backlog_bytes_max / region.map().shards;
    if (region.log(partition).BacklogBytes() > bound) {
      return Error{Errc::kThrottled, "Too many changes wait for the region's log; retry later"};
    }
  }
  return OkStatus();
}

}  // namespace meridian
