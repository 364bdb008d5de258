// ReadLogTail: how far the log of one partition goes, as the log itself says.
//
// A producer that died may have had a run on the wire that was appended behind what its successor
// wrote, so the last message need not have the greatest sequence. When the last message says less
// than expected, the messages before it are looked at too.
//
// Threads: confined to the Bus's Scheduler.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "storage/version/version.h"
#include "streams/bus.h"

namespace meridian {

// What the newest batch says of the log it is in.
struct LogTail {
  Origin origin;
  uint64_t epoch = 0;
  uint16_t partitions = 0;
  uint64_t last_sequence = 0;
};

struct PartitionTail {
  std::optional<LogTail> last;  // nullopt: the partition is empty.
  int64_t end = 0;              // Offset of the next record; > 0 and empty: retention took all.
};

// A tail being read. Destroying it ends it uncalled.
class TailReader {
 public:
  // How many messages one producer can have on the wire, with a margin.
  static constexpr int64_t kWindow = 64;

  // Looks further back than the last message only if that one is below `expected_sequence`. `done`
  // may destroy this. kCorrupt, kUnsupported: the last message can't be read.
  TailReader(Bus& bus, std::string topic, int32_t partition, uint64_t expected_sequence,
             UniqueFunction<void(Result<PartitionTail>)> done);
  ~TailReader();

 private:
  class State;
  std::shared_ptr<State> state_;
};

}  // namespace meridian
