#include <algorithm>

#include "tests/simulation/checkers/checkers.h"

namespace meridian::simulation {
namespace {

struct Event {
  uint64_t tick = 0;
  const Read* read = nullptr;
  size_t decided = ~size_t{0};   // Number of the write.
  size_t answered = ~size_t{0};  // Number of the write.
};

// One item in one region, in the order of ticks.
class Observer {
 public:
  Observer(const Evidence& evidence, size_t region, const ItemName& name, Faults* faults)
      : evidence_(evidence), region_(region), name_(name), faults_(faults) {}

  void See(const Event& event) {
    const auto& writes = evidence_.world.history.writes;
    if (event.read != nullptr) return SeeRead(*event.read);
    if (event.decided < writes.size()) {
      floors_[event.decided] = floor_;
      unanswered_delete_ =
          unanswered_delete_ ||
          (writes[event.decided].is_delete && writes[event.decided].outcome == Outcome::kUnknown);
      return;
    }
    const Version& made = writes[event.answered].version;
    if (evidence_.items.at(name_).versions.at(made.id()).forgotten) {
      floor_.reset();
      return;
    }
    const auto& before = floors_[event.answered];
    if (before && Order(made, *before) <= 0)
      Say("was written below what was shown: ", made, *before);
    if (!floor_ || Order(made, *floor_) > 0) floor_ = made;
  }

 private:
  void SeeRead(const Read& read) {
    if (read.version) {
      if (floor_ && Order(*read.version, *floor_) < 0) {
        // An expiry's clock may be far above its time: it may come when a later delete's tombstone
        // was purged, and then stands where nothing did.
        if (IsExpiry(*read.version) && DeletedSince(*floor_)) return;
        Say("went back: ", *read.version, *floor_);
      }
      floor_ = read.version;
      return;
    }
    if (!floor_ || unanswered_delete_) return;
    // Nothing is there: then it was deleted, and what was deleted must not come back.
    const auto deleted = DeletedSince(*floor_);
    if (!deleted) return Say("vanished: ", *floor_, *floor_);
    floor_ = deleted;
  }

  bool IsExpiry(const Version& version) const {
    const auto& versions = evidence_.items.at(name_).versions;
    const auto known = versions.find(version.id());
    return known != versions.end() && known->second.expiry;
  }

  // The first delete at `version` or after it.
  std::optional<Version> DeletedSince(const Version& version) const {
    std::optional<Version> deleted;
    for (const auto& [id, known] : evidence_.items.at(name_).versions) {
      if (!known.is_delete || Order(known.version, version) < 0) continue;
      if (!deleted || Order(known.version, *deleted) < 0) deleted = known.version;
    }
    return deleted;
  }

  void Say(const char* what, const Version& now, const Version& before) {
    faults_->push_back("observations: in " + evidence_.world.at(region_).name + " " +
                       evidence_.NameOf(name_) + " " + what + TextOf(now.id()) + " after " +
                       TextOf(before.id()));
  }

  const Evidence& evidence_;
  const size_t region_;
  const ItemName name_;
  Faults* faults_;
  std::optional<Version> floor_;
  std::map<size_t, std::optional<Version>> floors_;  // By write, when it was decided.
  bool unanswered_delete_ = false;                   // May have taken effect without a trace.
};

}  // namespace

void CheckObservations(const Evidence& evidence, Faults* faults) {
  const History& history = evidence.world.history;
  std::map<std::pair<size_t, ItemName>, std::vector<Event>> events;
  for (const Read& read : history.reads) {
    events[{read.region, read.item}].push_back({.tick = read.tick, .read = &read});
  }
  for (size_t i = 0; i < history.writes.size(); ++i) {
    const Write& write = history.writes[i];
    auto& list = events[{write.region, write.item}];
    if (write.decided_tick > 0) list.push_back({.tick = write.decided_tick, .decided = i});
    if (write.outcome == Outcome::kDone) {
      list.push_back({.tick = write.answered_tick, .answered = i});
    }
  }
  for (auto& [where, list] : events) {
    std::ranges::sort(list, {}, &Event::tick);
    Observer observer(evidence, where.first, where.second, faults);
    for (const Event& event : list) observer.See(event);
  }
}

}  // namespace meridian::simulation
