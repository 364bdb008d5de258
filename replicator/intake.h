// Intake: one partition of one source region's log, from received batches to committed changes.
//
// Batches queue here, checked for continuity as they arrive. What has collected goes to the store
// in one commit, with the position it moves to; while that commit runs the next collects, so an
// idle intake applies at once and a busy one in large steps. At most one commit is in flight.
//
// Changes of a paused table are kept in the store instead, in the same commit. When the table goes
// on they are merged from there, in turns with what arrives: merge doesn't mind the order.
//
// Threads: confined to the replicator's Scheduler.
#pragma once

#include <atomic>
#include <deque>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "replicator/held.h"
#include "replicator/options.h"
#include "replicator/parked.h"
#include "replicator/tether.h"
#include "storage/base/clock.h"
#include "streams/envelope.h"

namespace meridian {

// What every intake works with. All of it outlives the intake.
struct IntakePorts {
  Scheduler& scheduler;
  const WallClock& wall;
  ReplicaStore& store;
  CatalogReader& catalog;
  uint16_t partitions;  // P.
  ReplicatorOptions options;
};

// What an intake asks and tells its link.
class IntakeOwner {
 public:
  virtual ~IntakeOwner() = default;
  // False while the link is paused, quarantined or has failed.
  virtual bool MayApply() const = 0;
  // The source's control sequence that is applied here.
  virtual uint64_t CatalogSequence() const = 0;
  // Everything up to `sequence` is durable here.
  virtual void OnApplied(Partition partition, uint64_t sequence, size_t changes) = 0;
  // Nothing from `first` on may be acknowledged. Called before OnApplied passes it.
  virtual void OnParked(Partition partition, uint64_t first) = 0;
  // True while an operator's pause holds the table's changes back.
  virtual bool HoldsBack(const TableId& table) const = 0;
  // Nothing from `first` on may be acknowledged (nullopt: all may). Called before OnApplied passes
  // it.
  virtual void OnHeld(Partition partition, std::optional<uint64_t> first) = 0;
  // A change's clock is too far ahead; it may be merged when the wall clock shows `until_millis`.
  virtual void OnAhead(Partition partition, int64_t until_millis) = 0;
  virtual void OnFailed(Errc code, std::string cause) = 0;
  virtual void SetDelivery(Partition partition, bool on) = 0;
};

class Intake {
 public:
  // `position`: what is applied, with the origin and epoch that are followed. `conflicts` counts
  // the losers that merge finds, on the shards' executors.
  Intake(Partition partition, Position position, const IntakePorts& ports, IntakeOwner& owner,
         std::shared_ptr<std::atomic<uint64_t>> conflicts);

  // Restores what is parked and what is held back. To be called once, before Add.
  Status Load();
  // Takes a batch of this partition; its origin, epoch and P were checked.
  void Add(int64_t offset, LogBatch batch);
  // Applies what may be applied now. Call again when something that held it back has changed.
  void Pump();

  // The last sequence that was judged by the catalog: applied, in flight or skipped.
  uint64_t judged() const { return flying_ ? target_.sequence : applied_.sequence; }
  uint64_t applied() const { return applied_.sequence; }
  size_t parked() const { return parked_.count(); }
  const Held& held() const { return held_; }
  // As many changes of paused tables are kept as may be.
  bool full() const { return held_.count() >= ports_.options.pending_changes_max; }
  bool waits_for_catalog() const { return waits_for_catalog_; }

 private:
  struct Message {
    int64_t offset = 0;
    uint64_t last_sequence = 0;
    uint64_t catalog_sequence = 0;
    int64_t clock_millis = 0;  // The greatest of its changes.
    size_t bytes = 0;
    std::vector<DecodedChange> changes;
  };

  Result<Message> Decode(int64_t offset, const LogBatch& batch) const;
  // Moves messages that may be applied into flight; false if there is none.
  bool Collect();
  // Moves changes that were held back, and needn't be any more, into flight; false if there is
  // none.
  bool CollectHeld();
  void Judge();
  // The first sequence that is held back, in the store or on its way there.
  void TellHeld();
  void Apply(std::vector<IncomingChange> changes);
  void OnApply(const Status& status, size_t changes);
  // Finds, one by one, which of the flying changes can't be applied.
  void TryAlone(size_t index);
  void Retry();

  const Partition partition_;
  const IntakePorts ports_;
  IntakeOwner& owner_;
  const std::shared_ptr<std::atomic<uint64_t>> conflicts_;
  Parked parked_;
  bool parked_saved_ = true;
  Held held_;

  std::deque<Message> queue_;
  size_t queue_bytes_ = 0;
  bool delivery_off_ = false;
  bool waits_for_catalog_ = false;
  Position received_;  // The end of the queue.
  Position applied_;   // As in the store.

  // What is on its way into the store.
  bool flying_ = false;
  std::vector<DecodedChange> flight_;
  Position target_;
  std::set<uint64_t> refused_;        // Sequences that the store can't apply.
  std::vector<PendingChange> keep_;   // Of the flight: held back.
  std::vector<PendingChange> taken_;  // The flight, if it was held back before; else empty.
  bool held_turn_ = false;            // What was held back goes next.

  Tether tether_;
};

}  // namespace meridian
