// Slots, partitions and shards: where a key lives.
//
// The encoded partition key hashes to one of 65,536 slots (storage/item/key.h). A contiguous range
// of slots is a partition: P of them, the same P in every region, shared by all tables. A
// contiguous range of partitions is a shard: S of them, one LevelDB and one executor each, S local
// to a region. One more partition, kControlPartition, belongs to shard 0 and holds the catalog.
//
// Threads: values.
#pragma once

#include <cstdint>

#include "storage/base/check.h"
#include "storage/item/key.h"

namespace meridian {

enum class Partition : uint16_t {};
enum class ShardIndex : uint16_t {};

inline constexpr uint16_t kPartitionsMax = 4096;
// The catalog's partition. Above every data partition in key order.
inline constexpr Partition kControlPartition{0xfffe};
// The rows of a shard itself (clock ceiling, format). Not a partition of any table.
inline constexpr Partition kShardRows{0xffff};

struct PartitionMap {
  uint16_t partitions = 16;  // P, 1 to kPartitionsMax.
  uint16_t shards = 1;       // S, 1 to P.

  Partition OfSlot(Slot slot) const {
    return Partition{static_cast<uint16_t>(static_cast<uint32_t>(slot) * partitions / kSlotCount)};
  }
  ShardIndex ShardOf(Partition partition) const {
    if (partition == kControlPartition) return ShardIndex{0};
    CHECK(static_cast<uint16_t>(partition) < partitions);
    return ShardIndex{
        static_cast<uint16_t>(static_cast<uint32_t>(partition) * shards / partitions)};
  }
  // The least slot of `partition`; for partition P, kSlotCount.
  uint32_t FirstSlot(uint32_t partition) const {
    return (partition * kSlotCount + partitions - 1) / partitions;
  }

  friend bool operator==(const PartitionMap&, const PartitionMap&) = default;
};

}  // namespace meridian
