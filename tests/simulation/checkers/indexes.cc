#include "tests/simulation/checkers/checkers.h"
#include "tests/support/index_check.h"

namespace meridian::simulation {
namespace {

// Without what is each region's own: numbers.
std::vector<IndexSettings> SettingsOf(const Table& table) {
  std::vector<IndexSettings> settings;
  for (const auto& [name, index] : table.indexes) settings.push_back(index.settings);
  return settings;
}

}  // namespace

void CheckIndexes(const Evidence& evidence, Faults* faults) {
  for (size_t i = 0; i < evidence.tables.size(); ++i) {
    std::optional<std::vector<IndexSettings>> first;
    for (size_t region = 0; region < evidence.world.size(); ++region) {
      if (!evidence.Holds(i, region)) continue;
      RegionProcess& process = evidence.world.at(region);
      const TablePtr table = process.catalog().View()->FindById(evidence.tables[i].id);
      if (table == nullptr) continue;  // CheckCatalog says it.
      if (first && *first != SettingsOf(*table)) {
        faults->push_back("index: " + table->name + " has others in " + process.name);
      }
      first = SettingsOf(*table);
      for (std::string& fault : IndexFaults(process.region(), process.items(), *table)) {
        faults->push_back(std::move(fault));
      }
    }
  }
}

}  // namespace meridian::simulation
