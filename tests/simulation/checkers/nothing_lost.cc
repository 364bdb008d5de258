#include <algorithm>
#include <set>

#include "tests/simulation/checkers/checkers.h"

namespace meridian::simulation {
namespace {

class ItemCheck {
 public:
  ItemCheck(const Evidence& evidence, const ItemName& name, const ItemEvidence& item)
      : evidence_(evidence), name_(name), item_(item), latest_(item.Latest()) {
    for (const auto& [id, known] : item.versions) {
      if (known.version.base) replaced_.insert(*known.version.base);
    }
  }

  void Run(Faults* faults) {
    if (latest_ == nullptr) return;
    for (const auto& [id, known] : item_.versions) {
      if (&known != latest_ && !known.forgotten && !Accounted(id, known)) {
        Say("lost: ", id, known, faults);
      }
      const auto& writes = evidence_.world.history.writes;
      if (known.write && writes[*known.write].outcome == Outcome::kNothing) {
        Say("took effect though it was refused: ", id, known, faults);
      }
      const bool global = evidence_.tables[name_.table].joiners.empty();
      if (known.acknowledged && global && !known.logged)
        Say("never published: ", id, known, faults);
    }
    for (size_t region = 0; region < item_.states.size(); ++region) {
      if (!evidence_.Holds(name_.table, region)) continue;
      const auto& state = item_.states[region];
      const bool right = latest_->is_delete || MayBeDeletedUnseen()
                             ? !state || state->version.id() == latest_->version.id()
                             : state && state->version.id() == latest_->version.id();
      if (right) continue;
      return Say("isn't what a region ended with: ", latest_->version.id(), *latest_, faults);
    }
  }

 private:
  bool Alone() const { return evidence_.tables[name_.table].founders.size() == 1; }

  bool Accounted(const VersionId& id, const KnownVersion& known) const {
    return replaced_.contains(id) || LostEverywhere(id) || PurgedBefore(known) ||
           ReplacedWhileAlone(id, known) || ExpiredTwice(known);
  }
  bool LostEverywhere(const VersionId& id) const {
    for (size_t region = 0; region < item_.losers.size(); ++region) {
      if (evidence_.Holds(name_.table, region) && !item_.losers[region].contains(id)) return false;
    }
    return true;
  }
  // A tombstone that every region had was forgotten before the next write, whose horizon says so.
  bool PurgedBefore(const KnownVersion& known) const {
    return known.is_delete && std::ranges::any_of(item_.versions, [&](const auto& other) {
             const Version& later = other.second.version;
             return !later.base && later.horizon >= known.version.settles() &&
                    later.time > known.version.time;
           });
  }
  // As long as one region has a table alone, what an unseen delete removed is no base.
  bool ReplacedWhileAlone(const VersionId& id, const KnownVersion& known) const {
    return Alone() && !known.logged && std::ranges::any_of(item_.versions, [&](const auto& other) {
             return other.first.origin == id.origin && other.first.time > id.time;
           });
  }
  // Two regions' expiries of one version are one event: the later of them stands for both. And one
  // that meets a write that saw the same version is no loss, nor recorded where that was purged.
  bool ExpiredTwice(const KnownVersion& known) const {
    return known.expiry && std::ranges::any_of(item_.versions, [&](const auto& other) {
             return other.second.version.base == known.version.base &&
                    Order(other.second.version, known.version) > 0;
           });
  }
  bool MayBeDeletedUnseen() const {
    return Alone() && std::ranges::any_of(evidence_.world.history.writes, [&](const Write& write) {
             return write.item == name_ && write.is_delete && write.outcome == Outcome::kUnknown;
           });
  }

  void Say(const char* what, const VersionId& id, const KnownVersion& known, Faults* faults) const {
    faults->push_back(std::string("versions: ") + what + evidence_.NameOf(name_) +
                      (known.is_delete ? " delete " : " put ") + TextOf(id) +
                      (known.acknowledged ? ", acknowledged" : ", not acknowledged"));
  }

  const Evidence& evidence_;
  const ItemName& name_;
  const ItemEvidence& item_;
  const KnownVersion* const latest_;
  std::set<VersionId> replaced_;
};

}  // namespace

void CheckNothingLost(const Evidence& evidence, Faults* faults) {
  for (const auto& [name, item] : evidence.items) ItemCheck(evidence, name, item).Run(faults);
}

}  // namespace meridian::simulation
