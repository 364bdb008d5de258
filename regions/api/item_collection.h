// Item collections: the items of one partition key with their entries in local indexes, as
// ReturnItemCollectionMetrics tells of them.
//
// Only a table with a local index has collections. Their size isn't limited here; what is told is
// an estimate in whole gigabytes, as DynamoDB's.
//
// Threads: pure functions but for the store.
// Source: Amazon DynamoDB API Reference, ItemCollectionMetrics.
#pragma once

#include <cstdint>

#include "regions/api/json_writer.h"
#include "regions/api/request.h"
#include "storage/table/table_store.h"

namespace meridian {

// How big collections are.
class CollectionSizes {
 public:
  virtual ~CollectionSizes() = default;
  // About how many bytes the collection that `key` is in takes here. Never waits; what was written
  // last may not be counted yet.
  virtual uint64_t BytesOf(const Table& table, const ItemKey& key) const = 0;
};

// The ReturnItemCollectionMetrics parameter: whether SIZE is asked for; a bad value goes to
// `constraints`.
Result<bool> ReadReturnCollectionMetrics(JsonValue body, Constraints* constraints);

bool HasCollections(const Table& table);

// The ItemCollectionMetrics structure of the collection that `key` is in, as one JSON value;
// without `sizes` it is told to be small. kCorrupt if `key` is no key of the table.
Status WriteCollectionMetrics(JsonWriter* writer, const CollectionSizes* sizes, const Table& table,
                              const ItemKey& key);

}  // namespace meridian
