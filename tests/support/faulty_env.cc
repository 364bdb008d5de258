// Compiled without RTTI, as LevelDB is: its classes have no type information to derive from.
#include "tests/support/faulty_env.h"

#include <leveldb/env.h>
#include <leveldb/helpers/memenv.h>

#include <algorithm>
#include <string>

namespace meridian {
namespace {

class FaultyFile final : public leveldb::WritableFile {
 public:
  FaultyFile(leveldb::WritableFile* file, std::atomic<int64_t>& free_bytes)
      : file_(file), free_bytes_(free_bytes) {}

  leveldb::Status Append(const leveldb::Slice& data) override {
    const int64_t free = free_bytes_;
    if (free < 0) return file_->Append(data);
    const auto fits = std::min<size_t>(data.size(), static_cast<size_t>(free));
    free_bytes_ = free - static_cast<int64_t>(fits);
    // A full disk takes the part that fits.
    const leveldb::Status status = file_->Append(leveldb::Slice(data.data(), fits));
    if (!status.ok() || fits == data.size()) return status;
    return leveldb::Status::IOError("No space left on device");
  }
  leveldb::Status Close() override { return file_->Close(); }
  leveldb::Status Flush() override { return file_->Flush(); }
  leveldb::Status Sync() override { return file_->Sync(); }

 private:
  std::unique_ptr<leveldb::WritableFile> file_;
  std::atomic<int64_t>& free_bytes_;
};

class Wrapper final : public leveldb::EnvWrapper {
 public:
  Wrapper(leveldb::Env* target, std::atomic<int64_t>& free_bytes, const std::string& suffix)
      : EnvWrapper(target), free_bytes_(free_bytes), suffix_(suffix) {}

  leveldb::Status NewWritableFile(const std::string& name, leveldb::WritableFile** out) override {
    const leveldb::Status status = target()->NewWritableFile(name, out);
    if (status.ok() && name.ends_with(suffix_)) *out = new FaultyFile(*out, free_bytes_);
    return status;
  }
  leveldb::Status NewAppendableFile(const std::string& name, leveldb::WritableFile** out) override {
    const leveldb::Status status = target()->NewAppendableFile(name, out);
    if (status.ok() && name.ends_with(suffix_)) *out = new FaultyFile(*out, free_bytes_);
    return status;
  }

 private:
  std::atomic<int64_t>& free_bytes_;
  const std::string& suffix_;
};

}  // namespace

FaultyEnv::FaultyEnv()
    : memory_(leveldb::NewMemEnv(leveldb::Env::Default())),
      env_(std::make_unique<Wrapper>(memory_.get(), free_bytes_, suffix_)) {}

FaultyEnv::~FaultyEnv() = default;

}  // namespace meridian
