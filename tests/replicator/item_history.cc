#include "tests/replicator/item_history.h"

#include <algorithm>

namespace meridian {
namespace {

constexpr size_t kSteps = 120;
constexpr size_t kWritesMax = 20;

bool Settled(const Version& version, HybridTime horizon) {
  return version.settles() <= horizon &&
         std::ranges::all_of(version.seen.entries(),
                             [&](const auto& entry) { return entry.settles <= horizon; });
}

// What a writer dropped as settled may still stand where its version was merged over an older one.
std::optional<ItemState> Canonical(std::optional<ItemState> state) {
  if (state) state->version.seen.DropSettled(state->version.horizon);
  return state;
}

}  // namespace

ItemHistory::ItemHistory(uint64_t seed, MergeFn merge, HistoryCounts& counts)
    : random_(seed), merge_(std::move(merge)), counts_(counts) {
  for (size_t i = 0; i < kHistoryRegions; ++i) {
    regions_[i].origin = {.region = std::string(1, static_cast<char>('a' + i)), .incarnation = 7};
    regions_[i].skew_millis = static_cast<int64_t>(Below(21)) - 10;
  }
}

std::string ItemHistory::Run() {
  for (size_t i = 0; i < kSteps && broken_.empty(); ++i) Step();
  // Quiescence: every log read to its end, conflict records of the last rounds too.
  for (size_t round = 0; round < 4; ++round) {
    for (size_t to = 0; to < kHistoryRegions; ++to) {
      for (size_t from = 0; from < kHistoryRegions; ++from) {
        while (from != to && regions_[to].applied[from] < regions_[from].log.size()) {
          Deliver(to, from);
        }
      }
    }
    for (size_t to = 0; to < kHistoryRegions; ++to) Transport(to);
  }
  if (broken_.empty()) Break(Check());
  return broken_;
}

void ItemHistory::Step() {
  now_millis_ += static_cast<int64_t>(Below(4));
  const size_t at = Below(kHistoryRegions);
  const size_t other = (at + 1 + Below(kHistoryRegions - 1)) % kHistoryRegions;
  const size_t choice = Below(16);
  if (choice == 0) calm_ = Below(2) == 0;  // Only in calm times do tombstones settle.
  if (choice < 3) {
    if (!calm_) WriteLocally(regions_[at]);
  } else if (choice < 7) {
    for (size_t count = Below(4) + 1; count > 0; --count) Deliver(at, other);
  } else if (choice < 10) {
    SendBeat(at);
  } else if (choice < 13) {
    Advance(at);
  } else if (choice < 15) {
    Purge(regions_[at]);
  } else {
    Transport(at);
  }
}

HybridTime ItemHistory::ReadClock(Region& region) {
  const HybridTime wall = HybridTime::FromMillis(now_millis_ + region.skew_millis);
  region.last_clock = std::max(wall, region.last_clock.Next());
  return region.last_clock;
}

void ItemHistory::WriteLocally(Region& region) {
  // A region that is being filled refuses its clients.
  if (writes_.size() >= kWritesMax || region.transfer) return;
  const bool live = region.stored && region.stored->live();
  const size_t choice = Below(4);
  ItemState state;
  Version& version = state.version;
  version.origin = region.origin;
  version.clock = ReadClock(region);
  version.time = version.clock;
  version.horizon = region.horizon;
  if (region.stored) {
    const Version& replaced = region.stored->version;
    version.time = std::max(version.clock, replaced.time.Next());
    version.seen = replaced.seen;
    version.base = replaced.id();
    version.horizon = std::max(region.horizon, replaced.horizon);
  }
  if (choice == 0 && live) {
    state.kind = StateKind::kExpiry;
    version.time = region.stored->version.time.Next();
    ++counts_.expiries;
  } else if (choice == 1) {
    state.kind = StateKind::kDelete;
  } else {
    state.kind = StateKind::kPut;
    state.value = Payload{.bytes = "value " + std::to_string(writes_.size())};
  }
  version.seen.Raise(region.origin, version.time, version.settles());
  version.seen.DropSettled(version.horizon);
  if (!region.stored && region.known != 0) ++counts_.writes_after_purge;

  const size_t index = writes_.size();
  region.known |= Mask{1} << index;
  writes_.push_back({.state = state, .truth = region.known});
  region.stored = std::move(state);
  region.log.push_back({.write = index});
}

void ItemHistory::Deliver(size_t to, size_t from) {
  Region& region = regions_[to];
  const size_t next = region.applied[from];
  if (next >= regions_[from].log.size()) return;
  const Record& record = regions_[from].log[next];
  if (record.loser) region.conflicts.insert(*record.loser);
  if (record.write) {
    const Write& write = writes_[*record.write];
    MergeInto(region, write.state, write.truth);
    // A position that was not yet on disk: the same record comes again.
    if (Below(4) == 0) MergeInto(region, write.state, write.truth);
  }
  region.applied[from] = next + 1;
}

void ItemHistory::MergeInto(Region& region, const ItemState& incoming, Mask truth) {
  const ItemState* current = region.stored ? &*region.stored : nullptr;
  const MergeOutcome outcome = merge_(current, incoming);
  if (current != nullptr) {
    const size_t mine = IndexOf(current->version.id());
    const size_t theirs = IndexOf(incoming.version.id());
    const bool pair = current->kind == StateKind::kExpiry && incoming.kind == StateKind::kExpiry &&
                      current->version.base == incoming.version.base && mine != theirs;
    const bool met = ((truth >> mine) & 1) != 0 || ((region.known >> theirs) & 1) != 0 || pair;
    const bool ordered = ((writes_[mine].truth >> theirs) & 1) != 0 ||
                         ((writes_[theirs].truth >> mine) & 1) != 0 || pair;
    if (!met && outcome.losers.empty()) Break("a conflict is missing");
    if (ordered && !outcome.losers.empty()) Break("a conflict is invented");
    // After a purge the same pair may meet again, in a copied state.
    if (met && !region.purged && !outcome.losers.empty()) Break("a conflict is repeated");
    if (pair) {
      ++counts_.expiry_pairs;
      writes_[mine].same_expiry = writes_[theirs].same_expiry = true;
    }
    if (merge_(&incoming, *current).state != outcome.state) Break("merge is not commutative");
    if (merge_(&outcome.state, incoming).state != outcome.state ||
        merge_(&outcome.state, *current).state != outcome.state) {
      Break("merge is not idempotent");
    }
  }
  for (const ItemState& loser : outcome.losers) {
    ++counts_.conflicts;
    region.conflicts.insert(loser.version.id());
    region.log.push_back({.loser = loser.version.id()});
  }
  region.stored = outcome.state;
  region.known |= truth;
}

void ItemHistory::Transport(size_t to) {
  Region& target = regions_[to];
  if (!target.transfer) {
    if (Below(4) != 0) return;
    target.transfer = Transfer{.required = target.applied};
    target.transfer->required[to] = target.log.size();
    return;
  }
  const size_t from = (to + 1 + Below(kHistoryRegions - 1)) % kHistoryRegions;
  Transfer& transfer = *target.transfer;
  if (!transfer.taken) {
    const Region& source = regions_[from];
    for (size_t o = 0; o < kHistoryRegions; ++o) {
      if (o != from && source.applied[o] < transfer.required[o]) return;
    }
    transfer.state = source.stored;
    transfer.truth = source.known;
    transfer.taken = true;
    return;
  }
  if (transfer.state) {
    ++counts_.transfers;
    MergeInto(target, *transfer.state, transfer.truth);
  }
  target.transfer.reset();
}

void ItemHistory::SendBeat(size_t index) {
  Region& region = regions_[index];
  Beat beat{.clock = ReadClock(region), .sequence = region.log.size()};
  beat.acknowledged = region.transfer ? region.transfer->required : region.applied;
  region.beats.push_back(beat);
}

void ItemHistory::Advance(size_t index) {
  Region& region = regions_[index];
  HybridTime horizon{~uint64_t{0}};
  for (size_t o = 0; o < kHistoryRegions; ++o) {
    const size_t arrived = regions_[o].beats.size() - region.heard[o];
    region.heard[o] += o == index || Below(2) == 0 ? arrived : Below(arrived + 1);
  }
  for (size_t origin = 0; origin < kHistoryRegions; ++origin) {
    for (size_t replica = 0; replica < kHistoryRegions; ++replica) {
      if (region.heard[replica] == 0) return;
      const size_t acknowledged =
          replica == origin
              ? ~size_t{0}
              : regions_[replica].beats[region.heard[replica] - 1].acknowledged[origin];
      HybridTime reached{};
      for (size_t i = 0; i < region.heard[origin]; ++i) {
        const Beat& beat = regions_[origin].beats[i];
        if (beat.sequence <= acknowledged) reached = beat.clock;
      }
      horizon = std::min(horizon, reached);
    }
  }
  region.horizon = std::max(region.horizon, horizon);
}

void ItemHistory::Purge(Region& region) {
  if (!region.stored || region.stored->live() || !Settled(region.stored->version, region.horizon)) {
    return;
  }
  ++counts_.purges;
  writes_[IndexOf(region.stored->version.id())].purged = true;
  region.stored.reset();
  region.purged = true;
}

size_t ItemHistory::IndexOf(const VersionId& id) const {
  const auto at = std::ranges::find_if(
      writes_, [&](const Write& write) { return write.state.version.id() == id; });
  return static_cast<size_t>(at - writes_.begin());
}

std::string ItemHistory::Check() {
  const bool purged = std::ranges::any_of(writes_, [](const Write& w) { return w.purged; });
  for (const Region& region : regions_) {
    const auto& first = regions_[0];
    if (region.conflicts != first.conflicts) return "the conflict logs differ";
    const bool live = region.stored && region.stored->live();
    if (live != (first.stored && first.stored->live())) return "a value is missing somewhere";
    if (live && (region.stored->value != first.stored->value ||
                 region.stored->version.id() != first.stored->version.id())) {
      return "the values differ";
    }
    if (!purged && Canonical(region.stored) != Canonical(first.stored)) return "the states differ";
    if (!live) continue;
    const size_t final = IndexOf(region.stored->version.id());
    for (size_t i = 0; i < writes_.size(); ++i) {
      if (i != final && ((writes_[i].truth >> final) & 1) != 0) {
        return "a superseded version came back";
      }
    }
  }
  for (size_t i = 0; i < writes_.size(); ++i) {
    if (std::string lost = CheckWrite(i); !lost.empty()) return lost;
  }
  return "";
}

std::string ItemHistory::CheckWrite(size_t index) {
  const Write& write = writes_[index];
  const VersionId id = write.state.version.id();
  if (write.purged || write.same_expiry || regions_[0].conflicts.contains(id)) return "";
  for (const Region& region : regions_) {
    if (region.stored && region.stored->version.id() == id) return "";
  }
  for (const Write& later : writes_) {
    if (later.state.version.base == id) return "";
  }
  return "a write was lost";
}

}  // namespace meridian
