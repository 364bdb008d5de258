// Conflicts, for operators: list the writes that lost to a concurrent one, and take one back.
//
// ListConflicts pages like Scan: a page ends at Limit conflicts, at a bound on its bytes, or at a
// bound on how many it looked at, so a page that StartTime and EndTime emptied may have a
// NextToken. The token is a row's key without what names its table; that is put in front again from
// the table of the request, so no token, forged or of another table, leads out of that table.
//
// RestoreConflict writes the loser's value as a new write, which has therefore seen the winner.
// Twice restores twice.
//
// Threads: as every operation (regions/api/call.h).
// Source: service model meridian 2026-11-23; docs/consistency.md.
#pragma once

#include "regions/api/call.h"

namespace meridian {

Task<Reply> ListConflicts(const Services& services, Call call);

// kNotFound if no write of the key with that version is known to have lost.
Task<Reply> RestoreConflict(const Services& services, Call call);

}  // namespace meridian
