// ItemHistory: one item's life in several regions, made by the rules by which storage stamps
// writes.
//
// A model small enough to be read at a glance and run a hundred thousand times: regions with skewed
// clocks write, expire, deliver each other's logs in any interleaving, repeat deliveries, copy
// whole states as a backfill does, exchange watermarks and purge settled tombstones. Beside the
// real versions it keeps the truth: which writes each state really includes. Check compares the
// two.
//
// Threads: none. Everything is drawn from the seed.
#pragma once

#include <array>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "storage/table/replica_store.h"

namespace meridian {

inline constexpr size_t kHistoryRegions = 3;

// What a batch of histories met, so that a test can insist that it met everything.
struct HistoryCounts {
  size_t conflicts = 0;
  size_t purges = 0;
  size_t expiries = 0;
  size_t expiry_pairs = 0;  // Two regions expired the same version.
  size_t transfers = 0;
  size_t writes_after_purge = 0;
};

class ItemHistory {
 public:
  // `merge` is the function under test.
  ItemHistory(uint64_t seed, MergeFn merge, HistoryCounts& counts);

  // Runs random steps, then delivers everything. The first broken promise; empty: none.
  std::string Run();

 private:
  using Mask = uint64_t;  // A set of writes, by their index.
  struct Write {
    ItemState state;
    Mask truth = 0;  // Every write that its writer's region had, and itself.
    bool purged = false;
    bool same_expiry = false;
  };
  struct Record {  // Of a region's log.
    std::optional<size_t> write;
    std::optional<VersionId> loser;  // A conflict record.
  };
  struct Beat {
    HybridTime clock;
    size_t sequence = 0;
    std::array<size_t, kHistoryRegions> acknowledged{};
  };
  struct Transfer {  // A state on its way into a region that holds its acknowledgements.
    std::array<size_t, kHistoryRegions> required{};
    std::optional<ItemState> state;
    Mask truth = 0;
    bool taken = false;
  };
  struct Region {
    Origin origin;
    int64_t skew_millis = 0;
    HybridTime last_clock;
    HybridTime horizon;
    std::optional<ItemState> stored;
    Mask known = 0;
    bool purged = false;  // At least once.
    std::vector<Record> log;
    std::array<size_t, kHistoryRegions> applied{};
    std::array<size_t, kHistoryRegions> heard{};  // Beats of each region that arrived here.
    std::vector<Beat> beats;
    std::set<VersionId> conflicts;
    std::optional<Transfer> transfer;
  };

  void Step();
  HybridTime ReadClock(Region& region);
  void WriteLocally(Region& region);
  void Deliver(size_t to, size_t from);
  void MergeInto(Region& region, const ItemState& incoming, Mask truth);
  void Transport(size_t to);
  void SendBeat(size_t index);
  void Advance(size_t index);
  void Purge(Region& region);
  std::string Check();
  std::string CheckWrite(size_t index);
  size_t IndexOf(const VersionId& id) const;
  size_t Below(size_t bound) { return random_() % bound; }
  void Break(std::string promise) {
    if (broken_.empty()) broken_ = std::move(promise);
  }

  std::mt19937_64 random_;
  MergeFn merge_;
  HistoryCounts& counts_;
  int64_t now_millis_ = 1'000'000;
  bool calm_ = false;
  std::vector<Write> writes_;
  std::array<Region, kHistoryRegions> regions_;
  std::string broken_;
};

}  // namespace meridian
