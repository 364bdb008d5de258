// The checkers: each proves one of the design's invariants from the evidence of a finished run, and
// says in words what contradicts it. One source file each.
#pragma once

#include <string>
#include <vector>

#include "tests/simulation/evidence.h"

namespace meridian::simulation {

using Faults = std::vector<std::string>;

// Every region holds the same live items, byte for byte, and no tombstone is left.
void CheckConvergence(const Evidence& evidence, Faults* faults);
// Every version that took effect is the final one, or was replaced by a writer who had seen it, or
// stands as a loser in every region's conflict log; what was refused left nothing.
void CheckNothingLost(const Evidence& evidence, Faults* faults);
// What one region showed of one item never goes back: not to an older version, nor from a delete to
// what it deleted.
void CheckObservations(const Evidence& evidence, Faults* faults);
// The conflict logs are equal, and every conflict in them was one.
void CheckConflicts(const Evidence& evidence, Faults* faults);
// What was expired was due, and no expiry won over a write that had seen what expired.
void CheckExpiry(const Evidence& evidence, Faults* faults);
// All regions have the same catalog.
void CheckCatalog(const Evidence& evidence, Faults* faults);

// At any moment: what `region` says it has applied, its data holds.
void CheckPositions(World& world, const std::vector<SimulatedTable>& tables, const Journal& journal,
                    size_t region, Faults* faults);

}  // namespace meridian::simulation
