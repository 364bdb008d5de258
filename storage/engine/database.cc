#include "storage/engine/database.h"

#include <leveldb/cache.h>
#include <leveldb/filter_policy.h>

#include <filesystem>

#include "storage/engine/compaction_env.h"

namespace meridian {
namespace {

leveldb::Slice ToSlice(std::string_view text) { return {text.data(), text.size()}; }
std::string_view ToView(const leveldb::Slice& slice) { return {slice.data(), slice.size()}; }

// Beside the tables: a manifest and a new log.
constexpr uint64_t kSpareBytes = 1 << 20;
// A name that LevelDB neither uses nor clears away.
constexpr const char* kTrialFile = "/TRIAL";

// Writes a little and syncs it: a disk with room may still refuse.
leveldb::Status TryWriting(leveldb::Env& env, const std::string& name) {
  leveldb::WritableFile* opened = nullptr;
  leveldb::Status status = env.NewWritableFile(name, &opened);
  if (!status.ok()) return status;
  const std::unique_ptr<leveldb::WritableFile> file(opened);
  status = file->Append(std::string(4096, 'x'));
  if (status.ok()) status = file->Sync();
  if (status.ok()) status = file->Close();
  const leveldb::Status removed = env.RemoveFile(name);
  return status.ok() ? removed : status;
}

}  // namespace

Error ToError(const leveldb::Status& status, std::string_view doing) {
  const Errc code = status.IsCorruption() ? Errc::kCorrupt : Errc::kUnavailable;
  return Error{code, std::string(doing) + ": " + status.ToString()};
}

Result<std::shared_ptr<Database>> Database::Open(const DatabaseOptions& options) {
  auto database = std::shared_ptr<Database>(new Database());
  database->filter_.reset(leveldb::NewBloomFilterPolicy(10));
  database->cache_.reset(leveldb::NewLRUCache(options.block_cache_bytes));
  leveldb::Options settings;
  settings.create_if_missing = true;
  settings.paranoid_checks = true;
  settings.write_buffer_size = options.memtable_bytes;
  settings.max_file_size = options.file_bytes;
  settings.block_cache = database->cache_.get();
  settings.filter_policy = database->filter_.get();
  if (options.env == nullptr) database->env_ = MakeCompactionEnv();
  settings.env = options.env != nullptr ? options.env : database->env_.get();
  leveldb::DB* opened = nullptr;
  const leveldb::Status status = leveldb::DB::Open(settings, options.path, &opened);
  if (!status.ok()) return ToError(status, "Opening the database at " + options.path);
  database->db_.reset(opened);
  return database;
}

Status Database::CheckRoom(const DatabaseOptions& options) {
  // A memtable that fills and one that is being written, each with a log as large.
  const uint64_t wanted = 2 * options.memtable_bytes + kSpareBytes;
  if (options.env == nullptr) {
    std::error_code failed;
    const auto space = std::filesystem::space(options.path, failed);
    if (!failed && space.available < wanted) {
      return Error{Errc::kUnavailable, "Only " + std::to_string(space.available) +
                                           " bytes are free for " + options.path + ", " +
                                           std::to_string(wanted) + " are needed"};
    }
  }
  leveldb::Env& env = options.env != nullptr ? *options.env : *leveldb::Env::Default();
  const leveldb::Status tried = TryWriting(env, options.path + kTrialFile);
  return tried.ok() ? OkStatus() : Status(ToError(tried, "Trying the disk of " + options.path));
}

Database::~Database() = default;

Result<std::optional<std::string>> Database::Get(std::string_view key,
                                                 const leveldb::Snapshot* snapshot) const {
  leveldb::ReadOptions read;
  read.verify_checksums = true;
  read.snapshot = snapshot;
  std::string value;
  const leveldb::Status status = db_->Get(read, ToSlice(key), &value);
  if (status.ok()) return std::optional<std::string>(std::move(value));
  if (status.IsNotFound()) return std::optional<std::string>();
  return ToError(status, "Reading a row");
}

Status Database::Write(leveldb::WriteBatch* batch) {
  leveldb::WriteOptions write;
  write.sync = true;
  const leveldb::Status status = db_->Write(write, batch);
  if (!status.ok()) return ToError(status, "Writing a batch");
  return OkStatus();
}

RowCursor::RowCursor(DatabasePtr database, std::string from, std::string until, bool forward)
    : database_(std::move(database)),
      snapshot_(database_->raw().GetSnapshot()),
      from_(std::move(from)),
      until_(std::move(until)),
      forward_(forward) {
  leveldb::ReadOptions read;
  read.verify_checksums = true;
  read.snapshot = snapshot_;
  iterator_.reset(database_->raw().NewIterator(read));
  if (forward_) {
    iterator_->Seek(ToSlice(from_));
    return;
  }
  iterator_->Seek(ToSlice(until_));
  if (iterator_->Valid()) {
    iterator_->Prev();
  } else if (iterator_->status().ok()) {
    iterator_->SeekToLast();
  }
}

RowCursor::~RowCursor() {
  iterator_.reset();
  database_->raw().ReleaseSnapshot(snapshot_);
}

bool RowCursor::Valid() const {
  if (!iterator_->Valid()) return false;
  const std::string_view at = key();
  return forward_ ? at < until_ : at >= from_;
}

void RowCursor::Next() {
  if (forward_) {
    iterator_->Next();
  } else {
    iterator_->Prev();
  }
}

std::string_view RowCursor::key() const { return ToView(iterator_->key()); }
std::string_view RowCursor::value() const { return ToView(iterator_->value()); }

Status RowCursor::status() const {
  if (iterator_->status().ok()) return OkStatus();
  return ToError(iterator_->status(), "Scanning rows");
}

Result<std::optional<std::string>> RowCursor::Get(std::string_view key) const {
  return database_->Get(key, snapshot_);
}

}  // namespace meridian
