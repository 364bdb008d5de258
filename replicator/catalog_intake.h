// CatalogIntake: the control log of one source region, into this region's catalog.
//
// Registers merge, so a snapshot of the whole catalog may come at any time and be applied like
// changes. A snapshot stands for everything up to its last sequence, but it may be spread over
// several messages: its sequence counts as reached only when something else follows it, or the log
// has been read to its end. Nothing is kept aside here: a region that can't read its peer's catalog
// can't judge its data either, so the link fails.
//
// Threads: confined to the replicator's Scheduler.
#pragma once

#include <deque>

#include "replicator/intake.h"

namespace meridian {

class CatalogIntake {
 public:
  CatalogIntake(Position position, const IntakePorts& ports, IntakeOwner& owner);

  // Takes a batch of the control topic; its origin and P were checked.
  void Add(int64_t offset, LogBatch batch);
  // The log was read to its end.
  void CaughtUp();
  void Pump();

  uint64_t applied() const { return applied_.sequence; }

 private:
  struct Message {
    Position position;  // That it moves to.
    std::vector<Register> registers;
  };
  Result<std::vector<Register>> RegistersOf(const LogBatch& batch) const;
  void Apply();

  const IntakePorts ports_;
  IntakeOwner& owner_;
  std::deque<Message> queue_;
  bool flying_ = false;
  uint64_t covered_ = 0;  // By the snapshot that was read last.
  Position received_;
  Position applied_;
  Tether tether_;
};

}  // namespace meridian
