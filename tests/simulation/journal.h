// Journal: what every region ever wrote into its log, read from the clusters like a god: the ground
// truth of which versions took effect.
//
// Threads: none. The world outlives it.
#pragma once

#include <map>
#include <vector>

#include "tests/simulation/workload.h"

namespace meridian::simulation {

class Journal {
 public:
  Journal(World& world, const std::vector<SimulatedTable>& tables);

  // Reads what was appended since.
  void Update();

  // The changes of one region's partition, by sequence from 1.
  const std::vector<Change>& Of(size_t region, uint16_t partition) const {
    return logs_[region][partition].changes;
  }
  // nullptr: a change of no table of ours.
  const ItemName* NameOf(const Change& change) const;
  // What can't be right in any log: gaps, damage.
  const std::vector<std::string>& faults() const { return faults_; }
  // Over every record there is.
  uint64_t Hash() const;

 private:
  struct Log {
    int64_t next_offset = 0;
    std::vector<Change> changes;
  };
  void Take(size_t region, uint16_t partition, const BusRecord& record);

  World& world_;
  std::map<std::pair<TableId, std::string>, ItemName> names_;
  std::vector<std::vector<Log>> logs_;
  std::vector<std::string> faults_;
};

}  // namespace meridian::simulation
