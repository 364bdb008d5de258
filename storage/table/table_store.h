// TableStore: items by key. Update(key, decide) is the only way an item changes.
//
// Update hops to the executor of the key's shard, hands `decide` the current state, stamps a
// version on what it returned, and commits item, change row, conflict rows and everything else that
// the write implies in one synced batch with its neighbours. Evaluation in a shard is serial, so a
// conditional write is linearizable. Reads use the store directly and never wait for writers; they
// see every write that was acknowledged before they began.
//
// Threads: every member from any thread. `decide` runs on the shard's executor, once; `done` too.
// Ownership: the store outlives every cursor and every pending call.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "storage/base/result.h"
#include "storage/base/scheduler.h"
#include "storage/engine/partition.h"
#include "storage/table/item_state.h"
#include "storage/table/schema.h"

namespace meridian {

// A primary key as ordered bytes (storage/item/key.h).
struct ItemKey {
  Slot slot{0};
  std::string hash;   // Encoded partition key.
  std::string range;  // Encoded sort key; empty when the table has none.

  std::string Encoded() const { return hash + range; }
  friend auto operator<=>(const ItemKey&, const ItemKey&) = default;
};

// The key of `item`, which may have further attributes, under `schema`. Errors are kValidation in
// DynamoDB's words: a missing key attribute ("One or more parameter values were invalid: Missing
// the key X in the item"), a type mismatch ("… Type mismatch for key X expected: S actual: N"), an
// empty value, a value over its size limit.
Result<ItemKey> KeyOfItem(const TableSchema& schema, const Item& item);
// The same for a Key parameter: exactly the key attributes, else "The provided key element does not
// match the schema".
Result<ItemKey> KeyOfKey(const TableSchema& schema, const Item& key);
// The key attributes that `encoded` (ItemKey::Encoded) stands for. kCorrupt if it is not a key.
Result<Item> KeyAttributes(const TableSchema& schema, std::string_view encoded);

struct StoredItem {
  ItemState state;
  uint64_t commit = 0;  // The commit number of the change that made this state.
};

// What a client's write makes of an item.
struct Decision {
  enum class Outcome : uint8_t {
    kNothing,  // Writes nothing at all: not even a version. For reads inside an Update.
    kPut,      // `value` is the item from now on.
    kDelete,   // The item is gone; also of an absent item (on a global table that is a version).
  };
  Outcome outcome = Outcome::kNothing;
  std::optional<Payload> value;  // Iff kPut.
};

// `current` is nullptr when the item is absent. Its error reaches the caller of Update unchanged
// and nothing is written.
using Decide = UniqueFunction<Result<Decision>(const StoredItem* current)>;

struct Committed {
  Version version;      // Default for kNothing.
  uint64_t commit = 0;  // 0 for kNothing.
};

// Walks items in key order. Holds a snapshot: release it soon.
class ItemCursor {
 public:
  virtual ~ItemCursor() = default;
  // False at the end or after an error.
  virtual bool Valid() const = 0;
  virtual void Next() = 0;
  // ItemKey::Encoded of the current item. Valid until Next.
  virtual std::string_view key() const = 0;
  virtual Slot slot() const = 0;
  // The current item, live. kCorrupt if its stored bytes fail their check.
  virtual Result<StoredItem> Read() const = 0;
  // The error that ended the walk, if one did.
  virtual Status status() const = 0;
};

// Bounds on the encoded sort keys of one partition key. An absent bound is open.
struct SortRange {
  std::optional<std::string> from;   // Inclusive.
  std::optional<std::string> until;  // Exclusive.
};

class TableStore {
 public:
  virtual ~TableStore() = default;

  // Errors besides `decide`'s: kThrottled (queue or backlog full), kUnavailable (the shard is
  // recovering from a disk error, or durability cannot be reached), kTimeout (the outcome is
  // unknown), kCancelled (stopping).
  virtual void Update(TablePtr table, ItemKey key, Decide decide,
                      UniqueFunction<void(Result<Committed>)> done) = 0;

  // The live item, or nullopt.
  virtual Result<std::optional<StoredItem>> Get(const Table& table, const ItemKey& key) = 0;
  // Also a tombstone, as DescribeItemVersion shows it.
  virtual Result<std::optional<StoredItem>> GetState(const Table& table, const ItemKey& key) = 0;

  // The live items of one partition key, ascending or descending by sort key; `after`: begin behind
  // this encoded sort key (in the direction of the walk), whether or not it exists.
  virtual std::unique_ptr<ItemCursor> Query(const Table& table, const ItemKey& hash,
                                            const SortRange& range, bool forward,
                                            const std::optional<std::string>& after) = 0;
  // The live items with slots in [first_slot, last_slot], ascending by (slot, key); `after`: begin
  // behind this key, whether or not it exists.
  virtual std::unique_ptr<ItemCursor> Scan(const Table& table, uint32_t first_slot,
                                           uint32_t last_slot,
                                           const std::optional<ItemKey>& after) = 0;

  // The same over the entries of `index` of `table`: `hash` has the index's encoded hash parts,
  // bounds and `after` are of what follows them in an entry's place (storage/table/index_key.h).
  // The cursor's key() is the place; its items are what the index shows, without version. A local
  // index has every acknowledged write, a global one has it soon. An index that isn't kActive may
  // lack entries.
  virtual std::unique_ptr<ItemCursor> QueryIndex(const Table& table, const Index& index,
                                                 const ItemKey& hash, const SortRange& range,
                                                 bool forward,
                                                 const std::optional<std::string>& after) = 0;
  virtual std::unique_ptr<ItemCursor> ScanIndex(const Table& table, const Index& index,
                                                uint32_t first_slot, uint32_t last_slot,
                                                const std::optional<ItemKey>& after) = 0;

  // The conflicts of `key` (nullopt: of the whole table), at most `limit`, behind `after` (a token
  // of an earlier page; empty: from the start).
  struct ConflictPage {
    struct Row {
      std::string key;  // ItemKey::Encoded.
      Conflict conflict;
    };
    std::vector<Row> rows;
    std::string next;  // Empty at the end.
  };
  virtual Result<ConflictPage> Conflicts(const Table& table, const std::optional<ItemKey>& key,
                                         size_t limit, const std::string& after) = 0;
};

}  // namespace meridian
