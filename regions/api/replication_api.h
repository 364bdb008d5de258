// Meridian's own operations, under the target prefix Meridian_20261123.
//
// Here: what is asked of replication as a whole, through ReplicationControl. Single items:
// conflict_api.h, item_version_api.h. The operations of repair, quarantine and failover are known
// by name and answer that they are not supported yet.
//
// Threads: as every operation (regions/api/call.h).
// Source: service model meridian 2026-11-23.
#pragma once

#include "regions/api/call.h"
#include "regions/api/operations.h"
#include "regions/api/replication_control.h"

namespace meridian {

Task<Reply> ListRegions(const Services& services, ReplicationControl& control, Call call);
// A table need not serve yet: how far its backfill is, is asked before.
Task<Reply> DescribeReplication(const Services& services, ReplicationControl& control, Call call);
// The link as it is afterwards.
Task<Reply> PauseReplication(const Services& services, ReplicationControl& control, Call call);
Task<Reply> ResumeReplication(const Services& services, ReplicationControl& control, Call call);
Task<Reply> VerifyTable(const Services& services, ReplicationControl& control, Call call);

// Adds all of Meridian's own operations. `control` must outlive `operations`.
void AddReplicationOperations(ReplicationControl& control, Operations* operations);

}  // namespace meridian
