// CommitRegisters: the one way in which this region writes registers of its own.
//
// Threads: within a turn of the control partition.
#pragma once

#include <string>
#include <vector>

#include "storage/table/region.h"

namespace meridian {

struct RegisterContent {
  TableId table;
  std::string name;
  std::string value;
};

// The registers' names and values, in the order in which they are to be written.
std::vector<RegisterContent> ContentsOf(std::vector<RegisterWrite> writes);

// Writes `contents`, each with a version above what stands, and one change of the catalog with all
// of them; nothing if there are none.
Status CommitRegisters(Region& region, Turn& turn, const std::vector<RegisterContent>& contents);

}  // namespace meridian
