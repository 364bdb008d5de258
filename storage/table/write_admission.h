// Whether a write may be queued at all: what bounds the backlog of changes.
//
// Threads: any.
#pragma once

#include "storage/table/region.h"

namespace meridian {

// Why a write of `table` in `partition` can't be taken now, if it can't: kUnavailable when its
// durability can't be reached, kThrottled when too much waits for the region's log.
Status CheckWriteAdmission(const Region& region, const Table& table, Partition partition);

}  // namespace meridian
