// DescribeItemVersion: the version of one item in this region, deleted or not.
//
// Threads: as every operation (regions/api/call.h).
// Source: service model meridian 2026-11-23.
#pragma once

#include "regions/api/call.h"

namespace meridian {

// kNotFound if this region knows no version of the key: nothing was ever written, or the deletion
// settled everywhere and its tombstone was purged.
Task<Reply> DescribeItemVersion(const Services& services, Call call);

}  // namespace meridian
