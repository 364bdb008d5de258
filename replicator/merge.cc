#include "replicator/merge.h"

#include <tuple>

#include "storage/base/log.h"

namespace meridian {
namespace {

// Everything of a state that its version id ought to determine, as an order for when it doesn't.
auto Body(const ItemState& state) {
  static const Payload kNone{};
  const Payload& value = state.value ? *state.value : kNone;
  return std::tie(state.kind, value.codec, value.key_id, value.bytes, value.item_bytes,
                  state.merge_state, state.version.clock, state.version.base);
}

bool IncomingWins(const ItemState& current, const ItemState& incoming) {
  if (const auto order = Order(current.version, incoming.version); order != 0) return order < 0;
  if (Body(current) == Body(incoming)) return false;
  LogError("merge.version_reused", {{"version", current.version.time.ToString()},
                                    {"origin", current.version.origin.ToString()}});
  return Body(current) < Body(incoming);
}

// Two regions' sweepers found the same version expired: that is one event, seen twice.
bool SameExpiry(const ItemState& a, const ItemState& b) {
  return a.kind == StateKind::kExpiry && b.kind == StateKind::kExpiry &&
         a.version.base == b.version.base;
}

}  // namespace

MergeOutcome Merge(const ItemState* current, const ItemState& incoming) {
  if (current == nullptr) return {.state = incoming, .losers = {}};

  const bool incoming_wins = IncomingWins(*current, incoming);
  const ItemState& winner = incoming_wins ? incoming : *current;
  const ItemState& loser = incoming_wins ? *current : incoming;

  MergeOutcome outcome{.state = winner, .losers = {}};
  Version& version = outcome.state.version;
  version.seen.Merge(loser.version.seen);
  version.horizon = std::max(version.horizon, loser.version.horizon);
  if (Classify(winner.version, loser.version) == Causality::kConcurrent &&
      !SameExpiry(winner, loser)) {
    outcome.losers.push_back(loser);
  }
  return outcome;
}

}  // namespace meridian
