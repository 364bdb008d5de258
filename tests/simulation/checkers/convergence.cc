#include "tests/simulation/checkers/checkers.h"

namespace meridian::simulation {
namespace {

// Without what each region may have merged or dropped for itself.
bool SameItem(const ItemState& a, const ItemState& b) {
  return a.kind == b.kind && a.value == b.value && a.merge_state == b.merge_state &&
         a.version.id() == b.version.id() && a.version.base == b.version.base &&
         a.version.clock == b.version.clock && a.version.policy_epoch == b.version.policy_epoch;
}

std::string Shown(const std::optional<ItemState>& state) {
  if (!state) return "nothing";
  return (state->live() ? "item " : "tombstone ") + TextOf(state->version.id());
}

}  // namespace

void CheckConvergence(const Evidence& evidence, Faults* faults) {
  for (const auto& [name, item] : evidence.items) {
    for (size_t region = 0; region < evidence.world.size(); ++region) {
      if (!evidence.Holds(name.table, region)) continue;
      const auto& state = item.states[region];
      const auto& first = item.states[0];
      const bool same = state.has_value() == first.has_value() &&
                        (!state || SameItem(*state, *first)) && (!state || state->live());
      if (same) continue;
      faults->push_back("convergence: " + evidence.NameOf(name) + " is " + Shown(first) +
                        " in a, " + Shown(state) + " in " + evidence.world.at(region).name);
    }
  }
}

}  // namespace meridian::simulation
