// Scenario: one whole run from one seed: tables, two rounds of operations under faults with a
// recovery behind each, and the checkers.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tests/simulation/coverage.h"
#include "tests/simulation/tampering_store.h"

namespace meridian::simulation {

struct Report {
  uint64_t seed = 0;
  std::vector<std::string> faults;  // What is wrong; empty: nothing.
  Coverage coverage;
  uint64_t trace = 0;  // Equal for two runs of one seed.
  size_t operations = 0;
};

Report RunSeed(uint64_t seed, std::optional<Mutant> mutant = std::nullopt);

}  // namespace meridian::simulation
