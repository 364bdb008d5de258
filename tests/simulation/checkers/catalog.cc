#include "tests/simulation/checkers/checkers.h"

namespace meridian::simulation {
namespace {

bool Same(const Table& a, const Table& b) {
  return a.name == b.name && a.schema == b.schema && a.billing == b.billing &&
         a.stream == b.stream && a.durability == b.durability && a.replicas == b.replicas &&
         a.created_at_millis == b.created_at_millis;
}

}  // namespace

void CheckCatalog(const Evidence& evidence, Faults* faults) {
  const CatalogViewPtr first = evidence.world.at(0).catalog().View();
  for (size_t region = 1; region < evidence.world.size(); ++region) {
    const CatalogViewPtr view = evidence.world.at(region).catalog().View();
    for (const SimulatedTable& table : evidence.tables) {
      const TablePtr a = first->FindById(table.id), b = view->FindById(table.id);
      if (a != nullptr && b != nullptr && Same(*a, *b)) continue;
      faults->push_back("catalog: " + table.name + " differs between a and " +
                        evidence.world.at(region).name);
    }
  }
}

}  // namespace meridian::simulation
