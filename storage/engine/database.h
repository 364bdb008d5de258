// Database: one open LevelDB, with our settings and our errors.
//
// Reads may come from any thread at any time; writes only from the shard's executor. Every write is
// synced: with sync=false LevelDB may keep a later batch and lose an earlier one. After one failed
// write the database must be closed and opened again before it accepts another (LevelDB 1.23 loses
// acknowledged writes otherwise): the shard does that.
//
// Threads: Get and iterators from any thread; Write from one at a time.
// Ownership: iterators and snapshots keep the database open by holding its shared_ptr.
#pragma once

#include <leveldb/db.h>
#include <leveldb/env.h>
#include <leveldb/write_batch.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "storage/base/result.h"

namespace meridian {

struct DatabaseOptions {
  std::string path;
  leveldb::Env* env = nullptr;  // nullptr: the machine's.
  size_t memtable_bytes = 32 << 20;
  size_t file_bytes = 32 << 20;
  size_t block_cache_bytes = 32 << 20;
};

class Database : public std::enable_shared_from_this<Database> {
 public:
  // Opens or makes the database at options.path. kCorrupt: damaged, must be refilled. kUnavailable:
  // the disk refuses.
  static Result<std::shared_ptr<Database>> Open(const DatabaseOptions& options);
  // Whether the disk would take what Open writes: it turns the log of the last time into tables.
  // kUnavailable, and why, when it wouldn't.
  static Status CheckRoom(const DatabaseOptions& options);
  ~Database();

  // nullopt: no such row. `snapshot` may be nullptr (now).
  Result<std::optional<std::string>> Get(std::string_view key,
                                         const leveldb::Snapshot* snapshot = nullptr) const;
  // Synced. An error means that this database must not be written again.
  Status Write(leveldb::WriteBatch* batch);

  leveldb::DB& raw() { return *db_; }

 private:
  Database() = default;

  std::unique_ptr<const leveldb::FilterPolicy> filter_;
  std::unique_ptr<leveldb::Cache> cache_;
  std::unique_ptr<leveldb::Env> env_;  // Unless the options named one.
  std::unique_ptr<leveldb::DB> db_;
};
using DatabasePtr = std::shared_ptr<Database>;

// A snapshot and one iterator over it, bounded to a prefix range [from, until).
class RowCursor {
 public:
  // Begins at the first row >= from (or, backward, at the last row < until).
  RowCursor(DatabasePtr database, std::string from, std::string until, bool forward = true);
  ~RowCursor();
  RowCursor(const RowCursor&) = delete;
  RowCursor& operator=(const RowCursor&) = delete;

  bool Valid() const;
  void Next();
  std::string_view key() const;
  std::string_view value() const;
  Status status() const;
  // A row of the same snapshot, whether or not it is in the range.
  Result<std::optional<std::string>> Get(std::string_view key) const;

 private:
  DatabasePtr database_;
  const leveldb::Snapshot* snapshot_;
  std::unique_ptr<leveldb::Iterator> iterator_;
  std::string from_;
  std::string until_;
  bool forward_;
};

// leveldb::Status as an Error; `doing` names the action for the message.
Error ToError(const leveldb::Status& status, std::string_view doing);

}  // namespace meridian
