// Link: everything that this region consumes from one other region's Kafka.
//
// The source's heartbeat names its incarnation and the epoch of its log; then the link follows its
// control topic and every partition of that log from the positions in the store. Whatever doesn't
// continue what was applied - another incarnation, another epoch, another P, a gap, an offset out
// of range, a feature of a newer release - fails the link, loudly and with its cause: never a skip.
//
// Threads: confined to the replicator's Scheduler, the Bus's too.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "replicator/catalog_intake.h"
#include "replicator/intake.h"
#include "replicator/paused_tables.h"
#include "streams/bus.h"

namespace meridian {

enum class LinkState : uint8_t {
  kConnecting,  // The source wasn't heard yet, or its Kafka is away.
  kCatchup,     // Behind, and applying.
  kLive,
  kPaused,       // By an operator.
  kQuarantined,  // The source's clock is too far ahead.
  kFailed,       // A person must act.
};

struct LinkStatus {
  LinkState state = LinkState::kConnecting;
  std::string cause;       // Of a state that isn't kLive.
  uint64_t applied = 0;    // Changes since the start.
  uint64_t conflicts = 0;  // Losers found since the start.
  uint64_t parked = 0;     // Changes kept aside.
};

// What a link tells. Every call on the Scheduler.
class LinkListener {
 public:
  virtual ~LinkListener() = default;
  // Of the origin that the store has applied, or of a new source. `live`: it came just now, and
  // wasn't found at the end of the topic.
  virtual void OnHeartbeat(const Heartbeat& heartbeat, bool live) = 0;
  virtual void OnLinkApplied(const Origin& origin, Partition partition, uint64_t sequence) = 0;
  virtual void OnLinkParked(const std::string& region, Partition partition, uint64_t first) = 0;
  // Of paused tables: nothing from `first` on may be acknowledged; nullopt: all may.
  virtual void OnLinkHeld(const std::string& region, Partition partition,
                          std::optional<uint64_t> first) = 0;
  // The catalog may have changed.
  virtual void OnCatalogApplied() = 0;
};

class Link final : private IntakeOwner {
 public:
  // `bus` is a client of the source region's Kafka. The references outlive this.
  Link(std::string source, Bus& bus, const IntakePorts& ports, LinkListener& listener);
  ~Link() override;
  Link(const Link&) = delete;
  Link& operator=(const Link&) = delete;

  void Start();
  // Remembered over restarts; `done` when it is durable. It takes effect at once.
  void Pause(UniqueFunction<void(Status)> done);
  void Resume(UniqueFunction<void(Status)> done);
  // The same for one table, beside the other.
  void PauseTable(const TableId& table, UniqueFunction<void(Status)> done);
  void ResumeTable(const TableId& table, UniqueFunction<void(Status)> done);
  // Looks again at what waits for the clock or the catalog.
  void Poke();

  // kConnecting, kPaused, kQuarantined, kFailed, else kCatchup: how far behind it is, the
  // watermarks know.
  LinkStatus status() const;
  const std::string& source() const { return source_; }
  bool HoldsBack(const TableId& table) const override { return paused_tables_.contains(table); }
  // Changes of the table that wait here.
  uint64_t HeldOf(const TableId& table) const;
  const std::optional<Origin>& origin() const { return origin_; }
  // For each data partition, the last sequence that was judged by the catalog as it is now, or
  // before.
  std::vector<uint64_t> Judged() const;

 private:
  class Topic;

  bool MayApply() const override;
  uint64_t CatalogSequence() const override;
  void OnApplied(Partition partition, uint64_t sequence, size_t changes) override;
  void OnParked(Partition partition, uint64_t first) override;
  void OnHeld(Partition partition, std::optional<uint64_t> first) override;
  void OnAhead(Partition partition, int64_t until_millis) override;
  void OnFailed(Errc code, std::string cause) override;
  void SetDelivery(Partition partition, bool on) override;

  void FindHeartbeats();
  void FollowHeartbeats(int64_t from);
  void TakeHeartbeat(const BusRecord& record, bool live);
  bool Accept(const Heartbeat& heartbeat);
  // The stored position to go on from; an error if it doesn't fit what the heartbeat names.
  Result<Position> PositionOf(Partition partition) const;
  void Open();
  Status TryOpen();
  // The store couldn't be read: calls `again` later if that may help.
  void OnUnread(const Error& error, std::function<void()> again);
  void FollowLog(Partition partition, int64_t offset);
  void TakeBatch(Partition expected, BusRecord record);
  void LostTopic(Partition partition, const Error& error);
  void SetPaused(bool paused, UniqueFunction<void(Status)> done);
  void PumpAll();

  const std::string source_;
  Bus& bus_;
  const IntakePorts ports_;
  LinkListener& listener_;
  const std::shared_ptr<std::atomic<uint64_t>> conflicts_;
  PausedTables paused_tables_;

  std::optional<Origin> origin_;  // Once heard.
  uint64_t epoch_ = 0;
  bool opening_ = false;                               // Also while it waits to try again.
  std::optional<std::pair<Heartbeat, bool>> unheard_;  // The last before it was open, and `live`.
  bool failed_ = false;
  bool paused_ = false;
  bool away_ = false;  // Its Kafka can't be reached.
  std::string cause_;  // Of `failed_` or `away_`.
  int64_t quarantined_until_millis_ = 0;
  uint64_t applied_ = 0;

  std::unique_ptr<CatalogIntake> catalog_;
  std::vector<std::unique_ptr<Intake>> intakes_;  // By data partition.
  // Behind what they deliver to, so that they end first.
  std::unique_ptr<Topic> heartbeats_;
  std::unique_ptr<Topic> control_;
  std::vector<std::unique_ptr<Topic>> log_;  // By data partition.
  Tether tether_;
};

}  // namespace meridian
