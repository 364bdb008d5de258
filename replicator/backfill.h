// Backfill: fills this region's new replica of one table from another region, under full writes.
//
// Since the catalog says that the replica is being created, this region's links apply the table's
// changes. What came before is fetched as snapshots of each partition that include at least
// `required`: everything that the links had passed by then. Both go through merge, so their order
// doesn't matter. Conflict rows come behind the states, and the source's horizon with each chunk.
// As long as it runs, this region acknowledges nothing above `required` (its owner sees to that),
// so no tombstone can settle, and be purged, that an older chunk would contradict.
//
// Progress is kept in a note, so a restart goes on where it was. A source that fails is exchanged
// for another active replica. At the end the replica becomes ACTIVE in the catalog.
//
// Threads: confined to the replicator's Scheduler.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "replicator/options.h"
#include "replicator/peer.h"
#include "replicator/peer_codec.h"
#include "replicator/tether.h"

namespace meridian {

class Backfill {
 public:
  struct Ports {
    Scheduler& scheduler;
    ReplicaStore& store;
    CatalogReader& catalog;
    Peer& peer;
    uint16_t partitions;
    ReplicatorOptions options;
  };
  // `required`: for each data partition. `done` is called once, when the replica is ACTIVE and the
  // progress forgotten; it may destroy this.
  Backfill(TablePtr table, std::vector<std::map<Origin, uint64_t>> required, Ports ports,
           UniqueFunction<void()> done);

  void Start();

  // The region that is read now; empty: none is active.
  const std::string& source() const { return source_; }
  // Why it doesn't get on; empty: it does.
  const std::string& cause() const { return cause_; }
  int percent() const;

 private:
  void Fill(size_t partition);
  void NextPartition();
  void TakeChunk(size_t partition, const std::string& from, Result<std::string> answer);
  void Merge(size_t partition, SnapshotChunk chunk);
  // The partition's last chunk is merged.
  void Finish(size_t partition);
  void Failed(const std::string& from, const Error& error);
  void ChooseSource();
  void Again(size_t partition);
  void Activate();

  const TablePtr table_;
  const std::string note_;
  const std::vector<std::map<Origin, uint64_t>> required_;
  const Ports ports_;
  UniqueFunction<void()> done_;
  std::vector<BackfillPlace> places_;  // By partition: as in the note, or about to be.
  size_t next_ = 0;                    // The first partition that nobody has taken up.
  size_t filling_ = 0;
  std::string source_;
  std::string cause_;
  size_t failures_ = 0;  // Of the source, in a row.
  Tether tether_;
};

}  // namespace meridian
