// Change: one entry of a partition's change log: what a commit did to one key.
//
// Everything that leaves the store leaves as changes, in commit order, through one log a partition.
// Which sinks need a change is decided in the commit and kept with it. A change that originated
// here and belongs to the region log also has a sequence, dense for (origin, partition).
//
// Threads: values; a committed change is shared read-only.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "storage/engine/partition.h"
#include "storage/table/catalog.h"
#include "storage/table/index_entry.h"
#include "storage/table/item_state.h"
#include "storage/table/schema.h"
#include "storage/table/transaction.h"

namespace meridian {

// Stored on disk and in Kafka: never renumber.
enum class ChangeKind : uint8_t {
  kState = 1,         // An item got a new state (put, delete or expiry: state.kind).
  kConflict = 2,      // A concurrent version lost; `conflict` has both.
  kCatalog = 3,       // Registers of the catalog were written (control partition only).
  kIndexEntries = 4,  // Entries of indexes that other shards keep; never leaves the region.
};

// Who reads the change log, as bits. Stored on disk: never renumber.
enum class Sink : uint8_t {
  kRegionLog = 1 << 0,     // The other regions, through Kafka.
  kChangeStream = 1 << 1,  // The table's own stream.
  kConflicts = 1 << 2,     // The conflicts topic, for operators.
  kRemoteIndex = 1 << 3,   // The region's other shards: entries of global indexes.
};
inline constexpr Sink kAllSinks[] = {Sink::kRegionLog, Sink::kChangeStream, Sink::kConflicts,
                                     Sink::kRemoteIndex};
// The sink's place in kAllSinks.
size_t SinkIndex(Sink sink);

struct Change {
  uint64_t commit = 0;    // Dense from 1 in the partition.
  uint64_t sequence = 0;  // Dense from 1 for (origin, partition); 0: not in the region log.
  uint8_t sinks = 0;      // Sink bits.
  ChangeKind kind = ChangeKind::kState;
  TableId table;
  Slot slot{0};
  std::string key;                   // ItemKey::Encoded; empty for kCatalog.
  ItemState state;                   // For kState.
  std::optional<Payload> old_image;  // For kState, iff the change stream is among the sinks.
  std::optional<Conflict> conflict;  // For kConflict.
  std::vector<Register> registers;   // For kCatalog.
  std::vector<IndexEntry> entries;   // For kIndexEntries.
  // A reader's own last record of the catalog must be at least this old before it may judge the
  // change: the control sequence of the writer when it committed.
  uint64_t catalog_sequence = 0;
  // For kState: the transaction that it is a part of; nullptr: a write by itself.
  TransactionDecisionPtr transaction;

  bool NeededBy(Sink sink) const { return (sinks & static_cast<uint8_t>(sink)) != 0; }
};
using ChangePtr = std::shared_ptr<const Change>;

// About how much memory `change` takes.
size_t MemoryBytes(const Change& change);

// One change as bytes: a clear header (format, kind, table, slot, key, lengths) and a body, each
// with a CRC32C, so that a damaged body costs only its key. Byte-level page: docs/formats/kafka.md.
// `for_log`: what other regions get (no old image, no sinks).
void AppendChange(const Change& change, bool for_log, std::string* out);

// What the clear header of a change says, when its body cannot be read.
struct ChangeHeader {
  ChangeKind kind = ChangeKind::kState;
  uint64_t sequence = 0;
  TableId table;
  Slot slot{0};
  std::string key;
};
struct DecodedChange {
  ChangeHeader header;
  Result<Change> change;  // kCorrupt: damaged; kUnsupported: of a newer release.
  std::string raw;        // The whole frame, to be kept aside if `change` is an error.
};
// Takes one frame off the front of `*in`. An error (kCorrupt) means that not even the header could
// be read, and nothing behind it can.
Result<DecodedChange> TakeChange(std::string_view* in);

// The committed changes of every partition, for sinks to follow.
class ChangeSource {
 public:
  virtual ~ChangeSource() = default;

  // Partitions that have a log: the data partitions, then kControlPartition.
  virtual std::vector<Partition> Partitions() const = 0;

  // Committed changes that `sink` needs, with commit > `after`, in commit order, until about
  // `bytes_max`; from memory when recent. An empty answer has `scanned_to` == the newest commit.
  struct Page {
    std::vector<ChangePtr> changes;
    uint64_t scanned_to = 0;  // Every commit up to here was looked at.
  };
  virtual Result<Page> Read(Partition partition, Sink sink, uint64_t after, size_t bytes_max) = 0;

  // The durable cursor of `sink`: every change it needs up to this commit is done.
  virtual uint64_t Cursor(Partition partition, Sink sink) const = 0;
  // `sink` has delivered everything it needs up to `commit` (in the region log: Kafka acknowledged
  // it). Never blocks; persisted with a later batch.
  virtual void Advance(Partition partition, Sink sink, uint64_t commit) = 0;

  // Whether the region's log takes records now, as the publisher sees it. While it doesn't, writes
  // of log durability are refused before they are evaluated.
  virtual void SetLogAvailable(bool available) = 0;

  // `listener` is called after each commit that left changes, from the shard's executor; it must
  // only post. Set once, before the first write.
  virtual void SetListener(std::function<void(Partition)> listener) = 0;

  // This region, and the sequence of the last change of `partition` in the region log (0: none).
  virtual const Origin& origin() const = 0;
  virtual uint64_t LastSequence(Partition partition) const = 0;
};

}  // namespace meridian
